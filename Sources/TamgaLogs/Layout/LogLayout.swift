/// How a log is laid out: which family of formats it has, and how its records are told apart.
public struct LogLayout: Hashable, Sendable {
    /// The families. What none of the others is, is text, of which every record is tried by itself.
    public enum Family: Hashable, Sendable {
        case json(JSONShape)
        /// Zeek's tab-separated logs, described by `#` lines.
        case zeek
        /// Comma-separated values, or with another separator, under a line of names.
        case delimited(separator: UInt8)
        /// W3C extended logs, described by `#Fields:` lines: IIS, Windows firewall, CloudFront.
        case w3c
        /// `journalctl -o export`.
        case journal
        case text
    }

    /// The family.
    public let family: Family
    /// The one text format that is tried: its index in the set; `nil` tries all.
    let format: Int?

    init(_ family: Family, format: Int? = nil) {
        self.family = family
        self.format = format
    }

    /// Plain text.
    public static let text = LogLayout(.text)
    /// A JSON object a line.
    public static let jsonLines = LogLayout(.json(.lines))

    /// True where records are not lines: the bytes go through ``RecordReshaper`` first.
    public var needsReshaping: Bool {
        switch family {
        case .json(.lines), .zeek, .w3c, .text: false
        case .json, .delimited, .journal: true
        }
    }

    /// True where records stand inside brackets that were opened before them: what a record is can only be told from
    /// the log's start.
    public var hasOuterBrackets: Bool {
        if case .json(let shape) = family { shape.recordDepth > 0 } else { false }
    }

    /// True where lines of the log name the fields: the bytes go through ``HeaderTracker``.
    public var hasHeaders: Bool {
        switch family {
        case .zeek, .delimited, .w3c: true
        case .json, .journal, .text: false
        }
    }

    /// What the family is called in ``RecordFields/formats`` and on the command line.
    public var name: String {
        switch family {
        case .json: "json"
        case .zeek: "zeek"
        case .delimited: "csv"
        case .w3c: "w3c"
        case .journal: "journald"
        case .text: "text"
        }
    }
}
