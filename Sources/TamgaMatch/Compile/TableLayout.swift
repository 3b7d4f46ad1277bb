/// The layout of a compiled indicator table: one run of bytes that is the same in memory and on disk.
///
///     header    magic, version, key, checksum, counts, sixteen (offset, length) pairs
///     slots     [UInt32]  open addressing, linear probing; entry + 1, or 0 for empty
///     valueAt   [UInt32]  entry → offset of its canonical bytes in `values`; one more than entries
///     types     [UInt8]   entry → ObservableType
///     flags     [UInt8]   entry → EntryFlags
///     statedAt  [UInt32]  entry → index of its first statement; one more than entries
///     values    [UInt8]   canonical bytes, end to end, padded
///     stated    [UInt32 × 2] statement → its terms, its id + 1 (0: the id is derived)
///     terms     [Terms]   producer, confidence, marking, window: shared by many statements
///     idAt      [UInt32]  id → offset in `ids`; one more than ids
///     ids       [UInt8]   STIX ids, end to end
///     dependents [UInt32 × 2] (host entry, URL or e-mail entry at that host), sorted
///     literals  [Literal] free text and the word by which it is found, sorted by that word's hash
///     addressFilter, hostFilter, rawFilter, labelFilter, wordFilter: two bits of a word a member (``BitFilter``)
///     networkFilter: a bit for each /16 that an IPv4 network touches
enum TableSection: Int, CaseIterable {
    case slots
    case valueAt
    case types
    case flags
    case statedAt
    case values
    case stated
    case terms
    case idAt
    case ids
    case dependents
    case literals
    case literalText
    case addressFilter
    case hostFilter
    case labelFilter
    case wordFilter
    case networkFilter
    case rawFilter
}

/// What the sieve needs to know of an entry beside its kind.
struct EntryFlags: OptionSet {
    let rawValue: UInt8

    /// The domain is a public suffix: its subdomains are other people's.
    static let publicSuffix = EntryFlags(rawValue: 1)
    /// URLs or e-mail addresses are stated at this host.
    static let hasDependents = EntryFlags(rawValue: 2)
}

/// What several statements have in common; 24 bytes.
struct Terms: Hashable {
    /// ``MemberState/rawValue``; 0 is "unattributed".
    var producer: UInt16
    /// 255 is "not stated".
    var confidence: UInt8
    /// ``Marking`` as a number; 0 is "not stated".
    var marking: UInt8
    var reserved: UInt32 = 0
    /// Microseconds; `Int64.min` is open.
    var from: Int64
    /// Microseconds; `Int64.max` is open.
    var until: Int64
}

/// A free-text value and the word in it by which the sieve finds it; 20 bytes.
struct Literal {
    /// The hash of the anchor word's first eight bytes, case folded.
    var wordHash: UInt32
    var entry: UInt32
    /// The text to compare, in `literalText`.
    var textAt: UInt32
    var textCount: UInt16
    /// Where the anchor word begins in the text.
    var anchorAt: UInt16
    /// The anchor word's length.
    var anchorCount: UInt16
    var reserved: UInt16 = 0
}

/// The fixed part before the sections.
struct TableHeader {
    static let magic: UInt64 = 0x4C42_5441_474D_4154  // TAMGATBL
    static let version: UInt32 = 3
    static let byteCount = 128 + 16 * TableSection.allCases.count

    var magic = TableHeader.magic
    var version = TableHeader.version
    /// One when some host's last label begins with a digit.
    var hasDigitLabels: UInt32 = 0
    /// What the table was made from: a store's revision and the settings that shape a table.
    var key: UInt64 = 0
    /// Over everything but itself.
    var checksum: UInt64 = 0
    /// Bytes in all.
    var byteCount: UInt64 = 0
    /// Entries with at least one statement.
    var observableCount: UInt32 = 0
    /// All entries, hosts of URLs included.
    var entryCount: UInt32 = 0
    /// Bit n: an IPv4 network of prefix length n is stated.
    var networkLengths4: UInt64 = 0
    /// Bit n: an IPv6 network of prefix length n is stated (0 … 63, then 64 … 127).
    var networkLengths6: (UInt64, UInt64) = (0, 0)
    /// Bit n: an entry of the kind with raw value n is stated.
    var typesPresent: UInt64 = 0
    /// One when some host's last label is longer than eight bytes.
    var hasLongLabels: UInt64 = 0
    /// One when some host is in ACE form.
    var hasInternationalNames: UInt64 = 0
    /// The shortest anchor word of a literal; 0 without literals.
    var shortestAnchor: UInt64 = 0
    /// One when some literal's anchor word is beyond ASCII.
    var hasHighAnchors: UInt64 = 0
    /// The most slots that any entry is looked for in.
    var longestProbe: UInt64 = 0
}
