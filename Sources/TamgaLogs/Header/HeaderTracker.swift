/// Follows the lines of a log that describe those behind them.
///
/// Whole buffers of whole records are handed over in order, behind ``RecordReshaper`` where the layout needs it.
/// Blocks can then be parsed in any order, each with the headers it was given.
public struct HeaderTracker: Sendable {
    /// From an offset on, another header is in force.
    public struct Change: Sendable {
        /// Where the records begin that it describes, in the buffer.
        public let offset: Int
        /// The header.
        public let header: RecordHeader
    }

    /// The header in force behind everything that was read; `nil` before the first.
    public private(set) var header: RecordHeader?
    private let set: LogFormatSet
    private let family: LogLayout.Family
    private var directives = Directives()

    /// A tracker for a log with a layout.
    public init(_ layout: LogLayout, in set: LogFormatSet) {
        family = layout.family
        self.set = set
    }

    /// Reads the next buffer.
    ///
    /// - Returns: where the header changes, in order; empty for most buffers. Before the first, the header in force
    ///   is what ``header`` was.
    /// - Complexity: O(n); for CSV, O(1) behind the first record.
    public mutating func read(_ bytes: Span<UInt8>) -> [Change] {
        switch family {
        case .zeek, .w3c: return readDirectives(bytes)
        case .delimited(let separator): return header == nil ? readNames(bytes, separator) : []
        case .json, .journal, .text: return []
        }
    }

    private mutating func readDirectives(_ bytes: Span<UInt8>) -> [Change] {
        var changes: [Change] = []
        var index = 0
        let count = bytes.count
        while index < count {
            if bytes[index] == 0x23 || index < 3 && JSONSketch.afterMark(bytes) == 3 {
                let start = bytes[index] == 0x23 ? index : 3
                let end = bytes.index(of: 0x0A, in: start..<count)
                if start < end, bytes[start] == 0x23 {
                    let line = bytes.extracting(start..<end)
                    let found =
                        family == .zeek ? directives.readZeek(line, set) : directives.readW3C(line, set)
                    if let found {
                        header = found
                        changes.append(Change(offset: min(end + 1, count), header: found))
                    }
                }
                index = end
            } else {
                while index < count, bytes[index] != 0x0A { index += 1 }
            }
            index += 1
        }
        return changes
    }

    private mutating func readNames(_ bytes: Span<UInt8>, _ separator: UInt8) -> [Change] {
        var index = 0
        while index < bytes.count {
            let end = bytes.index(of: 0x0A, in: index..<bytes.count)
            let line = bytes.extracting(index..<end)
            if JSONSketch.afterBlanks(line, 0) < line.count, !DelimitedRow.isComment(line, separator) {
                let found = DelimitedRow.header(line, separator, set)
                header = found
                return [Change(offset: min(end + 1, bytes.count), header: found)]
            }
            index = end + 1
        }
        return []
    }
}
