import PCRE2
import TamgaLogs
import TamgaModel

/// The obvious engine for rules: every record read in full, every rule that is for its log source tried on it, names
/// compared as texts. No slots, no sieves, no routes kept.
///
/// It is the truth that ``RuleSearch`` must agree with on every record (`--engine reference`).
struct ReferenceRules: ~Copyable {
    private let table: RuleTable
    private var parser: RecordParser
    private var parsed = RecordFields()
    private var scratch = MatchScratch()
    private var patterns: [SigmaRegex: SharedPattern] = [:]
    private(set) var hits: [RuleHit] = []
    private(set) var undecided: [RuleHit] = []
    private(set) var malformed: [Range<Int>] = []

    /// A value under every name that it answers to.
    private struct Value {
        var names: [String]
        var bytes: [UInt8]
        var kind: RecordFields.Kind
    }

    private var values: [Value] = []
    private var record: [UInt8] = []

    init(_ table: RuleTable, _ formats: LogFormatSet) {
        self.table = table
        parser = RecordParser(formats)
        for test in table.tests {
            if case .regex(let shared) = test.predicate { patterns[shared.regex] = shared }
        }
    }

    /// Searches a text whose records are lines.
    mutating func search(_ text: TextView, layout: LogLayout, headers: [BlockHeader]) {
        hits.removeAll()
        undecided.removeAll()
        malformed.removeAll()
        var records = RecordWalk(text)
        while let record = records.next() {
            let bytes = text.bytes(record)
            guard bytes.contains(where: { $0 != 0x20 && $0 &- 0x09 >= 5 }) else { continue }
            let header = headers.last { $0.offset <= record.lowerBound }?.header
            search(bytes, record, layout, header)
        }
    }

    private mutating func search(
        _ bytes: [UInt8], _ range: Range<Int>, _ layout: LogLayout, _ header: RecordHeader?
    ) {
        record = bytes
        parsed.removeAll()
        parser.parse(bytes.span, layout: layout, header: header, into: &parsed)
        if parsed.isMalformed, case .json = layout.family { malformed.append(range) }
        values = parsed.fields.map { field in
            Value(names: names(field.name), bytes: parsed.bytes(field, in: bytes.span), kind: field.kind)
        }
        let entries = table.map.entries.filter { entry in
            (entry.formats.isEmpty || entry.formats.contains(where: parsed.formats.contains))
                && entry.conditions.allSatisfy(fulfils)
        }
        let claimsProduct = entries.contains { $0.product != nil }
        for (number, rule) in table.rules.enumerated() {
            let isMapped = table.map.entries.contains { $0.serves(rule.logSource) }
            let ways: [[String: [String]]] =
                isMapped ? entries.filter { $0.serves(rule.logSource) }.map(\.fields) : claimsProduct ? [] : [[:]]
            var isUndecided = false
            for own in ways {
                let verdict = verdict(rule.condition, own)
                if verdict == .undecided { isUndecided = true }
                guard verdict == .holds else { continue }
                isUndecided = false
                hits.append(RuleHit(rule: number, record: range))
                break
            }
            if isUndecided { undecided.append(RuleHit(rule: number, record: range)) }
        }
    }

    /// A name, and what is left of it inside each envelope.
    private func names(_ name: String) -> [String] {
        [name]
            + table.map.envelopes.compactMap { envelope in
                name.hasPrefix(envelope + ".") ? String(name.dropFirst(envelope.count + 1)) : nil
            }
    }

    private func fulfils(_ condition: LogSourceMap.Condition) -> Bool {
        guard let value = values(of: condition.field, [:]).first, value.kind != .null else {
            return condition.mayBeAbsent
        }
        if condition.values.isEmpty { return true }
        return condition.values.contains { wanted in
            Self.fits(LogSourceRouter.string(wanted).parts, value.bytes, isCased: false)
        }
    }

    /// The values of a field: those of the first name that the record has, a name with nothing but an object or array
    /// behind the others.
    private func values(of field: String, _ own: [String: [String]]) -> [Value] {
        var nested: [Value] = []
        for name in own[field] ?? [field] {
            for path in [name] + (table.map.fields[name] ?? []) {
                let found = values.filter { $0.names.contains(path) }
                if found.contains(where: { $0.kind != .nested }) { return found }
                if nested.isEmpty { nested = found }
            }
        }
        return nested
    }

