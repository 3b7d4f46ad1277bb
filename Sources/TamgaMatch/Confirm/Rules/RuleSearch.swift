import Glibc
import TamgaLogs
import TamgaModel

/// A rule that a record matches, before it is known whose and when.
struct RuleHit {
    /// The rule's number in its table.
    var rule: Int
    /// The record in its block.
    var record: Range<Int>
    /// What matched, where it was asked for: fields with their values, and named groups.
    var fields: [Hit.Field] = []
    /// For each field that events of the rule carry, its values in the record.
    var values: [[[UInt8]]] = []
}

/// Searches blocks for what rules describe. One a worker.
///
/// In JSON the fields that rules ask for are read first, each value is looked at once by the sieves of its slot, and
/// the rules that these lead to are tried; so it is where a header names columns. In text the literals of all rules are
/// looked for in one pass; only a record that holds one is read, and only the rules that it leads to are tried.
struct RuleSearch: ~Copyable {
    let table: RuleTable
    let formats: LogFormatSet
    var evaluator: RuleEvaluator
    private var reader: JSONFieldReader
    private var routes: RouteTable
    private var parser: RecordParser
    private var parsed = RecordFields()
    /// For each instance, the record for which it was last a candidate.
    private var stamps: [UInt32]
    private var stamp: UInt32 = 0
    private var candidates: [Int32] = []
    /// The slots of names that are known before a record is read, by their number.
    private let slotsByID: [[Int32]]
    /// The slots of other names that records have had; of many, the newest.
    private var slotsByName: [String: [Int32]] = [:]
    private var places: [LiteralPlace] = []
    /// Rules that matched, and those that ran into a limit, in the order of their records.
    private(set) var hits: [RuleHit] = []
    private(set) var undecided: [RuleHit] = []
    /// How often a rule has been tried on a record.
    private(set) var tried = 0
    /// Records that do not have the form that their log has, by where they begin, in order.
    private(set) var malformed: [Range<Int>] = []
    /// What trying rules costs is noted here, where somebody asked for it.
    var profile: RuleProfile?
    /// Hits are to say what matched.
    let wantsFields: Bool

    init(_ table: RuleTable, _ formats: LogFormatSet, wantsFields: Bool) {
        self.table = table
        self.formats = formats
        self.wantsFields = wantsFields
        evaluator = RuleEvaluator(table)
        reader = JSONFieldReader(table.trie)
        routes = RouteTable(table)
        parser = RecordParser(formats)
        slotsByID = formats.names.map(table.slots)
        stamps = [UInt32](repeating: 0, count: table.instances.count)
    }

    /// Searches a text whose records are lines.
    ///
    /// - Parameter headers: the headers in force, each from an offset on, the first from 0.
    mutating func search(_ text: TextView, layout: LogLayout, headers: [BlockHeader]) {
        hits.removeAll(keepingCapacity: true)
        undecided.removeAll(keepingCapacity: true)
        malformed.removeAll(keepingCapacity: true)
        switch layout.family {
        case .json: searchJSON(text, layout)
        case .text: searchText(text)
        case .zeek, .delimited, .w3c, .journal: searchColumns(text, layout, headers)
        }
    }

    // MARK: - JSON

    private mutating func searchJSON(_ text: TextView, _ layout: LogLayout) {
        var records = RecordWalk(text)
        while let record = records.next() {
            if isBlank(text, record) { continue }
            tryJSON(text, record, layout)
        }
    }

    /// Tries a record that should be JSON.
    private mutating func tryJSON(_ text: TextView, _ record: Range<Int>, _ layout: LogLayout) {
        evaluator.fields.reset(text)
        guard reader.read(text, record, into: &evaluator.fields) else {
            tryOdd(text, record, layout)
            return
        }
        if carriesAnother {
            parse(text, record, layout, nil)
            tryParsed(text, record, layout)
            return
        }
        let route = routes.route(&evaluator, formats: Self.json)
        guard !route.instances.isEmpty else { return }
        begin()
        addByValues(route)
        if route.hasKeywords { addByKeywords(text, record, route) }
        for instance in route.always { add(instance, route) }
        confirmCandidates(text, record, layout)
    }

    /// The instances that the record's text leads to.
    private mutating func addByKeywords(_ text: TextView, _ record: Range<Int>, _ route: RouteTable.Route) {
        places.removeAll(keepingCapacity: true)
        // Safe: the record lies in the text, which is padded.
        unsafe table.keywordSieve.scan(text.base + record.lowerBound, record.count) { places.append($0) }
        for index in places.indices { add(table.keywordSieve, places[index].literal, route) }
    }

