import ArgumentParser
import TamgaFormats
import TamgaJSON
import TamgaLogs
import TamgaMatch
import TamgaModel
import TamgaStore

/// `tamga explain`: what a hit rests on.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Derive a hit again, and show all that it rests on.",
        discussion: """
            A hit is named by its id, or by the log and the line of its record: then every hit of the record is shown, and of
            several records on the line those with a hit (as JSON an object for each, one after the other). Of an
            indicator: who shared it, its marking, confidence and validity at the record's time, the text that matched and
            its bytes. Of a rule: each test, with the values that it was tried on.

            A hit's id is looked up in a file of hits; without one the logs are searched for it. Name the rules and the
            store that the run had.

              tamga explain auth.log:117
              tamga explain --rules rules/ /var/log/auth.log.2.gz:117
              tamga explain 5c0a6f0e-3d1b-5a52-9d0c-2f6a1e0d7b11 --hits hits.ndjson --rules rules/
              tamga explain 5c0a6f0e-3d1b-5a52-9d0c-2f6a1e0d7b11 --rules rules/ logs/

            Exit status: 0, 65 where there is no such hit or record, 74 where a log cannot be read.
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var hitOptions: HitOptions

    @Option(help: "The hits of the run, as “correlate --hits” wrote them.")
    var hits: String?
    @Option(help: "text or json.")
    var format: ReportFormat = .text

    @Argument(help: ArgumentHelp("A hit's id, or a log and a line.", valueName: "hit-id|file:line"))
    var hit: String
    @Argument(help: "The logs in which to look for a hit's id: files or folders.")
    var logs: [String] = []

    /// What is explained.
    private enum Target {
        case id(String)
        case record(RecordAddress)
    }

    func validate() throws {
        switch try target() {
        case .id:
            if hits == nil, logs.isEmpty {
                throw ValidationError("Where is the hit? Name the run's hits with --hits, or logs to search.")
            }
        case .record:
            if hits != nil || !logs.isEmpty {
                throw ValidationError("--hits and logs go with a hit's id, not with FILE:LINE.")
            }
        }
    }

    private func target() throws -> Target {
        let parts = hit.split(separator: "-", omittingEmptySubsequences: false).map(\.count)
        if parts == [8, 4, 4, 4, 12], hit.allSatisfy({ $0.isHexDigit || $0 == "-" }) { return .id(hit.lowercased()) }
        guard let address = RecordAddress(argument: hit) else {
            throw ValidationError("“\(hit)” is neither a hit's id nor a log and a line, FILE:LINE.")
        }
        return .record(address)
    }

    func run() throws {
        try Failure.reporting {
            let store = try storeOptions.open()
            let opened = try CompiledTable.open(store, newSince: nil, suffixFile: hitOptions.publicSuffixList)
            let formats = try ruleOptions.formatOptions.readFormats()
            let files = try ruleOptions.readRules()
            let map = try ruleOptions.formatOptions.readLogSources()
            let rules = RuleTable(rules: files.onRecords, map: map, derivedNames: formats.derivedNames)
            var options = hitOptions.matchOptions(try communityOptions.read())
            options.logFormat = try formats.checked(hitOptions.logFormat)
            let knowledge = DerivedHits.Knowledge(
                indicators: opened.table, rules: rules, formats: formats,
                suppressions: try hitOptions.suppressions(store), options: options)
            try explain(try target(), knowledge, store)
        }
    }

    private func explain(_ target: Target, _ knowledge: DerivedHits.Knowledge, _ store: Store) throws {
        let records = try records(target, knowledge)
        var pages: [Page] = []
        for record in records {
            let page = try page(record, target, knowledge, store)
            // Of many records on a line those without a hit are only counted.
            if records.count == 1 || !page.hits.isEmpty { pages.append(page) }
        }
        let left = records.count - pages.count
        if left > 0 {
            StandardError.line(
                "tamga: \(records.count) records stand on the line; no indicator and no rule that was named matches "
                    + (pages.isEmpty ? "any of them" : left == 1 ? "one of them" : "\(left) of them"))
        }
        if format == .json {
            try Output("-").write(pages.flatMap { json($0.record, $0.reading, $0.hits) })
        } else {
            try Output("-").write(pages.map { text($0.record, $0.reading, $0.hits) }.joined(separator: "\n"))
        }
    }

    /// One record, explained.
    private struct Page {
        let record: LogRecord
        let reading: RecordReading
        let hits: [HitExplanation]
    }

    private func page(
        _ record: LogRecord, _ target: Target, _ knowledge: DerivedHits.Knowledge, _ store: Store
    ) throws -> Page {
        let derived = try DerivedHits.of(record, knowledge)
        var all = derived.hits.map { (hit: $0, list: String?.none) }
        all += derived.suppressed.map { (hit: $0.hit, list: $0.list) }
        if case .id(let id) = target {
            all = all.filter { $0.hit.id == id }
            guard !all.isEmpty else {
                throw FailedInput(
                    description: "\(record.log.name):\(record.line) gives no hit \(id) with this store and these rules")
            }
        }
        var explainer = RuleExplainer(knowledge.rules, knowledge.formats)
        let reading = explainer.read(record)
        var explanations: [HitExplanation] = []
        for (hit, list) in all {
            let number = hit.rule.flatMap { match in
                knowledge.rules.rules.firstIndex { $0.key == match.id && $0.title == match.title }
            }
            let rule = number.map { (explainer.explain(rule: $0), knowledge.rules.rules[$0]) }
            if let rule, rule.0.verdict != .holds {
                StandardError.line("tamga: derived again, “\(rule.1.title)” does not match; please report this", .error)
            }
            explanations.append(
                HitExplanation(
                    hit: hit, list: list, place: record.place(of: hit), statements: try statements(hit, store),
                    rule: rule.map { (explanation: $0.0, rule: $0.1) }))
        }
        return Page(record: record, reading: reading, hits: explanations)
    }

    private func statements(_ hit: Hit, _ store: Store) throws -> [StoredIndicator] {
        guard let type = hit.observableType, let value = hit.value, let observable = try? Observable(type, value) else {
            return []
        }
        return try store.indicator(observable: observable)?.statements ?? []
    }

    // MARK: - The record

    private func records(_ target: Target, _ knowledge: DerivedHits.Knowledge) throws -> [LogRecord] {
        let formatName = knowledge.options.logFormat
        switch target {
        case .record(let address):
            return try RecordLookup.records(address, formats: knowledge.formats, formatName: formatName)
        case .id(let id):
            let place = try place(of: id, knowledge)
            let found = try RecordLookup.record(
                place.input, byteOffset: place.byteOffset, formats: knowledge.formats, formatName: formatName)
            guard let found else {
                throw FailedInput(
                    description: "\(place.input.name): no record at byte \(place.byteOffset), where the hit was")
            }
            return [found]
        }
    }

    /// The log that a hit is in, and where.
    private func place(
        of id: String, _ knowledge: DerivedHits.Knowledge
    ) throws -> (input: LogInput, byteOffset: Int) {
        let inputs = LogPaths.expand(logs).map(\.input)
        if let hits {
            guard let place = try HitFile.place(of: id, in: hits) else {
                throw FailedInput(description: "\(hits): no hit \(id)")
            }
            let input = inputs.first { $0.name == place.source } ?? (inputs.count == 1 ? inputs[0] : nil)
            if input == nil, place.source == "-" {
                throw FailedInput(
                    description: "the hit was found in standard input, byte \(place.byteOffset): name the log")
            }
            return (input ?? .file(place.source), place.byteOffset)
        }
        guard !inputs.contains(.standardInput) else {
            throw FailedInput(
                description: "standard input cannot be read a second time: name a file, or the run's hits with --hits")
        }
        let (hit, outcome) = try DerivedHits.withID(id, in: inputs, knowledge)
        if let hit, let input = inputs.first(where: { $0.name == hit.source }) { return (input, hit.byteOffset) }
        for refusal in outcome?.refusals ?? [] { StandardError.line("refused: \(refusal)", .warning) }
        throw FailedInput(description: "no hit \(id) in these logs, with this store and these rules")
    }

    // MARK: - Printing

    private func text(_ record: LogRecord, _ reading: RecordReading, _ hits: [HitExplanation]) -> String {
        let paint = Paint.standardOutput
        var text = RecordText.head(record)
        for line in ExplanationText(paint: paint).reading(reading) { text += "  \(line)\n" }
        if hits.isEmpty { text += "\nno indicator and no rule that was named matches this record\n" }
        for hit in hits { text += "\n" + hit.text(paint) }
        return text
    }

    private func json(_ record: LogRecord, _ reading: RecordReading, _ hits: [HitExplanation]) -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { top in
            RecordText.write(record, reading, to: &top)
            top.array("hits") { list in
                for hit in hits { list.object { hit.write(to: &$0) } }
            }
        }
        return writer.bytes + [0x0A]
    }
}
