import TamgaModel

/// Hits as a partial holds them: all of a hit but its log's name, each behind its length.
public enum PartialHit {
    /// Renders a hit for a partial; see ``MatchRun/HitPrinter``.
    public static let printer: MatchRun.HitPrinter = { hit, output in
        var bytes = PartialBytes()
        bytes.add(hit)
        output.append(varint: UInt64(bytes.bytes.count))
        output += bytes.bytes
    }

    /// Renders a suppressed hit for a partial, behind the name of its list.
    public static let suppressedPrinter: MatchRun.SuppressedPrinter = { hit, list, output in
        var bytes = PartialBytes()
        bytes.add(list)
        bytes.add(hit)
        output.append(varint: UInt64(bytes.bytes.count))
        output += bytes.bytes
    }
}

extension PartialBytes {
    /// A hit in one record; correlations are worked out of events when partials are merged.
    mutating func add(_ hit: Hit) {
        add(hit.id)
        add(byte: hit.kind == .indicator ? 0 : hit.kind == .rule ? 1 : 2)
        add(hit.time) { $0.add($1) }
        add(hit.observer) { $0.add($1) }
        add(hit.producers) { $0.add($1) }
        add(hit.line)
        add(hit.byteOffset)
        add(hit.observableType) { $0.add(byte: $1.rawValue) }
        add(hit.value) { $0.add($1) }
        add(hit.matched) { $0.add($1) }
        add(hit.how) { $0.add(Hit.Manner.allCases.firstIndex(of: $1) ?? 0) }
        add(hit.indicatorID) { $0.add($1) }
        add(hit.confidence) { $0.add(byte: $1) }
        add(hit.marking) { $0.add(byte: $1.rawValue) }
        add(hit.validity) { $0.add($1 == .before) }
        add(hit.record) { $0.add($1) }
        add(hit.holdsInvalidBytes)
        add(hit.rule) { bytes, rule in
            bytes.add(rule.id)
            bytes.add(rule.title)
            bytes.add(rule.level) { $0.add(SigmaLevel.allCases.firstIndex(of: $1) ?? 0) }
            bytes.add(rule.tags) { $0.add($1) }
            bytes.add(rule.fields) { bytes, field in
                bytes.add(field.name)
                bytes.add(field.value)
            }
        }
    }
}

extension PartialReader {
    /// A hit of a log; its line is as it was written.
    mutating func hit(source: String) throws(PartialError) -> Hit {
        let id = try text()
        let kind: Hit.Kind
        switch try byte() {
        case 0: kind = .indicator
        case 1: kind = .rule
        case 2: kind = .pattern
        default: throw .damaged
        }
        var hit = Hit(
            id: id, rule: Hit.RuleMatch(id: "", title: "", level: nil, tags: [], fields: []),
            time: try optional { (reader) throws(PartialError) in try reader.time() },
            observer: try optional { (reader) throws(PartialError) in try reader.state() }, source: source, line: 0,
            byteOffset: 0)
        hit.kind = kind
        hit.producers = try list { (reader) throws(PartialError) in try reader.state() }
        hit.line = try int()
        hit.byteOffset = try int()
        hit.observableType = try optional { (reader) throws(PartialError) in try reader.known(ObservableType.init) }
        hit.value = try optional { (reader) throws(PartialError) in try reader.text() }
        hit.matched = try optional { (reader) throws(PartialError) in try reader.text() }
        hit.how = try optional { (reader) throws(PartialError) in
            Hit.Manner.allCases[try reader.int(below: Hit.Manner.allCases.count)]
        }
        hit.indicatorID = try optional { (reader) throws(PartialError) in try reader.text() }
        hit.confidence = try optional { (reader) throws(PartialError) in try reader.byte() }
        hit.marking = try optional { (reader) throws(PartialError) in try reader.known(Marking.init) }
        hit.validity = try optional { (reader) throws(PartialError) in try reader.flag() ? .before : .after }
        hit.record = try optional { (reader) throws(PartialError) in try reader.text() }
        hit.holdsInvalidBytes = try flag()
        hit.rule = try optional { (reader) throws(PartialError) in
            Hit.RuleMatch(
                id: try reader.text(), title: try reader.text(),
                level: try reader.optional { (reader) throws(PartialError) in
                    SigmaLevel.allCases[try reader.int(below: SigmaLevel.allCases.count)]
                },
                tags: try reader.list { (reader) throws(PartialError) in try reader.text() },
                fields: try reader.list { (reader) throws(PartialError) in
                    Hit.Field(name: try reader.text(), value: try reader.text())
                })
        }
        return hit
    }

    private mutating func known<Value>(_ make: (UInt8) -> Value?) throws(PartialError) -> Value {
        guard let value = make(try byte()) else { throw .damaged }
        return value
    }
}
