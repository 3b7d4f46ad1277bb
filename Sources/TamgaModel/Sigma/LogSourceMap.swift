/// Which log source a record is of, and where it keeps the fields that rules name: `rules/logsources.yml`.
public struct LogSourceMap: Hashable, Sendable {
    /// Objects of a JSON record whose members count as if they stood at its top, such as `Event.EventData`.
    public var envelopes: [String] = []
    /// Where a record keeps a field, whatever the log source: the field as rules name it → paths, dots between keys.
    public var fields: [String: [String]] = [:]
    /// What records are, in the order of the file. A record is of every entry that it fits.
    public var entries: [Entry] = []

    /// An empty map: every rule is tried on every record.
    public init() {}

    /// One log source, what marks its records, and where they keep the fields.
    public struct Entry: Hashable, Sendable {
        /// What the log source is called in rules; a rule is for it where each attribute that the rule gives is among
        /// these. `nil` asserts nothing.
        public var category: String?
        /// The product.
        public var product: String?
        /// The services, each by itself: `sysmon`.
        public var service: String?
        /// Names of log formats (`sshd`, `json`, `zeek`); a record read by any of them fits. Empty is any format.
        public var formats: [String] = []
        /// All must hold.
        public var conditions: [Condition] = []
        /// The field as rules name it → the record's own names for it, the first that is there counts.
        public var fields: [String: [String]] = [:]
        /// 1-based line in the file.
        public var line = 0

        /// An entry that fits every record.
        public init() {}
    }

    /// What a field's value must be for a record to fit: one of these, letter case aside, `*` for any run.
    public struct Condition: Hashable, Sendable {
        /// The field, as rules name it.
        public var field: String
        /// Any of these; empty asks only that the field is there.
        public var values: [String]
        /// A record without the field fits too.
        public var mayBeAbsent: Bool

        /// A condition.
        public init(field: String, values: [String], mayBeAbsent: Bool = false) {
            self.field = field
            self.values = values
            self.mayBeAbsent = mayBeAbsent
        }
    }
}

extension LogSourceMap {
    /// The names of fields alone: for what is tried on every record, whatever log it is of.
    public var withoutEntries: LogSourceMap {
        var map = self
        map.entries = []
        return map
    }
}
