import TamgaModel

extension Worker {
    /// Tries rules on the hits of indicators that the block has given. What they find stands behind the other hits and events of
    /// its record, wherever the block ends.
    mutating func searchHits(_ place: BlockPlace, _ output: inout BlockOutput) {
        guard hitRecords.count > 0 else { return }
        hitRecords.search()
        let firstRule = plan.rules.rules.count
        var index = 0
        let others = (hits: output.hits, events: output.events)
        var taken = (hits: 0, events: 0)
        output.hits.removeAll()
        output.events.removeAll()
        while hitRecords.rules.start(of: index) < .max {
            var hit = hitRecords.rules.hit(index)
            var about = hitPlaces[hitRecords.index(of: hit)]
            hit.rule += firstRule
            output.hits += others.hits[taken.hits..<about.end.hits]
            for event in taken.events..<about.end.events { output.events.append(from: others.events, event) }
            taken = about.end
            add(hit, &about.record, place, line: about.line, observer: about.observer, about.producers, &output)
            index += 1
        }
        output.hits += others.hits[taken.hits...]
        for event in taken.events..<others.events.count { output.events.append(from: others.events, event) }
        for (rule, count) in hitRecords.rules.undecided {
            let first = hitRecords.rules.firstUndecided(rule)
            let about = hitPlaces[hitRecords.index(of: RuleHit(rule: rule, record: first))]
            tallies.undecided[firstRule + rule, default: Undecided()].add(
                count,
                UndecidedPlace(
                    source: place.source, offset: place.byteOffset + about.record.range.lowerBound, line: about.line))
        }
        hitRecords.removeAll()
        hitPlaces.removeAll(keepingCapacity: true)
    }

    /// Where a hit of an indicator stands, for the rules that are tried on it.
    struct HitPlace {
        var record: RecordContext
        var line: Int
        var observer: MemberState?
        var producers: [MemberState]
        /// Where the hits and the events of its record end in the block's output.
        var end = (hits: 0, events: 0)
    }
}
