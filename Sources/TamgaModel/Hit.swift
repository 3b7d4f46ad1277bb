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
    /// From the start of the (decompressed) source to the first byte of ``matched``.
    public var byteOffset: Int
    /// The kind of the indicator's value.
    public var observableType: ObservableType
    /// The indicator's canonical value.
    public var value: String
    /// The text as it stood in the record; bytes that are not UTF-8 are shown as `\xNN`.
    public var matched: String
    /// How they meet.
    public var how: Manner
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
}
