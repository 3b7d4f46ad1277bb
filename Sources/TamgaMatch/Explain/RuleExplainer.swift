import PCRE2
public import TamgaLogs
import TamgaModel

/// Derives hits of rules again, with all that led to them: every test is tried, none is passed over.
///
/// What it says of a rule and a record is what both engines say; a test holds them to it.
public struct RuleExplainer: ~Copyable {
    private let table: RuleTable
    private var parser: RecordParser
    private var parsed = RecordFields()
    private var scratch = MatchScratch()
    private var fields: ReferenceFields
    private var record: [UInt8] = []
    /// The entries of the map that the record fits, by their places in it.
    private var matched: [Int] = []
    /// For each rule, its instances.
    private let instances: [[RuleInstance]]

    /// The most bytes of a value that are shown.
    static let longestText = 4_096

    /// An explainer of a table's rules.
    public init(_ table: RuleTable, _ formats: LogFormatSet) {
        self.table = table
        parser = RecordParser(formats)
        fields = ReferenceFields(table.map)
        var instances = [[RuleInstance]](repeating: [], count: table.rules.count)
        for instance in table.instances { instances[instance.rule].append(instance) }
        self.instances = instances
    }

    /// Reads a record: the one that rules are then explained on.
    @discardableResult
    public mutating func read(_ record: LogRecord) -> RecordReading {
        self.record = record.bytes
        let bytes = record.bytes
        parser.parse(bytes.span, layout: record.log.layout, header: record.header, into: &parsed)
        fields.values = []
        var shown: [RecordReading.Field] = []
        for field in parsed.fields {
            let value = parsed.bytes(field, in: bytes.span)
            fields.add(field.name, value, field.kind)
            let place = field.isDecoded ? nil : field.value
            fields.values[fields.values.count - 1].place = place
            shown.append(
                RecordReading.Field(name: field.name, value: Self.text(value), kind: field.kind, place: place))
        }
        let entries = fields.entries(formats: parsed.formats)
        let fitting = Set(entries)
        matched = table.map.entries.indices.filter { fitting.contains(table.map.entries[$0]) }
        let clock = RecordClock(newest: record.log.modified)
        return RecordReading(
            formats: parsed.formats, fields: shown, isMalformed: parsed.isMalformed,
            time: parser.time(
                of: bytes.span, layout: record.log.layout, header: record.header, fields: parsed, clock: clock),
            logSources: entries)
    }

    /// Why a rule matches the record that was read last, or does not.
    public mutating func explain(rule: Int) -> RuleExplanation {
        var ways: [RuleExplanation.Way] = []
        var verdict = RuleVerdict.fails
        var isMapped = false
        scratch.limits = table.limits[rule]
        let claimsProduct = matched.contains { table.map.entries[$0].product != nil }
        for instance in instances[rule] {
            if !instance.entries.isEmpty { isMapped = true }
            let entries = matched.filter(instance.entries.contains)
            guard instance.entries.isEmpty ? !claimsProduct : !entries.isEmpty else { continue }
            let own = entries.first.map { table.map.entries[$0].fields } ?? [:]
            let condition = part(table.rules[rule].condition, instance.root, own)
            ways.append(RuleExplanation.Way(entries: entries.map { table.map.entries[$0] }, condition: condition.part))
            verdict = max(verdict, condition.verdict)
        }
        return RuleExplanation(rule: rule, verdict: ExplainedVerdict(verdict), ways: ways, isMapped: isMapped)
    }

    // MARK: - Conditions

    /// Rules are nested at most ``RuleTable/deepestCondition`` deep.
    private mutating func part(
        _ expression: SigmaExpression, _ index: Int32, _ own: [String: [String]]
    ) -> (part: ExplainedPart, verdict: RuleVerdict) {
        let node = table.nodes[Int(index)]
        switch expression {
        case .search(let name, let inner):
            let found = part(inner, index, own)
            return made(.search(name), found.verdict, [found.part])
        case .test:
            let found = test(table.tests[Int(node.first)], own)
            return made(.test(found.test), found.verdict, [])
        case .not(let inner):
            let found = part(inner, table.children[Int(node.first)], own)
            return made(.not, found.verdict.inverted, [found.part])
        case .all(let inner), .any(let inner):
            let isAll = node.kind == .all
            var verdict: RuleVerdict = isAll ? .holds : .fails
            var parts: [ExplainedPart] = []
            for (offset, expression) in inner.enumerated() {
                let found = part(expression, table.children[Int(node.first) + offset], own)
                parts.append(found.part)
                verdict = isAll ? min(verdict, found.verdict) : max(verdict, found.verdict)
            }
            return made(isAll ? .all : .any, verdict, parts)
        }
    }

