import TamgaJSON
public import TamgaModel

/// What rules cost: what “tamga bench --rules … --format json” has written.
public struct RuleCosts: Sendable {
    /// One rule's part.
    struct Rule: Sendable {
        var title: String
        /// 0 … 1 of the time of all rules.
        var share: Double
        /// Seconds over all records.
        var seconds: Double
        /// Records that it was tried on.
        var tried: Int
        /// Seconds a record that it was tried on.
        var average: Double
        /// Seconds of the record that took longest.
        var worst: Double
        var matches: Int
        var flags: [String]
    }

    /// A file that is none.
    public struct Malformed: Error, CustomStringConvertible {
        /// One sentence, without the file's name.
        public let description: String
    }

    /// The largest file that is read, in bytes.
    public static let maximumSize = 64 << 20

    /// The file's name, as the user gave it.
    let name: String
    /// When the file was written.
    let written: Timestamp
    /// What was searched.
    let records: Int
    let bytes: Int
    /// The costliest first.
    let rules: [Rule]

    /// Reads a file; what it says besides is passed over.
    ///
    /// - Throws: ``Malformed`` where it is no measurement of rules.
    public init(_ text: [UInt8], name: String, written: Timestamp) throws {
        let span = text.span
        guard let value = try? JSONValue(span), value.kind == .object,
            value.member("kind", in: span)?.string(in: span) == "rules",
            var elements = value.member("rules", in: span)?.elements
        else {
            throw Malformed(
                description: "is no measurement of rules; “tamga bench --rules RULES LOGS --format json” writes one")
        }
        self.name = name
        self.written = written
        let read = value.member("read", in: span)
        records = read?.member("records", in: span)?.integer(in: span) ?? 0
        bytes = read?.member("bytes", in: span)?.integer(in: span) ?? 0
        var rules: [Rule] = []
        while let element = elements.next(in: span) {
            func number(_ key: String) -> Double { element.member(key, in: text.span)?.double(in: text.span) ?? 0 }
            func count(_ key: String) -> Int { element.member(key, in: text.span)?.integer(in: text.span) ?? 0 }
            var flags: [String] = []
            if var list = element.member("flags", in: span)?.elements {
                while let flag = list.next(in: span), flags.count < 8 { flags.append(flag.string(in: span) ?? "?") }
            }
            let seconds = element.member("seconds", in: span)?.member("median", in: span)?.double(in: span) ?? 0
            rules.append(
                Rule(
                    title: element.member("title", in: span)?.string(in: span) ?? "?", share: number("share"),
                    seconds: seconds, tried: count("tried"), average: number("average_seconds"),
                    worst: number("worst_seconds"), matches: count("matches"), flags: flags))
        }
        self.rules = rules.enumerated().sorted {
            ($1.element.seconds, $0.offset) < ($0.element.seconds, $1.offset)
        }.map(\.element)
    }
}
