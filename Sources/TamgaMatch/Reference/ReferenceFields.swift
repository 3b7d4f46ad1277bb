import TamgaLogs
import TamgaModel

/// The fields of one record, found by comparing names.
struct ReferenceFields {
    /// A value under every name that it answers to.
    struct Value {
        var names: [String]
        var bytes: [UInt8]
        var kind: RecordFields.Kind
        /// Where it stands in the record, where somebody has noted it.
        var place: Range<Int>?

        /// Neither null nor an array, for which its members stand.
        var isComparable: Bool { kind != .null && !isArray }

        var isArray: Bool { kind == .nested && bytes.first == 0x5B }
    }

    var values: [Value] = []
    private let map: LogSourceMap

    init(_ map: LogSourceMap) { self.map = map }

    /// Adds a value under its name, and under what is left of it inside each envelope.
    mutating func add(_ name: String, _ bytes: [UInt8], _ kind: RecordFields.Kind) {
        let inside = map.envelopes.compactMap { envelope in
            name.hasPrefix(envelope + ".") ? String(name.dropFirst(envelope.count + 1)) : nil
        }
        values.append(Value(names: [name] + inside, bytes: bytes, kind: kind))
    }

    /// The entries of the map that the record fits.
    func entries(formats: [String]) -> [LogSourceMap.Entry] {
        map.entries.filter { entry in
            let isRead = entry.formats.isEmpty || entry.formats.contains { formats.contains($0) }
            return isRead && entry.conditions.allSatisfy { fulfils($0) }
        }
    }

    private func fulfils(_ condition: LogSourceMap.Condition) -> Bool {
        guard let value = values(of: condition.field, [:]).first(where: { !$0.isArray }), value.kind != .null else {
            return condition.mayBeAbsent
        }
        if condition.values.isEmpty { return true }
        return condition.values.contains { wanted in
            ReferenceRules.fits(LogSourceRouter.string(wanted).parts, value.bytes, isCased: false)
        }
    }

    /// The values of a field: those of the first name that the record has, a name with nothing but an object or array
    /// behind the others.
    func values(of field: String, _ own: [String: [String]]) -> [Value] {
        var nested: [Value] = []
        for name in own[field] ?? [field] {
            for path in [name] + (map.fields[name] ?? []) {
                let found = values.filter { $0.names.contains(path) }
                if found.contains(where: { $0.kind != .nested }) { return found }
                if nested.isEmpty { nested = found }
            }
        }
        return nested
    }
}
