import TamgaModel

extension Worker {
    /// Adds a hit of an indicator.
    ///
    /// - Returns: false where only the matched text is known to be harmless: another address of the record may still
    ///   be a hit of the same network.
    mutating func add(
        _ raw: RawHit, _ record: inout RecordContext, _ place: BlockPlace, _ line: inout LineCounter,
        _ output: inout BlockOutput
    ) -> Bool {
        let text = place.text
        let facts = self.facts(raw.entry)
        let list = facts.suppressedBy ?? suppression(ofMatched: raw, text)
        let matched = raw.start..<raw.end
        let observer = record.observer(apartFrom: matched, in: place, plan.attribution)
        if let list {
            tallies.suppressed[list, default: 0] += 1
            tallies.suppressedByObserver[observer?.rawValue ?? 0, default: 0] += 1
            guard plan.printsSuppressed else { return facts.suppressedBy != nil }
        }
        let time = record.time(in: place)
        let verdict = time.flatMap(facts.outside)
        if list == nil, verdict != nil {
            tallies.outsideValidity += 1
            if plan.options.validity == .strict {
                tallies.dropped += 1
                return true
            }
        }
        if list == nil {
            record.hits += 1
            tallies.hitCount += 1
            let key = TallyKey(entry: raw.entry, observer: observer?.rawValue ?? 0, source: Int32(place.source))
            tallies.hits[key, default: Tally()].add(time, recordEnd: place.byteOffset + record.range.upperBound)
            if !hitRecords.isUnwanted {
                hitRecords.add(
                    facts, matched: HitText.string(text.bytes(matched)), how: raw.how, observer: observer,
                    source: place.log.name)
                hitPlaces.append(
                    HitPlace(
                        record: record, line: line.line(of: line.isReshaped ? raw.start : record.range.lowerBound),
                        observer: observer, producers: facts.producers))
            }
            guard plan.printsHits else { return true }
        }
        var hit = Hit(
            id: place.hitID(record, facts.observable.type.label, facts.text), time: time, observer: observer,
            producers: facts.producers,
            source: place.log.name, line: line.line(of: line.isReshaped ? raw.start : record.range.lowerBound),
            byteOffset: place.byteOffset + raw.start,
            observableType: facts.observable.type, value: facts.text, matched: HitText.string(text.bytes(matched)),
            how: raw.how, indicatorID: facts.indicatorID, confidence: facts.confidence, marking: facts.marking,
            validity: verdict, record: recordText(record, place))
        hit.holdsInvalidBytes = record.holdsInvalidBytes(in: place)
        if let list {
            plan.printSuppressed?(hit, list, &output.suppressed)
        } else {
            plan.printHit?(hit, &output.hits)
        }
        return list == nil || facts.suppressedBy != nil
    }

    private mutating func facts(_ entry: UInt32) -> EntryFacts {
        if let known = facts[entry] { return known }
        let made = EntryFacts(entry, plan.table, plan.suppressions, derivedID: plan.derivedID)
        facts[entry] = made
        return made
    }

    /// The list that covers the address found in a network, or the name found below a domain.
    private mutating func suppression(ofMatched raw: RawHit, _ text: TextView) -> String? {
        guard raw.how == .cidr || raw.how == .subdomain else { return nil }
        let bytes = text.bytes(raw.start..<raw.end)
        if let known = matchedVerdicts[bytes] { return known }
        let type: ObservableType =
            raw.how == .subdomain ? .domainName : bytes.contains(0x3A) ? .ipv6Address : .ipv4Address
        let verdict = (try? Observable(type, text: bytes)).flatMap(plan.suppressions.list(covering:))
        if matchedVerdicts.count >= 100_000 { matchedVerdicts.removeAll(keepingCapacity: true) }
        matchedVerdicts[bytes] = .some(verdict)
        return verdict
    }
}
