public import TamgaModel

/// What became of a feed's items: ``itemsIn`` is the sum of ``indicators``, ``objects`` and ``refused``.
public struct ImportOutcome: Hashable, Sendable {
    /// What became of items of one sort, each counted once.
    public struct Tally: Hashable, Sendable {
        /// Not known before; an indicator of several values is new where one of them is.
        public var new = 0
        /// A newer version, or a list's line that says something else about its value.
        public var updated = 0
        /// Known, and the same.
        public var unchanged = 0
        /// New or updated, and withdrawn by its producer.
        public var revoked = 0
        /// A version that came late, or after the producer's withdrawal: kept as history.
        public var older = 0
        /// The same id and `modified` with other bytes: the first that came is kept. (An indicator that its creator has
        /// marked more strictly takes the other's place, and is updated.)
        public var conflicting = 0
        /// A line whose values stood in this import before: the first counts.
        public var repeated = 0

        /// Nothing yet.
        public init() {}

        /// The sum.
        public var total: Int { new + updated + unchanged + revoked + older + conflicting + repeated }
    }

    /// Items that the reader gave.
    public var itemsIn = 0
    /// Indicators, from STIX objects and from lists.
    public var indicators = Tally()
    /// Other STIX objects.
    public var objects = Tally()
    /// Items that were not accepted, by the reader or by the store.
    public var refused = 0
    /// The first of them, up to the feed's limit.
    public var refusals: [Refusal] = []

    /// The ids of the first objects that were conflicting, up to the same limit.
    public var conflicts: [String] = []

    /// Values that no statement named before.
    public var observablesNew = 0
    /// Indicators in this feed whose STIX pattern says more than a list of values.
    public var richPatterns = 0
    /// Indicators in this feed by the name of another pattern language: kept as they are.
    public var foreignPatterns: [String: Int] = [:]
    /// Networks in this feed that nearly every log has an address in (``TamgaModel/Observable/isTooWideToBlock``), each
    /// once: there are 65,790 at most.
    public var wideNetworks: Set<Observable> = []
    /// Indicators that got another producer because this import tells whom an identity speaks for.
    public var producersResolved = 0
    /// The store's revision before the first batch.
    public var revisionBefore: Int64
    /// The store's revision after the last batch; the same as before where nothing changed for the matcher.
    public var revisionAfter: Int64

    /// Nothing yet.
    public init(revision: Int64) {
        revisionBefore = revision
        revisionAfter = revision
    }

    /// True where the import left everything as it was.
    public var isUnchanged: Bool {
        indicators.total == indicators.unchanged + indicators.repeated && objects.total == objects.unchanged
            && producersResolved == 0
    }
}

extension ImportOutcome.Tally {
    /// Adds what became of other items.
    public mutating func add(_ other: ImportOutcome.Tally) {
        new += other.new
        updated += other.updated
        unchanged += other.unchanged
        revoked += other.revoked
        older += other.older
        conflicting += other.conflicting
        repeated += other.repeated
    }
}

extension ImportOutcome {
    /// Adds what became of the items of a later import.
    ///
    /// - Parameter limit: how many refusals are kept; all are counted.
    public mutating func add(_ other: ImportOutcome, refusalLimit limit: Int) {
        itemsIn += other.itemsIn
        indicators.add(other.indicators)
        objects.add(other.objects)
        refused += other.refused
        refusals += other.refusals.prefix(max(0, limit - refusals.count))
        conflicts += other.conflicts.prefix(max(0, limit - conflicts.count))
        observablesNew += other.observablesNew
        richPatterns += other.richPatterns
        foreignPatterns.merge(other.foreignPatterns, uniquingKeysWith: +)
        wideNetworks.formUnion(other.wideNetworks)
        producersResolved += other.producersResolved
        revisionAfter = other.revisionAfter
    }
}
