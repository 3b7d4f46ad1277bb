/// What a repair kept of each table.
public struct StoreRepair: Hashable, Sendable {
    /// One table.
    public struct Table: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Rows that are in the repaired store.
        public var kept = 0
        /// Rows that an index or the table's own count says there were, and that are not there; `nil` where nothing says how
        /// many there were.
        public var lost: Int?
        /// Places at which reading stopped.
        public var gaps = 0
        /// Rows that were readable and were left out: they refer to rows that are lost, or hold what their columns do not
        /// take.
        public var leftOut = 0

        /// True where all rows are known to be there.
        public var isWhole: Bool { gaps == 0 && leftOut == 0 && lost == 0 }
    }

    /// The tables, in the order in which they were copied.
    public var tables: [Table] = []
    /// The version of the tables that were found.
    public var version = 0
    /// True where the log of releases is no longer what was written.
    public var breaksReleaseLog = false

    /// True where nothing was lost.
    public var isWhole: Bool { tables.allSatisfy(\.isWhole) && !breaksReleaseLog }
}
