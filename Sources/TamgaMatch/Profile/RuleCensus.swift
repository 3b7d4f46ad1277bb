import TamgaLogs

/// Counts the records of each rule's log source: every record is read, and nothing is tried on it.
struct RuleCensus: ~Copyable {
    private let table: RuleTable
    private var evaluator: RuleEvaluator
    private var reader: JSONFieldReader
    private var routes: RouteTable
    private var parser: RecordParser
    private var parsed = RecordFields()
    private var counts: [ObjectIdentifier: (route: RouteTable.Route, count: Int)] = [:]
    /// Records in all, blank ones left out.
    private(set) var records = 0
    /// Records of text that begin with a brace: their fields are read first.
    private(set) var objects = 0

    init(_ table: RuleTable, _ formats: LogFormatSet) {
        self.table = table
        evaluator = RuleEvaluator(table)
        reader = JSONFieldReader(table.trie)
        routes = RouteTable(table)
        parser = RecordParser(formats)
    }

    mutating func count(_ piece: LoadedLogs.Piece) {
        let text = piece.text
        var walk = RecordWalk(text)
        var header = -1
        let headers = piece.block.headers
        while let record = walk.next() {
            while header + 1 < headers.count, headers[header + 1].offset <= record.lowerBound { header += 1 }
            guard record.contains(where: { text[$0] != 0x20 && text[$0] &- 0x09 >= 5 }) else { continue }
            records += 1
            count(text, record, piece.log.layout, header < 0 ? nil : headers[header].header)
        }
    }

    private mutating func count(
        _ text: TextView, _ record: Range<Int>, _ layout: LogLayout, _ header: RecordHeader?
    ) {
        evaluator.fields.reset(text)
        let isObject = text[record.lowerBound] == 0x7B
        if isObject { objects += 1 }
        var formats = ["json"]
        let isJSON = if case .json = layout.family { true } else { layout.family == .text && isObject }
        if !isJSON || !reader.read(text, record, into: &evaluator.fields) {
            formats = parse(text, record, layout, header)
        }
        let route = routes.route(&evaluator, formats: formats)
        counts[ObjectIdentifier(route), default: (route, 0)].count += 1
    }

    private mutating func parse(
        _ text: TextView, _ record: Range<Int>, _ layout: LogLayout, _ header: RecordHeader?
    ) -> [String] {
        evaluator.fields.reset(text)
        parsed.removeAll()
        let bytes = text.bytes(record)
        parser.parse(bytes.span, layout: layout, header: header, into: &parsed)
        for field in parsed.fields {
            guard let slot = table.names.slot(named: field.name) else { continue }
            let value = parsed.bytes(field, in: bytes.span)
            let offset = evaluator.fields.append(decoded: value)
            evaluator.fields.add(slot, offset: offset, count: value.count, kind: field.kind, isDecoded: true)
        }
        return parsed.formats
    }

    /// For each rule, the records of its log source.
    func recordsByRule() -> [Int] {
        var result = [Int](repeating: 0, count: table.rules.count)
        for (route, count) in counts.values {
            for rule in Set(route.instances.map { table.instances[Int($0)].rule }) { result[rule] += count }
        }
        return result
    }
}
