import TamgaModel

/// Reads CSV: each cell of a column that holds values becomes an indicator with what the row says beside it.
///
/// A header is looked for in the first line and in the comment line before it; without one the first row's values
/// tell which columns hold values. A row with no value or with a confidence or time that cannot be read,
/// and each cell that is not a value of its kind, is refused.
struct CSVReader: FeedParser {
    private let source: String
    private let options: FeedOptions
    private var record: CSVRecord
    private var roles: [ColumnRole] = []
    private var names: [String] = []
    private var awaitsHeader: Bool
    private var isComment = false
    private var isOverlong = false
    /// The line on which the record began, and the line that is being read.
    private var recordLine = 1
    private var line = 1

    init(source: String, options: FeedOptions, head: [UInt8]) {
        self.source = source
        self.options = options
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        let sample = FeedSample(text)
        let header = sample.header(isNamedCSV: true)
        record = CSVRecord(delimiter: header?.delimiter ?? 0x2C)
        awaitsHeader = header?.place == .firstLine
        names = header?.names ?? []
        // Names of the caller's own make a header too.
        if header?.place == CSVHeader.Place.none, let first = sample.firstRecord(delimiter: header?.delimiter ?? 0x2C),
            first.contains(where: { options.columns[$0.lowercased()] != nil })
        {
            awaitsHeader = true
            names = first
        }
        roles = names.map { options.columns[$0.lowercased()] ?? ColumnRole(header: $0) }
    }

