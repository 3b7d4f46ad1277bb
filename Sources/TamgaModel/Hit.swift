/// One confirmed match in one record.
public struct Hit: Hashable, Sendable {
    /// What matched.
    public enum Kind: String, Sendable {
        case indicator
        case rule
        case pattern
        case correlation
    }

    /// How the record's text and the indicator's value meet.
    public enum Manner: String, Hashable, Sendable, CaseIterable {
        /// The same canonical value.
        case exact
        /// A name under the indicator's domain.
        case subdomain
        /// An address in the indicator's network.
        case cidr
        /// The URL's host and path stand apart in the record.
        case urlPath = "url-path"
        /// A PCRE2 pattern.
        case regex
    }

    /// Deterministic: the same hit in the same source has the same id on every run.
    public var id: String
    /// What matched.
    public var kind: Kind
    /// The record's own time.
    public var time: Timestamp?
    /// In whose logs.
    public var observer: MemberState?
    /// Who shared the indicator, in alphabetical order; empty is "unattributed".
    public var producers: [MemberState]
    /// The file as the user named it, `-` for standard input.
    public var source: String
    /// 1-based.
    public var line: Int
    /// From the start of the (decompressed) source to the first byte of ``matched``, of the record where a rule matched.
    public var byteOffset: Int
    /// The kind of the indicator's value; `nil` where a rule matched.
    public var observableType: ObservableType?
    /// The indicator's canonical value; `nil` where a rule matched.
    public var value: String?
    /// The text as it stood in the record; bytes that are not UTF-8 are shown as `\xNN`. `nil` where a rule matched.
    public var matched: String?
    /// How they meet; `nil` where a rule matched.
    public var how: Manner?
    /// The STIX id of the indicator; where several state the same value, the first of those that hold.
    public var indicatorID: String?
    /// 0 … 100: the highest that is stated.
    public var confidence: UInt8?
    /// The strictest that is stated.
    public var marking: Marking?
    /// Where the record's time lies outside every statement's validity; `nil` inside, or with no time.
    public var validity: Validity.Verdict?
    /// The record's text, where it was asked for.
    public var record: String?
    /// True where the record holds bytes that are not UTF-8: in the hit's texts they stand as `\xNN`.
    public var holdsInvalidBytes = false
    /// The rule and what of the record satisfied it; `nil` where an indicator matched.
    public var rule: RuleMatch?
    /// The window of time in which a correlation held; `nil` for other hits.
    public var correlation: CorrelationMatch?
    /// The records that satisfy a pattern over several observations; `nil` for other hits.
    public var observations: ObservationMatch?

    /// A field of a record with its value.
    public struct Field: Hashable, Sendable {
        /// The name, as the rule has it.
        public var name: String
        /// The value's text; bytes that are not UTF-8 are shown as `\xNN`, of a longer one the first 4 KiB.
        public var value: String

        /// A field.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What is said of the rule that matched.
    public struct RuleMatch: Hashable, Sendable {
        /// The rule's id; its title where it has none.
        public var id: String
        /// Its title.
        public var title: String
        /// How serious it is, where it says so.
        public var level: SigmaLevel?
        /// Its tags, such as `attack.t1110`.
        public var tags: [String]
        /// What satisfied it, each field once; named groups of its patterns are among them.
        public var fields: [Field]

        /// A match of a rule.
        public init(id: String, title: String, level: SigmaLevel?, tags: [String], fields: [Field]) {
            self.id = id
            self.title = title
            self.level = level
            self.tags = tags
            self.fields = fields
        }
    }

    /// A hit of an indicator.
    public init(
        id: String, kind: Kind = .indicator, time: Timestamp?, observer: MemberState?, producers: [MemberState],
        source: String, line: Int, byteOffset: Int, observableType: ObservableType, value: String, matched: String,
        how: Manner, indicatorID: String?, confidence: UInt8?, marking: Marking?, validity: Validity.Verdict?,
        record: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.time = time
        self.observer = observer
        self.producers = producers
        self.source = source
        self.line = line
        self.byteOffset = byteOffset
        self.observableType = observableType
        self.value = value
        self.matched = matched
        self.how = how
        self.indicatorID = indicatorID
        self.confidence = confidence
        self.marking = marking
        self.validity = validity
        self.record = record
    }

    /// A hit of a pattern that an indicator states.
    ///
    /// - Parameter fields: what of the record satisfied it.
    public init(
        id: String, pattern: StatedPattern, fields: [Field], time: Timestamp?, observer: MemberState?, source: String,
        line: Int, byteOffset: Int, record: String? = nil
    ) {
        self.init(
            id: id,
            rule: RuleMatch(id: pattern.indicatorID, title: pattern.title, level: nil, tags: [], fields: fields),
            time: time, observer: observer, source: source, line: line, byteOffset: byteOffset, record: record)
        kind = .pattern
        producers = pattern.producer.map { [$0] } ?? []
        value = pattern.text
        indicatorID = pattern.indicatorID
        confidence = pattern.confidence
        marking = pattern.marking
        validity = pattern.outside(time)
    }

    /// A hit of a rule.
    public init(
        id: String, rule: RuleMatch, time: Timestamp?, observer: MemberState?, source: String, line: Int,
        byteOffset: Int, record: String? = nil
    ) {
        self.id = id
        kind = .rule
        self.rule = rule
        self.time = time
        self.observer = observer
        producers = []
        self.source = source
        self.line = line
        self.byteOffset = byteOffset
        self.record = record
    }
}
