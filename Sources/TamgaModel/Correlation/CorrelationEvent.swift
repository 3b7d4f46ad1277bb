/// A record that one rule matched, as correlations see it.
public struct CorrelationEvent: Hashable, Sendable {
    /// Where a record stands, and when it was.
    public struct Place: Hashable, Sendable {
        /// The record's own time; where it has none, when it arrived.
        public var time: Timestamp
        /// ``time`` is when the record arrived.
        public var isArrival: Bool
        /// The number of the source, in the order of reading.
        public var source: Int
        /// From the start of the (decompressed) source to the record.
        public var byteOffset: Int
        /// 1-based.
        public var line: Int
        /// Says which record it is, wherever its log lies: a hash of its bytes and its offset.
        public var fingerprint: UInt64
        /// In whose logs.
        public var observer: MemberState?

        /// A place.
        public init(
            time: Timestamp, isArrival: Bool, source: Int, byteOffset: Int, line: Int, fingerprint: UInt64,
            observer: MemberState?
        ) {
            self.time = time
            self.isArrival = isArrival
            self.source = source
            self.byteOffset = byteOffset
            self.line = line
            self.fingerprint = fingerprint
            self.observer = observer
        }
    }

    /// The record.
    public var place: Place
    /// The number of the rule that matched it, in the table of the run.
    public var rule: Int
    /// Who shared the indicator, where the rule is about one.
    public var producers: [MemberState]
    /// For each field that correlations ask of the rule, its values; none where the record has no such field.
    public var values: [[[UInt8]]]

    /// An event.
    public init(place: Place, rule: Int, producers: [MemberState] = [], values: [[[UInt8]]] = []) {
        self.place = place
        self.rule = rule
        self.producers = producers
        self.values = values
    }
}

extension CorrelationEvent.Place {
    /// The order of time; at one time that of the sources, and in a source that of the records.
    public static func precedes(_ left: Self, _ right: Self) -> Bool {
        (left.time.microseconds, left.source, left.byteOffset) < (
            right.time.microseconds, right.source, right.byteOffset
        )
    }
}
