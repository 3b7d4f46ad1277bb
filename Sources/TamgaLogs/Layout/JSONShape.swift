/// How a file's JSON is laid out.
public enum JSONShape: Hashable, Sendable {
    /// An object a line.
    case lines
    /// Values one after another, over any number of lines: pretty-printed objects.
    case values
    /// One array, or several, whose elements are the records.
    case array
    /// Objects that hold the records in an array: `{"Records":[…]}`.
    ///
    /// - Parameter depth: how many brackets are open around a record, 2 or more.
    case wrapper(depth: Int)

    /// How many brackets are open around a record.
    var recordDepth: Int {
        switch self {
        case .lines, .values: 0
        case .array: 1
        case .wrapper(let depth): depth
        }
    }

    /// The members under which programs that export logs put the records, in small letters.
    static let wrapperNames: Set<String> = [
        "records", "events", "value", "values", "logs", "data", "items", "results", "result", "hits", "entries",
        "logevents", "alerts", "incidents", "detections", "messages", "rows", "documents", "docs", "findings",
        "activities", "auditlogs", "auditevents", "logentries", "eventlist", "response", "resources",
    ]
}
