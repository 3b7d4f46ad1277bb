/// A chain of single observations that REPEATS asks for several times: `([a] FOLLOWEDBY [b]) REPEATS n TIMES`.
///
/// Where no observation can stand in two links, one sweep through time decides: each observation takes on the oldest
/// chain that waits for it, and it does not matter which one. Where all links have the same observations, there are
/// chains as long as there are observations enough: the earliest are the first links, and so on.
struct RepeatedChain {
    private let links: [BindingShape.Demand]
    private let count: Int
    private let table: SlotTable

    /// `nil` for another shape, or observations that last.
    init?(_ shape: BindingShape, _ table: SlotTable) {
        guard case .all(let copies) = shape, let first = copies.first, copies.allSatisfy({ $0 == first }),
            case .ordered(let groups) = first
        else { return nil }
        var links: [BindingShape.Demand] = []
        for group in groups {
            guard case .group(let demands) = group, demands.count == 1, demands[0].count == 1,
                table.slots[demands[0].slot].areInstants
            else { return nil }
            links.append(demands[0])
        }
        if Set(links.map(\.slot)).count > 1 {
            var seen: Set<Int32> = []
            for link in links {
                for event in table.slots[link.slot].events where !seen.insert(event).inserted { return nil }
            }
        }
        (self.links, count, self.table) = (links, copies.count, table)
    }

    /// A binding of all chains; empty where there are fewer.
    ///
    /// - Complexity: O(n log n) in the observations.
    func bindings() -> [Binding] {
        var needs = Array(repeating: count, count: links.count)
        var result = Array(repeating: [Binding](), count: links.count)
        func take(_ link: Int, _ event: Int32, _ wanted: Int, _ free: Int) -> Int {
            let taken = min(wanted, free)
            guard taken > 0 else { return 0 }
            result[link].append(table.binding(event, links[link].shares[0].fillers, taken))
            needs[link] -= taken
            return taken
        }
        if links.allSatisfy({ $0.slot == links[0].slot }) {
            var link = 0
            for event in table.slots[links[0].slot].events {
                var free = table.events[Int(event)].occurrences
                while free > 0, link < links.count {
                    free -= take(link, event, needs[link], free)
                    if needs[link] == 0 { link += 1 }
                }
            }
        } else {
            for (link, event) in sweep() {
                // As many chains have come to a link as were taken on at the one before it.
                let waiting = link == 0 ? needs[0] : needs[link] - needs[link - 1]
                _ = take(link, event, waiting, table.events[Int(event)].occurrences)
            }
        }
        return needs.allSatisfy { $0 == 0 } ? result.flatMap(\.self) : []
    }

    /// What comes to pass in time, at one instant the earlier links first.
    private func sweep() -> [(link: Int, event: Int32)] {
        func time(_ event: Int32) -> Int128 { table.events[Int(event)].first }
        return links.indices.flatMap { link in table.slots[links[link].slot].events.map { (link, $0) } }.sorted {
            time($0.1) == time($1.1) ? $0.0 < $1.0 : time($0.1) < time($1.1)
        }
    }
}
