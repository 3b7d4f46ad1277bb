import TamgaModel

extension Worker {
    /// Adds a rule's hit.
    mutating func add(
        _ hit: RuleHit, _ record: inout RecordContext, _ place: BlockPlace, _ line: inout LineCounter,
        _ output: inout BlockOutput
    ) {
        let end = record.range.upperBound
        let observer = record.observer(apartFrom: end..<end, in: place, plan.attribution)
        let purpose = plan.rule(hit.rule).purpose
        let isTold = plan.printsHits || purpose.eventFields != nil
        let number = isTold ? line.line(of: place.text.textStart(record.range)) : 0
        if purpose.isReported, purpose.pattern == nil { record.hits += 1 }
        add(hit, &record, place, line: number, observer: observer, [], &output)
    }

    /// Adds a hit of a rule by its number in the plan: an event where correlations ask for it, a hit where it is
    /// reported.
    mutating func add(
        _ hit: RuleHit, _ record: inout RecordContext, _ place: BlockPlace, line: Int, observer: MemberState?,
        _ producers: [MemberState], _ output: inout BlockOutput
    ) {
        let (rule, purpose) = plan.rule(hit.rule)
        let time = record.time(in: place)
        if purpose.eventFields != nil {
            let offset = place.byteOffset + place.text.textStart(record.range)
            let fingerprint = RecordFingerprint(place.text.bytes(record.range.beginning(1_024)), salt: offset)
            let eventPlace = CorrelationEvent.Place(
                time: time ?? place.log.modified, isArrival: time == nil, source: place.source, byteOffset: offset,
                line: line, fingerprint: fingerprint.hash, observer: observer)
            output.events.append(
                CorrelationEvent(place: eventPlace, rule: purpose.number, producers: producers, values: hit.values))
        }
        guard purpose.isReported else { return }
        if let pattern = purpose.pattern {
            return add(pattern, hit, &record, place, line: line, observer: observer, time, &output)
        }
        tallies.ruleHitCount += 1
        let key = RuleTallyKey(rule: Int32(hit.rule), observer: observer?.rawValue ?? 0, source: Int32(place.source))
        tallies.rules[key, default: Tally()].add(time, recordEnd: place.byteOffset + record.range.upperBound)
        guard plan.printsHits else { return }
        let match = Hit.RuleMatch(
            id: rule.key, title: rule.title, level: rule.level, tags: rule.tags, fields: hit.fields)
        var made = Hit(
            id: place.hitID(record, "rule", rule.key), rule: match, time: time, observer: observer,
            source: place.log.name, line: line,
            byteOffset: place.byteOffset + place.text.textStart(record.range), record: recordText(record, place))
        made.holdsInvalidBytes = record.holdsInvalidBytes(in: place)
        plan.printHit?(made, &output.hits)
    }

    /// Adds a hit of a pattern that an indicator states.
    private mutating func add(
        _ pattern: StatedPattern, _ hit: RuleHit, _ record: inout RecordContext, _ place: BlockPlace, line: Int,
        observer: MemberState?, _ time: Timestamp?, _ output: inout BlockOutput
    ) {
        if pattern.outside(time) != nil {
            tallies.outsideValidity += 1
            if plan.options.validity == .strict {
                tallies.dropped += 1
                return
            }
        }
        record.hits += 1
        tallies.hitCount += 1
        let key = RuleTallyKey(rule: Int32(hit.rule), observer: observer?.rawValue ?? 0, source: Int32(place.source))
        tallies.patterns[key, default: Tally()].add(time, recordEnd: place.byteOffset + record.range.upperBound)
        guard plan.printsHits else { return }
        var made = Hit(
            id: place.hitID(record, "pattern", pattern.indicatorID), pattern: pattern, fields: hit.fields, time: time,
            observer: observer, source: place.log.name, line: line,
            byteOffset: place.byteOffset + place.text.textStart(record.range), record: recordText(record, place))
        made.holdsInvalidBytes = record.holdsInvalidBytes(in: place)
        plan.printHit?(made, &output.hits)
    }
}