    mutating func take(_ chunk: [UInt8], into sink: (FeedItem) throws -> Void) throws {
        let bytes = chunk.span
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x23, record.isEmpty { isComment = true }
            if isComment || (isOverlong && !record.isQuoted) {
                if byte == 0x0A {
                    isComment = false
                    isOverlong = false
                    line += 1
                    recordLine = line
                }
                continue
            }
            let isEnd = record.take(byte)
            if byte == 0x0A { line += 1 }
            if isEnd {
                try row(into: sink)
            } else if record.count > FeedReader.maximumLineLength {
                let what = record.isQuoted ? "a quote is not closed" : "the record is too long"
                try sink(.refused(refusal("\(what) within \(FeedReader.maximumLineLength) bytes")))
                record.removeAll()
                isOverlong = byte != 0x0A
                recordLine = line
            }
        }
    }

    mutating func finish(into sink: (FeedItem) throws -> Void) throws {
        if record.isQuoted { return try sink(.refused(refusal("a quote is not closed"))) }
        if !record.isEmpty {
            record.end()
            try row(into: sink)
        }
    }

    private func refusal(_ reason: String) -> Refusal { Refusal(source: source, line: recordLine, reason: reason) }

    // MARK: - Rows

    private mutating func row(into sink: (FeedItem) throws -> Void) throws {
        defer {
            record.removeAll()
            recordLine = line
        }
        if record.isBlank { return }
        if awaitsHeader {
            awaitsHeader = false
            return
        }
        let fields = record.fields.map {
            SpreadsheetCell.unescaped(String(decoding: $0.trimmingBlanks, as: UTF8.self))
        }
        guard record.fields.allSatisfy({ (try? UTF8Span(validating: $0.span)) != nil }) else {
            return try sink(.refused(refusal("the line is not UTF-8")))
        }
        if names.isEmpty, !roles.contains(where: \.isObservable) { roles = Self.roles(byValues: fields) }
        var common = Indicator(observables: [])
        var kind: String?
        for (index, (role, field)) in zip(roles, fields).enumerated() where !Self.isNothing(field) {
            if role == .kind {
                kind = kind ?? field
            } else if let problem = Self.read(field, as: role, into: &common) {
                return try sink(.refused(refusal("\(column(index)): “\(field.prefix(80))” is \(problem)")))
            }
        }
        var found = 0
        for (index, (role, field)) in zip(roles, fields).enumerated() where role.isObservable && !Self.isNothing(field)
        {
            found += 1
            switch read(field, role: role, kind: kind) {
            case .refused(let reason):
                try sink(.refused(refusal("\(column(index)): \(reason)")))
            case .values(let observables, let port):
                var indicator = common
                indicator.observables = observables
                if let port { indicator.name = "port \(port)" + (common.name.map { ", " + $0 } ?? "") }
                try sink(.indicator(indicator))
            }
        }
        if found == 0 { try sink(.refused(refusal("no column of the row holds a value to look for"))) }
    }

    private func column(_ index: Int) -> String {
        index < names.count ? "column \(names[index])" : "column \(index + 1)"
    }

    private func read(_ field: String, role: ColumnRole, kind: String?) -> ListValue.Outcome {
        var type = options.type
        if case .observable(let own) = role {
            type = own
        } else if let kind {
            type = ObservableType(feedName: kind) ?? type
        }
        // A column of addresses may hold networks and ports.
        if type == .ipv4Address || type == .ipv6Address { type = nil }
        let outcome = ListValue(type: type, refang: options.refang).read(field)
        if case .refused = outcome, let type, [.domainName, .url].contains(type) {
            // Feeds put addresses into columns of names.
            let second = ListValue(type: nil, refang: options.refang).read(field)
            if case .values(let observables, _) = second,
                observables.allSatisfy({ $0.type == .ipv4Address || $0.type == .ipv6Address || $0.type == .domainName })
            {
                return second
            }
        }
        return outcome
    }

    /// Takes a cell that says something beside the values, or tells why it cannot be read. Of two columns of one role the
    /// more careful counts: the stricter marking, the lower confidence, the shorter time.
    private static func read(_ field: String, as role: ColumnRole, into indicator: inout Indicator) -> String? {
        switch role {
        case .confidence:
            guard let confidence = confidence(field) else { return "no confidence from 0 to 100" }
            indicator.confidence = min(indicator.confidence ?? confidence, confidence)
        case .validFrom, .validUntil:
            guard let time = Timestamp(feedTime: field) else { return "no time that can be read" }
            if role == .validFrom {
                indicator.validity.from = max(indicator.validity.from ?? time, time)
            } else {
                indicator.validity.until = min(indicator.validity.until ?? time, time)
            }
        case .marking:
            let marking = Marking(label: field) ?? .amberStrict
            indicator.marking = max(indicator.marking ?? marking, marking)
        case .labels:
            for label in field.split(whereSeparator: { ",;|".contains($0) }) {
                let text = String(decoding: ArraySlice(Array(label.utf8)).trimmingBlanks, as: UTF8.self)
                if !text.isEmpty, !indicator.labels.contains(text) { indicator.labels.append(text) }
            }
        case .name: indicator.name = indicator.name ?? field
        case .createdBy:
            guard indicator.createdBy == nil || indicator.createdBy == field else { return "another creator" }
            indicator.createdBy = field
        case .value, .observable, .kind, .ignored: break
        }
        return nil
    }

    private static func confidence(_ field: String) -> UInt8? {
        switch field.lowercased() {
        case "low": return 15
        case "medium", "med", "moderate": return 50
        case "high": return 85
        default: break
        }
        let text = field.hasSuffix("%") ? field.dropLast() : field[...]
        guard let number = Double(text), number >= 0, number <= 100 else { return nil }
        return UInt8(text.contains(".") && number <= 1 ? number * 100 : number)
    }

    private static func isNothing(_ field: String) -> Bool {
        field.isEmpty || ["-", "n/a", "none", "null", "na", "nan", "unknown"].contains(field.lowercased())
    }

    /// The columns of a table without a header: what looks like an address, domain, URL, mail or digest is a value.
    private static func roles(byValues fields: [String]) -> [ColumnRole] {
        fields.map { field in
            guard case .values(let observables, _) = ListValue(type: nil, refang: true).read(field) else {
                return .ignored
            }
            switch observables[0].type {
            case .fileName, .filePath, .registryKey, .mutex, .userAgent, .userAccount, .autonomousSystem:
                return .ignored
            default: return .value
            }
        }
    }
}

extension FeedSample {
    /// The fields of the first line that is not a comment.
    func firstRecord(delimiter: UInt8) -> [String]? {
        firstLine.map { CSVHeader.fields($0, delimiter: delimiter) }
    }
}
