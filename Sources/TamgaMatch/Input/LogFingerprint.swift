import TamgaLogs
import TamgaModel

/// What tells one log from others, wherever it lies, however it is packed, and after it has grown: its beginning
/// as far as the first record that has a time of its own. The block size has no part in it.
///
/// Lines that begin with `#` are passed over: every log of a kind has the same ones. A log whose first 1,024 bytes
/// behind them have no time is known by its first record and its file's name.
enum LogFingerprint {
    private static let longest = 1_024

    /// Reads as far as it must, and leaves the source at its first byte.
    static func of(_ source: inout LogSource) throws(InputError) -> [UInt8] {
        var room = 4 * longest
        while true {
            let head = try source.peek(room)
            let start = endOfComments(head)
            let isEnough = head.count < room || head.count - start >= longest || room >= 64 * longest
            if isEnough {
                return fingerprint(head[(start < head.count ? start : 0)...].prefix(longest), of: source.name)
            }
            room *= 4
        }
    }

    private static func fingerprint(_ beginning: ArraySlice<UInt8>, of name: String) -> [UInt8] {
        let clock = RecordClock(newest: Timestamp(seconds: 0))
        var lineStart = beginning.startIndex
        while lineStart < beginning.endIndex {
            let lineEnd = beginning[lineStart...].firstIndex(of: 0x0A) ?? beginning.endIndex
            if clock.time(of: Array(beginning[lineStart..<lineEnd]).span) != nil { return Array(beginning[..<lineEnd]) }
            lineStart = lineEnd + 1
        }
        return Array(beginning.prefix { $0 != 0x0A }) + [0x0A] + Array(plainName(name).utf8)
    }

    private static func endOfComments(_ head: [UInt8]) -> Int {
        var start = 0
        while start < head.count, head[start] == UInt8(ascii: "#") {
            start = (head[start...].firstIndex(of: 0x0A) ?? head.count - 1) + 1
        }
        return start
    }

    /// The last component of a path, without the ending that says how it is packed.
    private static func plainName(_ path: String) -> Substring {
        let name = path.split(separator: "/").last ?? path[...]
        for ending in [".gz", ".zst", ".xz", ".bz2"] where name.hasSuffix(ending) { return name.dropLast(ending.count) }
        return name
    }
}