    private static let json = ["json"]

    /// The record in the table is an entry of the journal or a line of a container: what it carries is read as well.
    private var carriesAnother: Bool {
        let carriers = table.names.carriers
        return evaluator.fields.firstValue(of: carriers.journal) >= 0
            || evaluator.fields.firstValue(of: carriers.stream) >= 0
                && evaluator.fields.firstValue(of: carriers.log) >= 0
    }

    /// Tries a record of a JSON log that is none at first sight: it has something before the JSON, is what stands around
    /// the records, or is damaged. Keywords are looked for in its text.
    private mutating func tryOdd(_ text: TextView, _ record: Range<Int>, _ layout: LogLayout) {
        parse(text, record, layout, nil)
        if parsed.isMalformed { malformed.append(record) }
        let route = routes.route(&evaluator, formats: parsed.formats)
        begin()
        for instance in route.instances { add(instance, route) }
        if parsed.formats == Self.json { evaluator.fields.removeKeywords() }
        confirmCandidates(text, record, layout)
    }

    private mutating func confirmCandidates(
        _ text: TextView, _ record: Range<Int>, _ layout: LogLayout
    ) {
        guard !candidates.isEmpty else { return }
        tried += candidates.count
        candidates.sort()
        for index in candidates.indices { confirm(candidates[index], text, record, layout) }
    }

    private mutating func begin() {
        candidates.removeAll(keepingCapacity: true)
        stamp &+= 1
        if stamp == 0 {
            for index in stamps.indices { stamps[index] = 0 }
            stamp = 1
        }
    }

    /// The instances that the values of a record lead to.
    private mutating func addByValues(_ route: RouteTable.Route) {
        let sieves = table.valueSieves
        for slot in evaluator.fields.present where route.interest[Int(slot)] {
            sieves.forEachInstance(present: slot) { add($0, route) }
            let literals = sieves.literals[Int(slot)]
            let hasWholes = sieves.hasWholes[Int(slot)]
            guard hasWholes || literals != nil else { continue }
            var next = evaluator.fields.firstValue(of: slot)
            while next >= 0 {
                let value = evaluator.fields.text(next)
                next = evaluator.fields.values[Int(next)].next
                if hasWholes {
                    sieves.forEachInstance(slot: slot, whole: value) { add($0, route) }
                    if !DecimalText.isPlain(value), let canonical = DecimalText.canonical(value) {
                        addByNumber(slot, canonical, route)
                    }
                }
                guard let literals else { continue }
                // Safe: values stand in padded text.
                unsafe literals.scan(value.base, value.count) { place in
                    sieves.forEachInstance(slot: slot, literal: place.literal) { add($0, route) }
                }
            }
        }
    }

    private mutating func addByNumber(_ slot: Int32, _ number: [UInt8], _ route: RouteTable.Route) {
        let padded = number + [0, 0, 0, 0, 0, 0, 0, 0]
        unsafe padded.withUnsafeBufferPointer { bytes in
            // Safe: eight bytes lie behind the number.
            let value = unsafe RuleText(base: bytes.baseAddress!, count: number.count)
            table.valueSieves.forEachInstance(slot: slot, whole: value) { add($0, route) }
        }
    }

    @inline(__always)
    private mutating func add(_ instance: Int32, _ route: RouteTable.Route) {
        guard stamps[Int(instance)] != stamp, route.allows(instance) else { return }
        stamps[Int(instance)] = stamp
        candidates.append(instance)
    }

    @inline(__always)
    private mutating func add(_ instance: Int32) {
        guard stamps[Int(instance)] != stamp else { return }
        stamps[Int(instance)] = stamp
        candidates.append(instance)
    }

    private mutating func add(_ sieve: RecordSieve, _ literal: Int, _ route: RouteTable.Route) {
        for instance in sieve.instances[literal] ?? sieve.sieved { add(instance, route) }
    }

    // MARK: - Text

    /// A record of text is read where it holds a literal that leads to a rule.
    private mutating func searchText(_ text: TextView) {
        find(table.textSieve, in: text)
        var place = 0
        var records = RecordWalk(text)
        let triesAll = !table.textSieve.always.isEmpty
        while let record = records.next() {
            let first = place
            while place < places.count, places[place].start < record.upperBound { place += 1 }
            let isJSON = beginsObject(text, record)
            guard first < place || triesAll || isJSON, !isBlank(text, record) else { continue }
            if isJSON || places[first..<place].contains(where: { table.textSieve.instances[$0.literal] == nil }) {
                tryByValues(text, record, .text, nil)
                continue
            }
            tryText(text, record, places: first..<place)
        }
    }

