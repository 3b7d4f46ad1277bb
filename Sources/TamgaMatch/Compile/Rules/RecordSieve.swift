import PCRE2

/// What the covers of rules look for in the text of whole records.
struct RecordSieve: Sendable {
    /// `nil` where there are none to look for.
    let literals: LiteralSieve?
    /// `nil` where there are none to look for.
    let windows: WindowSieve?
    /// For each literal, and behind these for each window, the instances it leads to; `nil` for one that leads to all.
    let instances: [[Int32]?]
    /// Instances that no literal leads to.
    let always: [Int32]
    /// Instances that some literal leads to.
    let sieved: [Int32]

    /// - Parameters:
    ///   - escapes: literals that may stand for anything.
    ///   - isWholeCover: covers hold nothing but literals of the record, and instances without one are tried on
    ///   every record; else other facts are somebody else's.
    init(_ covers: [RuleCover?], isWholeCover: Bool, escapes: [[UInt8]]) {
        var wanted: [[UInt8]: [Int32]] = [:]
        var fitting: [[ByteSet]] = []
        var instancesOfFitting: [[ByteSet]: [Int32]] = [:]
        var always: [Int32] = []
        var sieved: [Int32] = []
        for (index, cover) in covers.enumerated() {
            guard let cover else {
                if isWholeCover { always.append(Int32(index)) }
                continue
            }
            var isSieved = false
            for fact in cover.facts {
                switch fact {
                case .recordHolds(let text): wanted[text, default: []].append(Int32(index))
                case .recordFits(let window):
                    if instancesOfFitting[window] == nil { fitting.append(window) }
                    instancesOfFitting[window, default: []].append(Int32(index))
                default: continue
                }
                isSieved = true
            }
            if isSieved { sieved.append(Int32(index)) }
        }
        self.always = always
        self.sieved = sieved
        guard !covers.isEmpty, isWholeCover || !wanted.isEmpty else {
            (literals, windows) = (nil, nil)
            instances = []
            return
        }
        let texts = wanted.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        literals = LiteralSieve(texts.map(\.key) + escapes)
        windows = fitting.isEmpty ? nil : WindowSieve(fitting)
        instances = texts.map(\.value) + escapes.map { _ in nil } + fitting.map { instancesOfFitting[$0] }
    }

    /// Finds every literal and window in a text, in no particular order; windows are numbered behind the literals.
    ///
    /// - Precondition: ``TextView/padding`` bytes behind the text can be read.
    @inline(__always)
    func scan(_ base: UnsafePointer<UInt8>, _ count: Int, _ found: (LiteralPlace) -> Void) {
        guard let literals else { return }
        // Safe: the caller has seen to the text and its padding, here and below.
        unsafe literals.scan(base, count, found)
        guard let windows else { return }
        let first = literals.literals.count
        unsafe windows.scan(base, count) { found(LiteralPlace(literal: first + $0, start: $1)) }
    }
}
