/// What tells a log from others, wherever it lies and however it is packed: how it begins.
///
/// The lines that begin with `#` at its head are passed over: tools write the time of the export there.
struct LogOrigin: Hashable, Sendable {
    /// How much of a log is looked at for `#` lines.
    static let head = 65_536
    private static let longest = 1_024

    private let first: [UInt8]
    private let body: [UInt8]
    private let bodyStart: Int

    /// The origin of a log with these first bytes: ``head`` of them, or all.
    init(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count, bytes[start] == UInt8(ascii: "#") {
            start = (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count) + 1
        }
        if start >= bytes.count { start = 0 }
        first = Array(bytes.prefix(Self.longest))
        body = Array(bytes[start...].prefix(Self.longest))
        bodyStart = start
    }

    /// At most 1,024 bytes of the log's beginning, none of them behind an offset: what a record that ends there has
    /// before it stays the same however much is written behind it.
    func bytes(upTo end: Int) -> ArraySlice<UInt8> {
        end <= bodyStart ? first.prefix(end) : body.prefix(end - bodyStart)
    }
}