    /// Tries the rules that a record's literals lead to. What tests nothing but the record's text is tried before the
    /// record is read: only where it may match does it matter what log the record is of.
    private mutating func tryText(_ text: TextView, _ record: Range<Int>, places range: Range<Int>) {
        begin()
        for index in range {
            for instance in table.textSieve.instances[places[index].literal] ?? [] { add(instance) }
        }
        for instance in table.textSieve.always { add(instance) }
        evaluator.fields.reset(text)
        evaluator.fields.add(keyword: record.lowerBound, count: record.count, kind: .string)
        let line = RuleText(in: text, record)
        let isASCII = line.isASCII
        var kept = 0
        for index in candidates.indices {
            let instance = candidates[index]
            if failsByText(instance, record, line, isASCII: isASCII) { continue }
            candidates[kept] = instance
            kept += 1
        }
        candidates.removeLast(candidates.count - kept)
        guard kept > 0 else { return }
        parse(text, record, .text, nil)
        let route = routes.route(&evaluator, formats: parsed.formats)
        candidates.removeAll { !route.allows($0) }
        confirmCandidates(text, record, .text)
    }

    /// Whether a record's text alone says that a candidate fails; timed where there is a profile.
    @inline(__always)
    private mutating func failsByText(
        _ instance: Int32, _ record: Range<Int>, _ line: RuleText, isASCII: Bool
    ) -> Bool {
        let rule = table.instances[Int(instance)].rule
        guard table.testsOnlyText[rule] else { return false }
        let start = profile?.now()
        defer { if let start { profile?.add(rule: rule, record: record, since: start) } }
        if let sole = table.solePatterns[Int(instance)] {
            return evaluator.fails(instance, sole, line, isASCII: isASCII)
        }
        return evaluator.verdict(instance) == .fails
    }

    /// Every record that a header describes is read: its columns may be written otherwise than they are.
    private mutating func searchColumns(_ text: TextView, _ layout: LogLayout, _ headers: [BlockHeader]) {
        var header = -1
        var records = RecordWalk(text)
        while let record = records.next() {
            while header + 1 < headers.count, headers[header + 1].offset <= record.lowerBound { header += 1 }
            if isBlank(text, record) { continue }
            tryByValues(text, record, layout, header < 0 ? nil : headers[header].header)
        }
    }

    /// Reads a record and tries the rules that its values lead to.
    private mutating func tryByValues(
        _ text: TextView, _ record: Range<Int>, _ layout: LogLayout, _ header: RecordHeader?
    ) {
        if layout.family == .text, text[record.lowerBound] == 0x7B {
            evaluator.fields.reset(text)
            if reader.read(text, record, into: &evaluator.fields), !carriesAnother {
                tryCandidatesByValues(routes.route(&evaluator, formats: Self.json), text, record, layout)
                return
            }
        }
        parse(text, record, layout, header)
        tryParsed(text, record, layout)
    }

    /// Tries the rules that the values of a record lead to which has been read.
    private mutating func tryParsed(_ text: TextView, _ record: Range<Int>, _ layout: LogLayout) {
        if parsed.formats == Self.json { evaluator.fields.removeKeywords() }
        tryCandidatesByValues(routes.route(&evaluator, formats: parsed.formats), text, record, layout)
    }

    private mutating func tryCandidatesByValues(
        _ route: RouteTable.Route, _ text: TextView, _ record: Range<Int>, _ layout: LogLayout
    ) {
        guard !route.instances.isEmpty else { return }
        begin()
        addByValues(route)
        for instance in table.keywordSieve.sieved { add(instance, route) }
        for instance in route.always { add(instance, route) }
        confirmCandidates(text, record, layout)
    }

    /// Whether a record begins with a brace, behind nothing but blanks and a byte order mark.
    @inline(__always)
    private func beginsObject(_ text: TextView, _ record: Range<Int>) -> Bool {
        var at = record.lowerBound
        if text[at] == 0xEF { at += 3 }
        while text[at] &- 0x09 < 5 && text[at] != 0x0A || text[at] == 0x20 { at += 1 }
        return at < record.upperBound && text[at] == 0x7B
    }