    private mutating func verdict(_ expression: SigmaExpression, _ own: [String: [String]]) -> RuleVerdict {
        switch expression {
        case .search(_, let inner): return verdict(inner, own)
        case .not(let inner): return verdict(inner, own).inverted
        case .all(let parts):
            var least = RuleVerdict.holds
            for part in parts { least = min(least, verdict(part, own)) }
            return least
        case .any(let parts):
            var most = RuleVerdict.fails
            for part in parts { most = max(most, verdict(part, own)) }
            return most
        case .test(let test): return verdict(test, own)
        }
    }

    private mutating func verdict(_ test: SigmaTest, _ own: [String: [String]]) -> RuleVerdict {
        guard let field = test.field else { return verdict(keyword: test) }
        let found = values(of: field, own)
        switch test.predicate {
        case .exists(let wanted): return RuleVerdict(found.isEmpty != wanted)
        case .null: return RuleVerdict(found.allSatisfy { $0.kind == .null })
        case .field(let other, let how, let isCased):
            let others = values(of: other, own).filter { $0.kind != .null }
            return RuleVerdict(
                found.contains { value in
                    value.kind != .null
                        && others.contains {
                            CompiledPredicate.compares(value.bytes, $0.bytes, how, isCased: isCased)
                        }
                })
        default:
            var most = RuleVerdict.fails
            for value in found where value.kind != .null {
                most = max(most, verdict(test.predicate, value.bytes, value.kind, isKeyword: false))
            }
            return most
        }
    }

    private mutating func verdict(keyword test: SigmaTest) -> RuleVerdict {
        let isText = parsed.formats != ["json"] || parsed.fields.isEmpty
        if isText { return verdict(test.predicate, record, .string, isKeyword: true) }
        var most = RuleVerdict.fails
        for value in values where value.kind != .nested && value.kind != .null {
            most = max(most, verdict(test.predicate, value.bytes, value.kind, isKeyword: true))
        }
        return most
    }

    /// The verdict on one value. Strings are tried here piece by piece; what is left has one way to be done.
    private mutating func verdict(
        _ predicate: SigmaPredicate, _ bytes: [UInt8], _ kind: RecordFields.Kind, isKeyword: Bool
    ) -> RuleVerdict {
        let compiled: CompiledPredicate
        switch predicate {
        case .string(let string):
            let parts = isKeyword ? [.anyRun] + string.parts + [.anyRun] : string.parts
            return RuleVerdict(Self.fits(parts, bytes, isCased: string.isCased))
        case .number(_, let text):
            let lower = text.utf8.map(TextByte.lowercased)
            if bytes.map(TextByte.lowercased) == lower { return .holds }
            let number = DecimalText.canonical(Array(text.utf8))
            return RuleVerdict(number != nil && number == DecimalText.canonical(bytes))
        case .bool(let wanted):
            return RuleVerdict(String(decoding: bytes, as: UTF8.self).lowercased() == "\(wanted)")
        case .regex(let regex):
            guard let shared = patterns[regex] else { return .fails }
            compiled = .regex(shared)
        case .cidr(let network):
            let length: Int
            switch network.type {
            case .ipv4Network, .ipv6Network:
                length = Int(network.bytes.last ?? 0)
                compiled = .cidr(network.bytes.dropLast(), length)
            default: compiled = .cidr(network.bytes, network.bytes.count * 8)
            }
        case .compare(let comparison, let bound): compiled = .compare(comparison, bound)
        case .datePart(let part, let comparison, let bound): compiled = .datePart(part, comparison, bound)
        case .null, .exists, .field: return .fails
        }
        let padded = bytes + [UInt8](repeating: 0x0A, count: TextView.padding)
        // Safe: the copy is padded and lives until the call returns.
        return unsafe padded.withUnsafeBufferPointer {
            unsafe compiled.verdict(RuleText(base: $0.baseAddress!, count: bytes.count), kind, &scratch)
        }
    }

    /// Whether pieces make up a text, by trying every place: the definition, written down.
    static func fits(_ parts: [SigmaString.Part], _ bytes: [UInt8], isCased: Bool) -> Bool {
        let text = isCased ? bytes : CaseFolding.folded(bytes)
        var places: Set<Int> = [0]
        for part in parts {
            switch part {
            case .anyRun:
                guard let least = places.min() else { return false }
                places = Set(least...text.count)
            case .anyOne:
                places = Set(
                    places.filter { $0 < text.count }.map { $0 + CaseFolding.width(of: text, at: $0) })
            case .text(let wanted):
                let wanted = isCased ? wanted : CaseFolding.folded(wanted)
                places = Set(
                    places.filter {
                        $0 + wanted.count <= text.count && text[$0..<$0 + wanted.count].elementsEqual(wanted)
                    }.map { $0 + wanted.count })
            }
            if places.isEmpty { return false }
        }
        return places.contains(text.count)
    }
}
