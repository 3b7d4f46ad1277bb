import TamgaModel

/// The knowledge as bytes; the same knowledge always gives the same.
extension SnapshotKnowledge {
    var encoded: [UInt8] {
        var output = SnapshotBytes()
        output.append(program)
        output.append(made)
        output.append(UInt64(bitPattern: revision))
        output.append(belowConfidence)
        output.append(indicatorsShared.sorted { ($0.key?.rawValue ?? 0) < ($1.key?.rawValue ?? 0) }) {
            $0.append($1.key)
            $0.append($1.value)
        }
        output.append(falsePositives) {
            $0.append($1.kind.rawValue)
            $0.append($1.value)
            $0.append($1.list)
        }
        output.append(patterns) {
            $0.append($1.id)
            $0.append($1.source)
            $0.append($1.producer)
            $0.append($1.modified)
            $0.append($1.original)
        }
        output.append(hasRules ? 1 : 0)
        output.append(rules, Self.append)
        output.append(unreadable) {
            $0.append($1.source)
            $0.append($1.reason)
        }
        output.append(placeholders.map { [$0] } ?? [], Self.append)
        output.append(formats, Self.append)
        output.append(logSources.map { [$0] } ?? [], Self.append)
        output.append(community.map { [$0] } ?? [], Self.append)
        return output.bytes
    }

    init(decoding bytes: [UInt8]) throws(SnapshotReader.Damage) {
        var input = SnapshotReader(bytes)
        self.init(program: try input.string(), made: try input.time())
        revision = Int64(bitPattern: try input.number())
        belowConfidence = try input.count()
        let shared = try input.elements { (input) throws(SnapshotReader.Damage) in
            (state: try input.state(), count: try input.count())
        }
        for (state, count) in shared { indicatorsShared[state] = count }
        falsePositives = try input.elements { (input) throws(SnapshotReader.Damage) in
            guard let kind = FalsePositive.Kind(rawValue: try input.string()) else { throw SnapshotReader.Damage() }
            return FalsePositive(kind: kind, value: try input.string(), list: try input.string())
        }
        patterns = try input.elements { (input) throws(SnapshotReader.Damage) in
            Pattern(
                id: try input.string(), source: try input.string(), producer: try input.state(),
                modified: try input.time(), original: try input.text())
        }
        hasRules = try input.number() != 0
        rules = try input.elements(Self.text)
        unreadable = try input.elements { (input) throws(SnapshotReader.Damage) in
            Refusal(source: try input.string(), reason: try input.string())
        }
        placeholders = try input.optional(Self.text)
        formats = try input.elements(Self.text)
        logSources = try input.optional(Self.text)
        community = try input.optional(Self.text)
        guard input.isAtEnd else { throw SnapshotReader.Damage() }
    }

    private static func append(_ output: inout SnapshotBytes, _ text: Text) {
        output.append(text.path)
        output.append(text.bytes)
    }

    private static func text(_ input: inout SnapshotReader) throws(SnapshotReader.Damage) -> Text {
        Text(path: try input.string(), bytes: try input.text())
    }
}
