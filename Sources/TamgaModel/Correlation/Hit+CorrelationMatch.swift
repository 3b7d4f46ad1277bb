extension Hit {
    /// What is said of the window of time in which a correlation held.
    public struct CorrelationMatch: Hashable, Sendable {
        /// What is counted or put in order.
        public var kind: SigmaCorrelation.Kind
        /// The group: the fields of `group-by` with its values.
        public var group: [Field]
        /// What was measured: a count, a sum, an average; for temporal kinds how many of the rules.
        public var value: Double
        /// ``value`` and ``records`` are the least that they can be: more happened than is remembered of one group.
        public var isMinimum: Bool
        /// Records in the window.
        public var records: Int
        /// The first of them.
        public var first: Timestamp
        /// The last.
        public var last: Timestamp
        /// The length of the window, in seconds.
        public var timespan: Int
        /// Some of these records had no time of their own; when they arrived was taken for it.
        public var usesArrival: Bool
        /// In whose logs they stood, in alphabetical order.
        public var observers: [MemberState]
        /// Records in the window, the last ones, in order of time; for temporal kinds one for each rule.
        public var evidence: [Evidence]

        /// One record in the window.
        public struct Evidence: Hashable, Sendable {
            /// The rule that matched it, or the correlation that held there: its id, else its title.
            public var rule: String
            /// Where the record stands.
            public var place: CorrelationEvent.Place
            /// The log as the user named it.
            public var source: String

            /// A record.
            public init(rule: String, place: CorrelationEvent.Place, source: String) {
                self.rule = rule
                self.place = place
                self.source = source
            }
        }

        /// A window.
        public init(
            kind: SigmaCorrelation.Kind, group: [Field], value: Double, isMinimum: Bool, records: Int,
            first: Timestamp, last: Timestamp, timespan: Int, usesArrival: Bool, observers: [MemberState],
            evidence: [Evidence]
        ) {
            self.kind = kind
            self.group = group
            self.value = value
            self.isMinimum = isMinimum
            self.records = records
            self.first = first
            self.last = last
            self.timespan = timespan
            self.usesArrival = usesArrival
            self.observers = observers
            self.evidence = evidence
        }
    }

    /// A hit of a correlation: it stands where the last record in its window does.
    public init(id: String, correlation: CorrelationMatch, rule: RuleMatch, time: Timestamp, producers: [MemberState]) {
        let last = correlation.evidence.last
        self.init(
            id: id, rule: rule, time: time, observer: correlation.observers.count == 1 ? correlation.observers[0] : nil,
            source: last?.source ?? "", line: last?.place.line ?? 0, byteOffset: last?.place.byteOffset ?? 0)
        kind = .correlation
        self.producers = producers
        self.correlation = correlation
    }
}
