import Glibc

/// Everything that a run needs, in one file: the compiled table of indicators, mapped, and the knowledge beside it, read.
///
/// Opening checks version, length, and the checksums of the header and of the knowledge; of the table, the header and the
/// place of each section, and every place that it names where it is read. The table's own checksum is worked out when
/// ``IndicatorTable/Checking`` says.
public struct SnapshotFile: Sendable {
    /// The file.
    public let path: String
    /// The table of indicators.
    public let table: IndicatorTable
    /// What is known besides.
    public let knowledge: SnapshotKnowledge
    /// The file's bytes.
    public let byteCount: Int

    /// The most bytes of knowledge beside the table.
    public static let maximumKnowledge = 1 << 30

    /// Opens a snapshot.
    ///
    /// - Parameter checking: when the table is held against its checksum.
    /// - Throws: ``SnapshotError``: whatever is not exactly what was written is refused.
    /// - Complexity: O(knowledge), and O(table) where it is checked first.
    public init(path: String, checking: IndicatorTable.Checking = .besideIfLarge) throws(SnapshotError) {
        // Safe: the path ends with NUL and lives until the call returns.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .io(path: path, errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .io(path: path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .foreign(path: path) }
        let size = UInt64(status.st_size)
        let header = try Self.header(path, descriptor, size)
        let (known, table) = (header.knowledge, header.table)
        guard header.byteCount == size else { throw .cut(path: path, bytes: size, wanted: header.byteCount) }
        guard known.offset == UInt64(SnapshotHeader.byteCount), known.count <= UInt64(Self.maximumKnowledge),
            table.offset >= known.offset + known.count, table.offset % UInt64(SnapshotHeader.pageSize) == 0,
            table.offset <= size, table.count == size - table.offset,
            table.offset - known.offset - known.count < UInt64(SnapshotHeader.pageSize)
        else { throw .damaged(path: path, part: "header") }
        let bytes = try Self.read(path, descriptor, at: known.offset, Int(table.offset - known.offset))
        guard TableChecksum.of(bytes.span) == known.checksum,
            let knowledge = try? SnapshotKnowledge(decoding: Array(bytes[..<Int(known.count)]))
        else { throw .damaged(path: path, part: "rules and lists: checksum") }
        guard let memory = TableMemory(mapping: descriptor, at: Int(table.offset), count: Int(table.count)) else {
            throw .io(path: path, errno: errno)
        }
        guard let opened = IndicatorTable(memory, checking), opened.header.checksum == table.checksum else {
            throw .damaged(path: path, part: "table of indicators: checksum")
        }
        self.path = path
        self.table = opened
        self.knowledge = knowledge
        byteCount = Int(size)
    }

    /// Waits until the table has been held against its checksum.
    ///
    /// - Throws: ``SnapshotError/damaged(path:part:)``: whatever was found with it is not to be relied on.
    public func verify() throws(SnapshotError) {
        guard table.verification?.isSound ?? true else {
            throw .damaged(path: path, part: "table of indicators: checksum")
        }
    }

    private static func header(_ path: String, _ descriptor: Int32, _ size: UInt64) throws(SnapshotError)
        -> SnapshotHeader
    {
        guard size >= 16 else { throw .foreign(path: path) }
        let bytes = try read(path, descriptor, at: 0, min(SnapshotHeader.byteCount, Int(size)))
        let padded = bytes + [UInt8](repeating: 0, count: SnapshotHeader.byteCount - bytes.count)
        do throws(SnapshotHeader.Fault) {
            return try SnapshotHeader(decoding: padded)
        } catch {
            switch error {
            case .foreign: throw .foreign(path: path)
            case .version(let found) where found > SnapshotHeader.version:
                throw .newer(path: path, found: found, known: SnapshotHeader.version)
            case .version(let found): throw .older(path: path, found: found, known: SnapshotHeader.version)
            case .checksum: throw .damaged(path: path, part: "header: checksum")
            }
        }
    }

    private static func read(
        _ path: String, _ descriptor: Int32, at offset: UInt64, _ count: Int
    ) throws(SnapshotError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let wanted = min(count - done, 1 << 30)
            // Safe: the call writes at most `wanted` bytes behind those that are there.
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress! + done, wanted, off_t(offset) + off_t(done))
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw .io(path: path, errno: errno) }
            guard got > 0 else { throw .cut(path: path, bytes: offset + UInt64(done), wanted: offset + UInt64(count)) }
            done += got
        }
        return bytes
    }
}
