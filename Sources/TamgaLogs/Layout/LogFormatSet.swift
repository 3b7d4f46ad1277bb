public import TamgaModel

/// All log formats: the built-in families and the text formats that were read. Immutable, shared by all workers.
public final class LogFormatSet: Sendable {
    /// All names of fields that are known before a record is read, in the order of ``RecordFields/Field/nameID``.
    public let names: [String]
    /// The text formats that cannot be used, each with the reason; the others can.
    public let refusals: [Refusal]

    private let nameIDs: [String: Int]
    /// In the order in which they are tried.
    let formats: [CompiledFormat]
    /// The formats that read whole records.
    let top: FormatLevel
    /// The formats that read the messages of each format; `nil` where there are none.
    let inner: [FormatLevel?]

    /// The format whose messages the journal holds.
    let syslog: CompiledFormat?

    /// A set with these text formats besides the built-in families. They are tried in their order.
    ///
    /// - Parameter choosesByFirstBytes: false runs every pattern on every record, which gives the same fields.
    public init(_ formats: [TextFormat], choosesByFirstBytes: Bool = true) {
        var found = BuiltInNames.all
        for format in formats {
            found.formUnion(format.constants.keys)
            for pattern in format.patterns { found.formUnion(Self.groups(pattern)) }
        }
        names = found.sorted()
        let nameIDs = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        self.nameIDs = nameIDs

        var refusals: [Refusal] = []
        var compiled: [CompiledFormat] = []
        var outer: [String?] = []
        let known = Set(formats.map(\.name))
        for format in formats {
            do throws(FormatError) {
                if let within = format.within, !known.contains(within) { throw .noSuchFormat(within) }
                if compiled.contains(where: { $0.name == format.name }) { throw .repeatedName }
                compiled.append(try CompiledFormat(format, index: compiled.count, nameIDs: nameIDs))
                outer.append(format.within)
            } catch {
                refusals.append(
                    Refusal(source: format.place.source, line: format.place.line, reason: "\(format.name): \(error)"))
            }
        }
        self.refusals = refusals
        self.formats = compiled
        func level(_ name: String?) -> FormatLevel? {
            let members = zip(compiled, outer).filter { $0.1 == name }.map(\.0)
            return members.isEmpty ? nil : FormatLevel(members, choosesByFirstBytes: choosesByFirstBytes)
        }
        top = level(nil) ?? FormatLevel([], choosesByFirstBytes: choosesByFirstBytes)
        syslog = compiled.first { $0.name == "syslog" }
        inner = compiled.map { level($0.name) }
    }

    /// The index of a name; -1 where it is not among ``names``.
    public func id(of name: String) -> Int { nameIDs[name] ?? -1 }

    /// The fields that a pattern's named groups are; those of a pattern that does not compile do not matter.
    private static func groups(_ pattern: String) -> [String] {
        var names: [String] = []
        let text = Array(pattern.utf8)
        var index = 0
        while index + 3 < text.count {
            // `(?<name>`, `(?P<name>` and `(?'name'`.
            guard text[index] == 0x28, text[index + 1] == 0x3F else {
                index += 1
                continue
            }
            var start = index + 2
            if text[start] == 0x50 { start += 1 }
            index += 2
            guard start < text.count, text[start] == 0x3C || text[start] == 0x27 else { continue }
            var end = start + 1
            while end < text.count, text[end].isDigit || text[end].isLetter || text[end] == 0x5F { end += 1 }
            if end > start + 1 {
                names.append(TextFormat.fieldName(ofGroup: String(decoding: text[start + 1..<end], as: UTF8.self)))
            }
        }
        return names
    }
}