    /// Reads a record and puts what rules ask for into the slots.
    private mutating func parse(_ text: TextView, _ record: Range<Int>, _ layout: LogLayout, _ header: RecordHeader?) {
        evaluator.fields.reset(text)
        parsed.removeAll()
        // Safe: the record lies in the text, which outlives the call.
        let span = unsafe UnsafeBufferPointer(start: text.base + record.lowerBound, count: record.count).span
        parser.parse(span, layout: layout, header: header, into: &parsed)
        evaluator.fields.add(keyword: record.lowerBound, count: record.count, kind: .string)
        for field in parsed.fields {
            let slots = field.nameID >= 0 ? slotsByID[field.nameID] : slots(of: field.name)
            guard !slots.isEmpty else { continue }
            var offset = record.lowerBound + field.value.lowerBound
            if field.isDecoded { offset = evaluator.fields.append(decoded: Array(parsed.decoded[field.value])) }
            for slot in slots {
                evaluator.fields.add(
                    slot, offset: offset, count: field.value.count, kind: field.kind, isDecoded: field.isDecoded)
            }
        }
    }

    /// The slots of a name, and of what is left of it inside an envelope.
    private mutating func slots(of name: String) -> [Int32] {
        if let known = slotsByName[name] { return known }
        if slotsByName.count >= 4_096 { slotsByName.removeAll() }
        let slots = table.slots(of: name)
        slotsByName[name] = slots
        return slots
    }

    // MARK: - Both

    private mutating func find(_ sieve: RecordSieve, in text: TextView) {
        places.removeAll(keepingCapacity: true)
        // Safe: the text is padded.
        unsafe sieve.scan(text.base, text.count) { places.append($0) }
        places.sort { ($0.start, $0.literal) < ($1.start, $1.literal) }
    }

    private func isBlank(_ text: TextView, _ record: Range<Int>) -> Bool {
        for position in record where text[position] != 0x20 && text[position] &- 0x09 >= 5 { return false }
        return true
    }

    /// Tries a candidate; what it gives is kept.
    private mutating func confirm(_ instance: Int32, _ text: TextView, _ record: Range<Int>, _ layout: LogLayout) {
        let rule = table.instances[Int(instance)].rule
        // Another instance of the same rule may have matched already.
        if let last = hits.last, last.rule == rule, last.record == record { return }
        if table.hasKeywords[rule], evaluator.fields.keywords.isEmpty { loadKeywords(text, record, layout) }
        switch verdict(instance, record) {
        case .fails: break
        case .undecided: undecided.append(RuleHit(rule: rule, record: record))
        case .holds:
            var hit = RuleHit(rule: rule, record: record)
            if wantsFields, table.purposes[rule].isReported { hit.fields = evaluator.matchedFields(instance) }
            hit.values = evaluator.eventValues(instance, matched: hit.fields)
            hits.append(hit)
        }
    }

    /// The verdict on a candidate, timed where there is a profile.
    @inline(__always)
    private mutating func verdict(_ instance: Int32, _ record: Range<Int>) -> RuleVerdict {
        guard let profile else { return evaluator.verdict(instance) }
        let start = profile.now()
        let verdict = evaluator.verdict(instance)
        profile.add(rule: table.instances[Int(instance)].rule, record: record, since: start)
        return verdict
    }

    /// Keywords are looked for in the text of a JSON record and in its values, escapes undone.
    private mutating func loadKeywords(_ text: TextView, _ record: Range<Int>, _ layout: LogLayout) {
        parsed.removeAll()
        // Safe: the record lies in the text, which outlives the call.
        let span = unsafe UnsafeBufferPointer(start: text.base + record.lowerBound, count: record.count).span
        parser.parse(span, layout: layout, header: nil, into: &parsed)
        evaluator.fields.add(keyword: record.lowerBound, count: record.count, kind: .string)
        for field in parsed.fields where field.kind != .nested && field.kind != .null {
            let bytes = parsed.bytes(field, in: span)
            let offset = evaluator.fields.append(decoded: bytes)
            evaluator.fields.add(keyword: offset, count: bytes.count, kind: field.kind, isDecoded: true)
        }
    }
}

/// The records of a text, one after the other, blank ones too.
struct RecordWalk {
    private let text: TextView
    private var start = 0

    init(_ text: TextView) { self.text = text }

    /// The next record without its line end.
    @inline(__always)
    mutating func next() -> Range<Int>? {
        guard start < text.count else { return nil }
        // Safe: the padding behind the text begins with a newline, so one is found there at the latest.
        let found = unsafe memchr(text.base + start, 0x0A, text.count - start + 1)
        let newline = unsafe found.map { unsafe UnsafeRawPointer($0) - UnsafeRawPointer(text.base) } ?? text.count
        var end = newline
        if end > start, text[end - 1] == 0x0D { end -= 1 }
        defer { start = newline + 1 }
        return start..<end
    }
}
