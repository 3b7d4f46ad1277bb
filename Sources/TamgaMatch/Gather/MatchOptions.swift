public import TamgaModel

/// How a run goes, beside what it reads.
public struct MatchOptions: Sendable {
    /// Which code searches.
    public enum Engine: String, Sendable, CaseIterable {
        /// The sieve.
        case fast
        /// Everything tried on everything.
        case reference
    }

    /// What becomes of a hit whose record lies outside every statement's validity.
    public enum ValidityRule: String, Sendable, CaseIterable {
        /// Kept, and marked.
        case mark
        /// Dropped, and counted.
        case strict
    }

    /// Threads; the number changes nothing but the time.
    public var workers = 1
    /// Bytes a worker takes at a time, up to a gibibyte; the number changes nothing but the time.
    public var blockSize = 1 << 20
    /// The longest record that is searched, in bytes without its newline, up to a gibibyte; a longer one is refused.
    public var longestRecord = 256 << 20
    /// Which code searches.
    public var engine = Engine.fast
    /// How indicators are matched.
    public var settings = MatchSettings()
    /// What becomes of hits outside validity.
    public var validity = ValidityRule.mark
    /// The observer of every record, where given.
    public var member: MemberState?
    /// The union.
    public var community = Community.none
    /// The log format that every log is read as; `nil` recognises each.
    public var logFormat: String?
    /// Each hit carries its record's text, of a long one the first 64 KiB.
    public var withRecord = false

    /// The defaults: one worker, blocks of a mebibyte.
    public init() {}
}
