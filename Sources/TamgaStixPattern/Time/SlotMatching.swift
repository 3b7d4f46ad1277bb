/// Fills places with observations so that none is used more often than it occurred: a bipartite matching, extended by
/// augmenting paths.
struct SlotMatching {
    private let events: [Timeline.Event]
    private var candidates: [Int: [Int32]] = [:]
    /// How often a place uses an event.
    private var uses: [Int: [Int32: Int]] = [:]
    /// The places that use an event.
    private var users: [Int32: Set<Int>] = [:]
    private var free: [Int32: Int] = [:]
    private var steps = 0

    init(_ events: [Timeline.Event]) { self.events = events }

    /// How much work was done since this was asked.
    mutating func takeSteps() -> Int {
        defer { steps = 0 }
        return steps
    }

    /// The events that a place uses, and how often, by first sight.
    func taken(by place: Int) -> [(event: Int32, count: Int)] {
        uses[place, default: [:]].map { ($0.key, $0.value) }.sorted { $0.event < $1.event }
    }

    /// Fills another place; those filled before stay filled, if by other observations.
    mutating func fill(_ place: Int, _ count: Int, from events: [Int32]) -> Bool {
        candidates[place] = events
        var missing = count
        for event in events where missing > 0 {
            steps += 1
            let taken = min(missing, left(event))
            if taken > 0 {
                move(event, taken, to: place)
                free[event] = left(event) - taken
                missing -= taken
            }
        }
        while missing > 0 {
            guard let moved = extend(place, missing) else { return false }
            missing -= moved
        }
        return true
    }

    private func left(_ event: Int32) -> Int {
        free[event] ?? events[Int(event)].occurrences
    }

    private mutating func move(_ event: Int32, _ count: Int, to place: Int) {
        uses[place, default: [:]][event, default: 0] += count
        users[event, default: []].insert(place)
    }

    private mutating func remove(_ event: Int32, _ count: Int, from place: Int) {
        let rest = uses[place, default: [:]][event, default: 0] - count
        uses[place, default: [:]][event] = rest > 0 ? rest : nil
        if rest <= 0 { users[event, default: []].remove(place) }
    }

    /// Frees observations for a place by moving others on; `nil` where no more can be had.
    private mutating func extend(_ place: Int, _ missing: Int) -> Int? {
        var origin: [Int: (place: Int, event: Int32)] = [:]
        var seen: Set<Int32> = []
        var queue = [place]
        var head = 0
        while head < queue.count {
            let current = queue[head]
            head += 1
            for event in candidates[current, default: []] where seen.insert(event).inserted {
                steps += 1
                if left(event) > 0 { return shift(event, current, from: place, origin, missing) }
                for user in users[event, default: []] where user != place && origin[user] == nil {
                    origin[user] = (current, event)
                    queue.append(user)
                }
            }
        }
        return nil
    }

    /// Moves occurrences along a path that ends at a free event.
    private mutating func shift(
        _ last: Int32, _ end: Int, from place: Int, _ origin: [Int: (place: Int, event: Int32)], _ missing: Int
    ) -> Int {
        var count = min(missing, left(last))
        var current = end
        while current != place, let step = origin[current] {
            count = min(count, uses[current, default: [:]][step.event, default: 0])
            current = step.place
        }
        move(last, count, to: end)
        free[last] = left(last) - count
        current = end
        while current != place, let step = origin[current] {
            remove(step.event, count, from: current)
            move(step.event, count, to: step.place)
            current = step.place
        }
        return count
    }
}
