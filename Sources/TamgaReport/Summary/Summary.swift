public import TamgaModel

/// What a set of sightings says, per member state and for the whole union: the one page that goes to people.
///
/// Everything counted in hits, sightings and indicators comes from the sightings; everything about records, files,
/// refusals and suppressions comes from the runs. What rules have found is counted apart, in ``rules``. An indicator is counted by its value: two members that share one
/// address share one indicator.
public struct Summary: Hashable, Sendable {
    /// The union's name; empty where there is no community file.
    public let community: String
    /// What was read and refused.
    public let reading: Reading
    /// What was found, each hit counted once.
    public let found: Count
    /// The earliest and the latest record time among the sightings.
    public let seen: Seen
    /// Every member of the community and every other state that shared something or has a log, in alphabetical order;
    /// then one row for what is unattributed.
    public let members: [MemberRow]
    /// Who found whose knowledge.
    public let matrix: SharingMatrix
    /// What rules have found; `nil` where none were used.
    public let rules: RuleFindings?
    /// Correlations that held, one row for each and the members in whose logs; the most serious first.
    public let correlations: [CorrelationRow]

    /// Hits and what they are of.
    public struct Count: Hashable, Sendable {
        /// Matches, one for each record and indicator.
        public var hits = 0
        /// Distinct values.
        public var indicators = 0
        /// Indicator × member × source.
        public var sightings = 0
    }

    /// The span of the records' own times; both are `nil` where no record has one.
    public struct Seen: Hashable, Sendable {
        /// The earliest.
        public var first: Timestamp?
        /// The latest.
        public var last: Timestamp?
    }

    /// The sum of the runs.
    public struct Reading: Hashable, Sendable {
        /// How many runs.
        public var runs = 0
        /// When the newest of them ended.
        public var finished: Timestamp?
        /// The store's revision that the newest of them matched.
        public var revision: Int64 = 0
        /// The records' account.
        public var accounting = Accounting()
        /// Files and streams read to their end.
        public var files = 0
        /// Files that could not be read, or not to their end.
        public var unreadableFiles = 0
        /// Decompressed bytes.
        public var bytes = 0
        /// Hits as the runs counted them: more than the summary's where a log was read in several runs.
        public var hits = 0
        /// Those of ``hits`` that lie outside every statement's validity at the record's own time.
        public var outsideValidity = 0
        /// Suppressed candidates by the list that knows them, the longest first.
        public var suppressed: [Suppression] = []

        /// What all the lists have suppressed.
        public var held: Int { suppressed.reduce(0) { $0 + $1.candidates } }
        /// Records that were not searched and files that were not read to the end.
        public var refusals: Int { accounting.refused + unreadableFiles }
    }

    /// What one list of false positives has held back.
    public struct Suppression: Hashable, Sendable {
        /// The list's name.
        public let list: String
        /// Candidates.
        public let candidates: Int
    }

    /// One member state, or what is unattributed.
    public struct MemberRow: Hashable, Sendable {
        /// The member; `nil` is "unattributed".
        public let state: MemberState?
        /// Its name, where the community file has one.
        public let name: String?
        /// Values it had shared when the newest run began.
        public let indicatorsShared: Int
        /// What was found in its own logs.
        public let found: Count
        /// When.
        public let seen: Seen
        /// What was found anywhere of what it shared.
        public let useful: Count
        /// Candidates in its logs that a list of false positives has held back.
        public let suppressed: Int
        /// Records of its logs that were not searched and files of its that were not read to the end.
        public let refused: Int
        /// The hits in its logs by kind of value, most first.
        public let types: [TypeShare]
        /// The indicators with the most hits in its logs, most first.
        public let top: [TopIndicator]
        /// What rules have found in its logs; `nil` where none were used.
        public let rules: RuleFindings.Count?
    }

    /// The hits of one kind of observable.
    public struct TypeShare: Hashable, Sendable {
        /// The kind.
        public let type: ObservableType
        /// Matches.
        public let hits: Int
        /// Distinct values.
        public let indicators: Int
    }

    /// One indicator as seen in one member's logs.
    public struct TopIndicator: Hashable, Sendable {
        /// The value.
        public let observable: Observable
        /// The STIX id, where a sighting names one.
        public let indicatorID: String?
        /// Who shared it; empty is "unattributed".
        public let producers: [MemberState]
        /// The highest confidence that is stated.
        public let confidence: UInt8?
        /// The strictest marking that is stated.
        public let marking: Marking?
        /// Matches.
        public let hits: Int
        /// When.
        public let seen: Seen
    }
}

extension Summary.Seen {
    mutating func widen(_ first: Timestamp?, _ last: Timestamp?) {
        for time in [first, last] {
            guard let time else { continue }
            self.first = min(self.first ?? time, time)
            self.last = max(self.last ?? time, time)
        }
    }
}
