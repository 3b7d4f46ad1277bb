extension Hit {
    /// What is said of the records that satisfy a pattern over several observations.
    public struct ObservationMatch: Hashable, Sendable {
        /// How many there are.
        public var count: Int
        /// The last of them, at most ``mostRecords``, in the order of time.
        public var records: [Record]

        /// How many are told of.
        public static let mostRecords = 100

        /// One record.
        public struct Record: Hashable, Sendable {
            /// The `[…]` of the pattern that it satisfies.
            public var satisfies: String
            /// Where it stands.
            public var place: CorrelationEvent.Place
            /// The log as the user named it.
            public var source: String

            /// A record.
            public init(satisfies: String, place: CorrelationEvent.Place, source: String) {
                self.satisfies = satisfies
                self.place = place
                self.source = source
            }
        }

        /// Some records.
        public init(count: Int, records: [Record]) {
            self.count = count
            self.records = records
        }
    }
}
