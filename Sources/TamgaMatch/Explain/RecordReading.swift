public import TamgaLogs
public import TamgaModel

/// What a record says once it has been read.
public struct RecordReading: Sendable {
    /// One field.
    public struct Field: Hashable, Sendable {
        /// The record's own name for it.
        public let name: String
        /// The value's text; bytes that are not UTF-8 are shown as `\xNN`, of a longer one the first 4 KiB.
        public let value: String
        /// What the value is.
        public let kind: RecordFields.Kind
        /// Where it stands in the record; `nil` for one that had to be decoded.
        public let place: Range<Int>?
    }

    /// The formats that read it, the outermost first; empty where none did.
    public let formats: [String]
    /// Its fields, in the order in which they stand.
    public let fields: [Field]
    /// It does not have the form that its log has.
    public let isMalformed: Bool
    /// Its own time; `nil` where none was found.
    public let time: Timestamp?
    /// The entries of the log source map that it fits.
    public let logSources: [LogSourceMap.Entry]
}