    private func made(
        _ kind: ExplainedPart.Kind, _ verdict: RuleVerdict, _ parts: [ExplainedPart]
    ) -> (part: ExplainedPart, verdict: RuleVerdict) {
        (ExplainedPart(kind: kind, verdict: ExplainedVerdict(verdict), parts: parts), verdict)
    }

    // MARK: - Tests

    private mutating func test(
        _ compiled: CompiledTest, _ own: [String: [String]]
    ) -> (test: ExplainedTest, verdict: RuleVerdict) {
        guard let field = compiled.test.field else { return keyword(compiled) }
        let found = fields.values(of: field, own)
        let names = (compiled.slots ?? []).map { table.names.names[Int($0)] }
        var others: [ReferenceFields.Value] = []
        var verdict: RuleVerdict
        var verdicts: [RuleVerdict]
        switch compiled.test.predicate {
        case .exists(let wanted):
            verdict = RuleVerdict(found.isEmpty != wanted)
            verdicts = found.map { _ in verdict }
        case .null:
            verdict = RuleVerdict(found.isEmpty || found.contains { $0.kind == .null })
            verdicts = found.map { RuleVerdict($0.kind == .null) }
        case .field(let other, let how, let isCased):
            others = fields.values(of: other, own)
            verdicts = found.map { value in
                RuleVerdict(
                    value.isComparable
                        && others.contains {
                            $0.isComparable
                                && CompiledPredicate.compares(value.bytes, $0.bytes, how, isCased: isCased)
                        })
            }
            verdict = verdicts.max() ?? .fails
        default:
            verdicts = []
            for value in found {
                verdicts.append(
                    value.isComparable ? compiled.predicate.verdict(value.bytes, value.kind, &scratch) : .fails)
            }
            verdict = verdicts.max() ?? .fails
        }
        var values: [ExplainedValue] = []
        for (value, verdict) in zip(found, verdicts) {
            values.append(shown(value, verdict, compiled.predicate.looksAtValues ? compiled.predicate : nil))
        }
        let test = ExplainedTest(
            test: compiled.test, names: names, values: values, others: others.map { shown($0, .holds, nil) })
        return (test, verdict)
    }

    /// A keyword is looked for in the record's text, and in the values of a record of JSON, escapes undone.
    private mutating func keyword(_ compiled: CompiledTest) -> (test: ExplainedTest, verdict: RuleVerdict) {
        let text = ReferenceFields.Value(names: [], bytes: record, kind: .string, place: 0..<record.count)
        var verdict = compiled.predicate.verdict(record, .string, &scratch)
        var values = [shown(text, verdict, compiled.predicate)]
        if parsed.formats == ["json"] {
            for value in fields.values where value.kind != .nested && value.kind != .null {
                let own = compiled.predicate.verdict(value.bytes, value.kind, &scratch)
                if own != .fails { values.append(shown(value, own, compiled.predicate)) }
                verdict = max(verdict, own)
            }
        }
        return (ExplainedTest(test: compiled.test, names: [], values: values, others: []), verdict)
    }

    private mutating func shown(
        _ value: ReferenceFields.Value, _ verdict: RuleVerdict, _ predicate: CompiledPredicate?
    ) -> ExplainedValue {
        let span = verdict == .holds ? predicate.flatMap { self.span($0, value.bytes) } : nil
        let place = span.flatMap { span in
            value.place.map { $0.lowerBound + span.lowerBound..<$0.lowerBound + span.upperBound }
        }
        return ExplainedValue(
            name: value.names.first, text: Self.text(value.bytes), kind: value.kind,
            verdict: ExplainedVerdict(verdict), span: span, place: place,
            matched: span.map { Self.text(Array(value.bytes[$0])) })
    }

    /// The bytes of a value by which it satisfies a predicate.
    private mutating func span(_ predicate: CompiledPredicate, _ bytes: [UInt8]) -> Range<Int>? {
        switch predicate {
        case .string(let pattern): pattern.span(in: bytes)
        case .regex(let shared): (try? shared.pattern.firstMatch(in: bytes.span, using: &scratch))?.range
        default: 0..<bytes.count
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { HitText.string(bytes, first: longestText) }
}
