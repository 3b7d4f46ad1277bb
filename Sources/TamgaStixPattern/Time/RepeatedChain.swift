/// A chain of single observations that REPEATS asks for several times: `([a] FOLLOWEDBY [b]) REPEATS n TIMES`.
///
/// Where no observation can stand in two links, one sweep through time decides: each observation takes on the oldest
/// chain that waits for it, and it does not matter which one. Where all links have the same observations, there are
/// chains as long as there are observations enough: the earliest are the first links, and so on.
struct RepeatedChain {
    /// The slots of the links.
    private let links: [Int]
    private let count: Int
    private let slots: [SlotCandidates]
    private let events: [Timeline.Event]
    private let areEqual: Bool

    /// `nil` for another shape, or observations that last.
    init?(_ shape: BindingShape, _ slots: [SlotCandidates], _ events: [Timeline.Event]) {
        guard case .all(let copies) = shape, let first = copies.first, copies.allSatisfy({ $0 == first }),
            case .ordered(let groups) = first
        else { return nil }
        var links: [Int] = []
        for group in groups {
            guard case .group(let demands) = group, demands.count == 1, demands[0].count == 1,
                slots[demands[0].slot].areInstants
            else { return nil }
            links.append(demands[0].slot)
        }
        areEqual = links.allSatisfy { slots[$0].events == slots[links[0]].events }
        if !areEqual {
            var seen: Set<Int> = []
            for link in links {
                for event in slots[link].events where !seen.insert(event).inserted { return nil }
            }
        }
        (self.links, count, self.slots, self.events) = (links, copies.count, slots, events)
    }

    /// A binding of all chains; empty where there are fewer.
    ///
    /// - Complexity: O(n log n) in the observations.
    func bindings() -> [Binding] {
        var needs: [Int] = []
        // What comes to pass in time, at one instant the earlier links first.
        var steps: [(link: Int, place: Int)] = []
        if areEqual {
            guard slots[links[0]].total >= count * links.count else { return [] }
        } else {
            for (link, slot) in links.enumerated() { steps += slots[slot].events.indices.map { (link, $0) } }
            steps.sort { time($0) == time($1) ? $0.link < $1.link : time($0) < time($1) }
        }
        needs = Array(repeating: count, count: links.count)
        var result = Array(repeating: [Binding](), count: links.count)
        func take(_ link: Int, _ place: Int, _ wanted: Int, _ free: Int) -> Int {
            let taken = min(wanted, free)
            guard taken > 0 else { return 0 }
            let slot = slots[links[link]]
            result[link].append(
                Binding(atom: slot.atoms[place], observation: events[slot.events[place]].number, count: taken))
            needs[link] -= taken
            return taken
        }
        for (link, place) in steps {
            // As many chains have come to a link as were taken on at the one before it.
            let waiting = link == 0 ? needs[0] : needs[link] - needs[link - 1]
            _ = take(link, place, waiting, occurrences(link, place))
        }
        if areEqual {
            var link = 0
            for place in slots[links[0]].events.indices {
                var free = occurrences(0, place)
                while free > 0, link < links.count {
                    free -= take(link, place, needs[link], free)
                    if needs[link] == 0 { link += 1 }
                }
            }
        }
        return needs.allSatisfy { $0 == 0 } ? result.flatMap(\.self) : []
    }

    private func time(_ step: (link: Int, place: Int)) -> Int128 { slots[links[step.link]].firsts[step.place] }

    private func occurrences(_ link: Int, _ place: Int) -> Int {
        min(events[slots[links[link]].events[place]].count, SlotCandidates.maximumCount)
    }
}
