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

    private var fields: ReferenceFields
    private var record: [UInt8] = []

    init(_ table: RuleTable, _ formats: LogFormatSet) {
        self.table = table
        parser = RecordParser(formats)
        fields = ReferenceFields(table.map)
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
        fields.values = []
        for field in parsed.fields {
            fields.add(field.name, parsed.bytes(field, in: bytes.span), field.kind)
        }
        let entries = fields.entries(formats: parsed.formats)
        let claimsProduct = entries.contains { $0.product != nil }
        for (number, rule) in table.rules.enumerated() {
            let isMapped = table.map.entries.contains { $0.serves(rule.logSource) }
            let ways: [[String: [String]]] =
                isMapped ? entries.filter { $0.serves(rule.logSource) }.map(\.fields) : claimsProduct ? [] : [[:]]
            var isUndecided = false
            scratch.limits = table.limits[number]
            for own in ways {
                let verdict = verdict(rule.condition, own)
                if verdict == .undecided { isUndecided = true }
                guard verdict == .holds else { continue }
                isUndecided = false
                hits.append(RuleHit(rule: number, record: range, values: eventValues(number, own)))
                break
            }
            if isUndecided { undecided.append(RuleHit(rule: number, record: range)) }
        }
    }

    /// For each field that events of a rule that holds carry, its values in the record, else what a group has matched.
    private mutating func eventValues(_ number: Int, _ own: [String: [String]]) -> [[[UInt8]]] {
        var values: [[[UInt8]]] = []
        for field in table.purposes[number].eventFields ?? [] {
            let found = fields.values(of: field, own).filter { $0.kind != .null && $0.kind != .nested }.map(\.bytes)
            if found.isEmpty, let group = group(field, in: table.rules[number].condition, own) {
                values.append([group])
            } else {
                values.append(found)
            }
        }
        return values
    }

    /// What a group of that name has matched, in the first pattern that has one and holds.
    private mutating func group(
        _ name: String, in expression: SigmaExpression, _ own: [String: [String]]
    ) -> [UInt8]? {
        switch expression {
        case .search(_, let inner): return group(name, in: inner, own)
        case .not: return nil
        case .all(let parts), .any(let parts):
            for part in parts where verdict(part, own) == .holds {
                if let found = group(name, in: part, own) { return found }
            }
            return nil
        case .test(let test):
            guard case .regex(let regex) = test.predicate, let shared = patterns[regex],
                let number = shared.pattern.names.first(where: { $0.name == name })?.number
            else { return nil }
            let texts =
                test.field.map { fields.values(of: $0, own).filter(\.isComparable).map(\.bytes) }
                ?? [record] + (parsed.formats == ["json"] ? fields.values.map(\.bytes) : [])
            for text in texts {
                guard let match = try? shared.pattern.firstMatch(in: text.span, using: &scratch),
                    let range = match.group(number)
                else { continue }
                return Array(HitText.string(text[range], first: 4_096).utf8)
            }
            return nil
        }
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
        let found = fields.values(of: field, own)
        switch test.predicate {
        case .exists(let wanted): return RuleVerdict(found.isEmpty != wanted)
        case .null: return RuleVerdict(found.isEmpty || found.contains { $0.kind == .null })
        case .field(let other, let how, let isCased):
            let others = fields.values(of: other, own).filter(\.isComparable)
            return RuleVerdict(
                found.contains { value in
                    value.isComparable
                        && others.contains {
                            CompiledPredicate.compares(value.bytes, $0.bytes, how, isCased: isCased)
                        }
                })
        default:
            var most = RuleVerdict.fails
            for value in found where value.isComparable {
                most = max(most, verdict(test.predicate, value.bytes, value.kind, isKeyword: false))
            }
            return most
        }
    }

    private mutating func verdict(keyword test: SigmaTest) -> RuleVerdict {
        var most = verdict(test.predicate, record, .string, isKeyword: true)
        guard parsed.formats == ["json"] else { return most }
        for value in fields.values where value.kind != .nested && value.kind != .null {
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
