public import TamgaModel

/// What one recipient is told of one value in the logs of one member: all sightings of it there together, and
/// nothing in it that the recipient may not know.
public struct ToldSighting: Hashable, Sendable {
    /// The value.
    public let observable: Observable
    /// The statements on it that the recipient may have, by id; at least one.
    public let indicators: [SightedIndicator]
    /// In whose logs; `nil` where the observer is not named.
    public let observer: MemberState?
    /// How much is told.
    public let disclosure: Disclosure
    /// The level of each of ``indicators``, by its id.
    public let levels: [String: Marking]
    /// Hits.
    public let count: Int
    /// From when; `nil` where it is not told or no record has a time.
    public let firstSeen: Timestamp?
    /// Until when.
    public let lastSeen: Timestamp?
    /// The observer's sectors; empty where they are not told.
    public let sectors: [String]
    /// Source by source, by name; empty where it is not told.
    public let evidence: [Evidence]
    /// When the newest of it was recorded, no more exactly than may be told: the day, the hour, or the moment. To a day
    /// and an hour as many milliseconds are added as there are hits, so that a higher count is a later version.
    public let recorded: Timestamp

    /// What one source has.
    public struct Evidence: Hashable, Sendable {
        /// The log as the observer names it.
        public let source: String
        /// Hits.
        public let count: Int
        /// The earliest record time.
        public let firstSeen: Timestamp?
        /// The latest record time.
        public let lastSeen: Timestamp?
    }

    /// The producers of ``indicators``, in alphabetical order.
    public var producers: [MemberState] { Set(indicators.compactMap(\.producer)).sorted() }
}

/// A sighting with the moment at which a run recorded it.
public struct RecordedSighting: Hashable, Sendable {
    /// What was seen.
    public var sighting: Sighting
    /// When the run ended that recorded it last.
    public var recorded: Timestamp

    /// A sighting and its moment.
    public init(_ sighting: Sighting, recorded: Timestamp) {
        self.sighting = sighting
        self.recorded = recorded
    }
}
