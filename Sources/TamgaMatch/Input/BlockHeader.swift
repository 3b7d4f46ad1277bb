import TamgaLogs

/// A header and the offset in a block from which it is in force.
struct BlockHeader: Sendable {
    var offset: Int
    var header: RecordHeader
}
