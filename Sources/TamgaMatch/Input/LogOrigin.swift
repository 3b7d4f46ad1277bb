import TamgaLogs
import TamgaModel

/// What tells a log from others, wherever it lies and however it is packed: how it begins.
///
/// The lines that begin with `#` at its head are passed over: tools write the time of the export there. The block
/// size has no part in it.
struct LogOrigin: Hashable, Sendable {
    /// How much of a log is looked at for `#` lines.
    static let head = 65_536
    private static let longest = 1_024

    private let first: [UInt8]
    private let body: [UInt8]
    private let bodyStart: Int
    /// What stays the same when a log grows from its first record on: its beginning as far as the first record that
    /// has a time of its own; without one, the first record and the file's name.
    let identity: [UInt8]

    /// The origin of a log with these first bytes: ``head`` of them, or all.
    init(_ bytes: [UInt8], name: String) {
        var start = 0
        while start < bytes.count, bytes[start] == UInt8(ascii: "#") {
            start = (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count) + 1
        }
        if start >= bytes.count { start = 0 }
        first = Self.copy(bytes.prefix(Self.longest))
        body = start == 0 ? first : Self.copy(bytes[start...].prefix(Self.longest))
        bodyStart = start
        identity = Self.identity(body, name)
    }

    /// An origin as it was kept; ``kept`` has its parts.
    ///
    /// - Returns: `nil` where the parts cannot be those of an origin.
    init?(first: [UInt8], body: [UInt8], bodyStart: Int, identity: [UInt8]) {
        guard max(first.count, body.count) <= Self.longest, 0...Self.head ~= bodyStart else { return nil }
        self.first = first
        self.body = body
        self.bodyStart = bodyStart
        self.identity = identity
    }

    /// What an origin is made of.
    var kept: (first: [UInt8], body: [UInt8], bodyStart: Int, identity: [UInt8]) { (first, body, bodyStart, identity) }

    /// At most 1,024 bytes of the log's beginning, none of them behind an offset: what a record that ends there has
    /// before it stays the same however much is written behind it.
    func bytes(upTo end: Int) -> ArraySlice<UInt8> {
        end <= bodyStart ? first.prefix(end) : body.prefix(end - bodyStart)
    }

    /// The bytes alone: an array made of a whole slice would keep the slice's room, 64 KiB for each log of a run.
    private static func copy(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        copy.append(contentsOf: bytes)
        return copy
    }

    private static func identity(_ body: [UInt8], _ name: String) -> [UInt8] {
        let clock = RecordClock(newest: Timestamp(seconds: 0))
        var lineStart = 0
        while lineStart < body.count {
            let lineEnd = body[lineStart...].firstIndex(of: 0x0A) ?? body.count
            if clock.time(of: Array(body[lineStart..<lineEnd]).span) != nil { return copy(body[..<lineEnd]) }
            lineStart = lineEnd + 1
        }
        return Array(body.prefix { $0 != 0x0A }) + [0x0A] + Array(plainName(name).utf8)
    }

    /// The last component of a path, without the ending that says how it is packed.
    private static func plainName(_ path: String) -> Substring {
        let name = path.split(separator: "/").last ?? path[...]
        for ending in [".gz", ".zst", ".xz", ".bz2"] where name.hasSuffix(ending) { return name.dropLast(ending.count) }
        return name
    }
}
