/// What the head of a log says about its records: names of columns, how values are written.
///
/// Made by ``HeaderTracker``. A header is shared by all the records that it describes.
public final class RecordHeader: Sendable {
    /// A column.
    struct Column: Sendable {
        var name: String
        var nameID: Int
        /// Other names under which the value is given too.
        var aliases: [Alias] = []
        var kind: RecordFields.Kind = .string
        /// Several values between set separators.
        var isMultiple = false
    }

    /// Another name for a column's value.
    struct Alias: Sendable {
        var name: String
        var nameID: Int
        /// The value has `+` or `%20` for a space.
        var isEncoded = false
    }

    let columns: [Column]
    /// The names of the formats that the records are read by.
    let formats: [String]
    /// Between columns.
    let separator: UInt8
    /// Between the members of a set or vector.
    let setSeparator: UInt8
    /// What stands for no value, and for an empty one.
    let unset: [UInt8]
    let empty: [UInt8]
    /// Values that every record has.
    let constants: [CompiledPattern.Constant]
    /// The line of names itself, where it looks like a record.
    let line: [UInt8]
    /// The columns that hold the record's time, or its date and its time of day.
    let timeColumns: [Int]
    /// The date of records that have only a time of day.
    let date: [UInt8]

    /// The columns of a request's path and of its query, where no column has both.
    let stem: Int?
    let query: Int?

    init(
        columns: [Column], formats: [String], separator: UInt8, setSeparator: UInt8 = 0, unset: [UInt8] = [],
        empty: [UInt8] = [], constants: [CompiledPattern.Constant] = [], line: [UInt8] = [],
        timeColumns: [Int] = [], date: [UInt8] = []
    ) {
        self.columns = columns
        let hasURI = columns.contains { $0.name == "c-uri" }
        stem = hasURI ? nil : columns.firstIndex { $0.name == "cs-uri-stem" }
        query = columns.firstIndex { $0.name == "cs-uri-query" }
        self.formats = formats
        self.separator = separator
        self.setSeparator = setSeparator
        self.unset = unset
        self.empty = empty
        self.constants = constants
        self.line = line
        self.timeColumns = timeColumns
        self.date = date
    }

    /// The names of the columns, as the log has them.
    public var columnNames: [String] { columns.map(\.name) }
}
