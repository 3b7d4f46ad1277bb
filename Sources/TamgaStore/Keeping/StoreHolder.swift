import FoundationEssentials
import Glibc

/// A process that has a lock on a store.
///
/// Source: `/proc/locks` (proc_locks(5)), which has the locks of every process, whoever asks. SQLite locks bytes of the
/// `-shm` file beside a store that has a write-ahead log, 120 for writing (https://www.sqlite.org/walformat.html §2.3.1), and
/// bytes from 0x40000000 on of a file that has none (https://www.sqlite.org/lockingv3.html).
public struct StoreHolder: Hashable, Sendable, CustomStringConvertible {
    /// The process's number.
    public var process: Int32
    /// The program's name; empty where it cannot be read.
    public var program: String
    /// True where it writes, or waits to.
    public var isWriting: Bool

    /// `tamga (process 4711)`.
    public var description: String {
        program.isEmpty ? "the process \(process)" : "\(program) (process \(process))"
    }

    /// Who writes a store at this moment; `nil` where nobody does, or where the system does not tell.
    public static func of(_ path: String) -> StoreHolder? { all(of: path).first(where: \.isWriting) }

    /// Every other process that has the store open, as far as the system tells: each that has read it keeps a lock.
    public static func all(of path: String) -> [StoreHolder] {
        let files = Set([path, path + "-shm"].compactMap(inode))
        guard !files.isEmpty, let bytes = whole("/proc/locks") else { return [] }
        let own = getpid()
        var found: [Int32: Bool] = [:]
        // 1: POSIX  ADVISORY  WRITE 4711 08:01:1234 120 120
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").filter { $0 != "->" }
            guard words.count >= 8, let process = Int32(words[4]), process > 0, process != own,
                let number = words[5].split(separator: ":").last.flatMap({ UInt64($0) }), files.contains(number)
            else { continue }
            let start = Int64(words[6]) ?? 0
            let isWriting = words[3] == "WRITE" && (start == 120 || start >= 0x4000_0000)
            found[process] = (found[process] ?? false) || isWriting
        }
        return found.sorted { $0.key < $1.key }.map { process, isWriting in
            StoreHolder(process: process, program: name(of: process), isWriting: isWriting)
        }
    }

    /// The whole of a file that the system makes while it is read: it has no size, and comes a page at a time.
    private static func whole(_ path: String) -> [UInt8]? {
        // Safe: the path ends with NUL and lives until the call returns.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 64 << 20 {
            // Safe: the call writes at most as many bytes as there is room for.
            let got = unsafe read(descriptor, &piece, piece.count)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            bytes += piece[..<got]
        }
        return bytes
    }

    private static func inode(_ path: String) -> UInt64? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.systemFileNumber] as? UInt64
    }

    private static func name(of process: Int32) -> String {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/comm") else { return "" }
        return String(decoding: bytes.prefix(64).prefix { $0 != 10 }, as: UTF8.self)
    }
}
