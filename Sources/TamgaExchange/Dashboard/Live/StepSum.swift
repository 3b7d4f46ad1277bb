import TamgaModel

/// What a step's lines come to.
struct StepSum: Sendable {
    /// Lines that are hits.
    var hits = 0
    /// Lines that are none; blank lines are not counted.
    var unread = 0
    /// Hits by the member in whose logs.
    var observers: [MemberState?: Int] = [:]
    /// How many hits stand behind each that is shown.
    var sampled = 1
    /// Those that are shown, evenly spread, in the order of the file.
    var shown: [LiveHit] = []

    /// Reads lines.
    ///
    /// - Parameter most: how many hits are shown at most.
    init(_ lines: [[UInt8]], shown most: Int) {
        var places: [Int] = []
        for (place, line) in lines.enumerated() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
            let (isHit, observer) = LiveHit.glance(line.span)
            guard isHit else {
                unread += 1
                continue
            }
            places.append(place)
            observers[observer, default: 0] += 1
        }
        hits = places.count
        sampled = max(1, (hits + most - 1) / most)
        for place in stride(from: 0, to: hits, by: sampled) {
            let line = lines[places[place]]
            if let hit = LiveHit(line.span) { shown.append(hit) }
        }
    }
}
