/// A text log format: PCRE2 patterns whose named groups are the record's fields (`rules/formats/*.yml`).
///
/// A group's name allows letters, digits and `_` only; ``fieldName(ofGroup:)`` says which field it is. Some names do
/// more than name a field: `message` is read on, by the formats within this one and those of whole records; `program`
/// says which of these are tried; the `key=value` pairs in `pairs` become fields; `priority` also gives `facility` and
/// `severity`; the parameters in `structured_data` become fields.
public struct TextFormat: Hashable, Sendable {
    /// What it is called: lower-case letters, digits, `-`.
    public var name: String
    /// A few words for people.
    public var title: String
    /// The format whose `message` this one reads; `nil` reads whole records.
    public var within: String?
    /// A PCRE2 pattern that the outer format's `program` must match in full; `nil` is any.
    public var program: String?
    /// Tried in order; the first that matches counts. Anchored only where they say so.
    public var patterns: [String]
    /// Values that every record of the format has, such as `service: sshd`; a group of the same name goes before.
    public var constants: [String: String] = [:]
    /// Which group holds the record's time; `nil` leaves it to the outer format, then to the record's own text.
    public var timeGroup: String?
    /// How the time is written, in `strftime` letters, where the usual forms do not do; `nil` tries these.
    public var timeForm: String?
    /// Records that it must read, and what it must read in them.
    public var examples: [Example] = []
    /// Where it stands.
    public var place: SigmaPlace

    /// A record and its fields.
    public struct Example: Hashable, Sendable {
        /// The record.
        public var record: String
        /// Fields that it must give, not all of them.
        public var fields: [String: String]
        /// 1-based line in the file.
        public var line: Int

        /// An example.
        public init(record: String, fields: [String: String], line: Int) {
            self.record = record
            self.fields = fields
            self.line = line
        }
    }

    /// A format.
    public init(name: String, title: String, patterns: [String], place: SigmaPlace) {
        self.name = name
        self.title = title
        self.patterns = patterns
        self.place = place
    }

    /// The field that a group is: `___` stands for `.` and `__` for `-`, from the left.
    ///
    /// `cs__uri__stem` is `cs-uri-stem`, `source___ip` is `source.ip`, `src_ip` stays.
    public static func fieldName(ofGroup group: String) -> String {
        var name = ""
        var rest = group[...]
        while !rest.isEmpty {
            if rest.hasPrefix("___") {
                name += "."
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("__") {
                name += "-"
                rest = rest.dropFirst(2)
            } else {
                name.append(rest.removeFirst())
            }
        }
        return name
    }
}
