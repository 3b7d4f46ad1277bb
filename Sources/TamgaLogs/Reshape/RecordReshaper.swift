/// Rewrites a log in place, byte for byte the same length, so that every record is a line: for JSON that is not an
/// object a line, for CSV with line ends in quotes, and for the journal's export format.
///
/// Only bytes that separate are changed: line ends inside a record become spaces, separators between records become
/// line ends and spaces, brackets around all records become spaces. What stands around the records and is not mere
/// punctuation is a line of its own. A piece that is not what it should be never makes it wait: once a record is
/// longer than the limit, or its text is broken, line ends stay as they are until the next record begins.
public struct RecordReshaper: Sendable {
    private enum Machine: Sendable {
        case json(JSONReshaper)
        case delimited(DelimitedReshaper)
        case journal(JournalReshaper)
    }

    private var machine: Machine

    /// A reshaper for a log with a layout; `nil` where its records are lines already.
    ///
    /// - Parameter longestRecord: past this many bytes line ends end records again.
    public init?(_ layout: LogLayout, longestRecord: Int = 1 << 20) {
        switch layout.family {
        case .json(.lines), .zeek, .w3c, .text: return nil
        case .json(let shape): machine = .json(JSONReshaper(shape, longestRecord: longestRecord))
        case .delimited(let separator):
            machine = .delimited(DelimitedReshaper(separator: separator, longestRecord: longestRecord))
        case .journal: machine = .journal(JournalReshaper(longestRecord: longestRecord))
        }
    }

    /// Reshapes the next bytes of the log.
    ///
    /// The caller hands the whole log over in order. Bytes behind the returned end are an unfinished record: they
    /// stand at the front of the next call's buffer, `start` bytes of them, with new bytes behind.
    ///
    /// - Parameters:
    ///   - bytes: the buffer.
    ///   - start: where bytes begin that no call has seen.
    ///   - isLast: true where the log ends with the buffer: what is left is a record.
    ///   - records: gets the records that end within the buffer, in order. Blank lines are none.
    /// - Returns: the end of the last complete record.
    /// - Complexity: O(n) in the new bytes.
    public mutating func reshape(
        _ bytes: inout MutableSpan<UInt8>, from start: Int, isLast: Bool, records: inout [RecordStart]
    ) -> Int {
        precondition(0...bytes.count ~= start, "the new bytes lie in the buffer")
        switch machine {
        case .json(var json):
            let end = json.reshape(&bytes, from: start, isLast: isLast, records: &records)
            machine = .json(json)
            return end
        case .delimited(var delimited):
            let end = delimited.reshape(&bytes, from: start, isLast: isLast, records: &records)
            machine = .delimited(delimited)
            return end
        case .journal(var journal):
            let end = journal.reshape(&bytes, from: start, isLast: isLast, records: &records)
            machine = .journal(journal)
            return end
        }
    }
}
