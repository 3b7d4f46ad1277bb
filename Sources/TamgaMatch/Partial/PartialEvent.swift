import TamgaModel

extension PartialBytes {
    /// An event of the log that a split is of; the log has no number yet.
    mutating func add(_ event: CorrelationEvent) {
        add(event.place.time)
        add(event.place.isArrival)
        add(event.place.byteOffset)
        add(event.place.line)
        add(event.place.fingerprint)
        add(event.place.observer) { $0.add($1) }
        add(event.rule)
        add(event.producers) { $0.add($1) }
        add(event.values) { bytes, values in bytes.add(values) { $0.add($1) } }
    }
}

extension PartialReader {
    /// An event.
    ///
    /// - Parameters:
    ///   - source: the log's number.
    ///   - before: lines of the log before the split.
    ///   - fields: for each rule whose events somebody asks for, how many fields they carry.
    mutating func event(source: Int, linesBefore before: Int, fields: [Int: Int]) throws(PartialError)
        -> CorrelationEvent
    {
        let place = CorrelationEvent.Place(
            time: try time(), isArrival: try flag(), source: source, byteOffset: try int(),
            line: before + (try int()), fingerprint: try number(),
            observer: try optional { (reader) throws(PartialError) in try reader.state() })
        let event = CorrelationEvent(
            place: place, rule: try int(),
            producers: try list { (reader) throws(PartialError) in try reader.state() },
            values: try list { (reader) throws(PartialError) in
                try reader.list { (reader) throws(PartialError) in Array(try reader.run()) }
            })
        guard fields[event.rule] == event.values.count else { throw .damaged }
        return event
    }
}

extension MatchPlan {
    /// For each rule whose events correlations or patterns ask for, how many fields they carry.
    var eventFields: [Int: Int] {
        var fields: [Int: Int] = [:]
        for table in [rules, hitRules, patterns] {
            for purpose in table.purposes {
                if let asked = purpose.eventFields { fields[purpose.number] = asked.count }
            }
        }
        return fields
    }
}
