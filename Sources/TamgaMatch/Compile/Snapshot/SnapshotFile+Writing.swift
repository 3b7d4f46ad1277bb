extension SnapshotFile {
    /// Writes a snapshot under a temporary name beside `path`, sees it on the disk, and renames it; mode 0600.
    ///
    /// - Throws: ``SnapshotError``; what had the name before is still there then.
    public static func write(
        _ knowledge: SnapshotKnowledge, _ table: IndicatorTable, to path: String
    ) throws(SnapshotError) {
        let known = knowledge.encoded
        guard known.count <= maximumKnowledge else {
            throw .tooLarge(path: path, bytes: known.count, limit: maximumKnowledge)
        }
        let page = SnapshotHeader.pageSize
        let tableAt = (SnapshotHeader.byteCount + known.count + page - 1) / page * page
        let padded = known + [UInt8](repeating: 0, count: tableAt - SnapshotHeader.byteCount - known.count)
        // Safe: the table outlives the call.
        let image = unsafe table.image
        let header = SnapshotHeader(
            byteCount: UInt64(tableAt + image.count),
            knowledge: SnapshotHeader.Part(
                offset: UInt64(SnapshotHeader.byteCount), count: UInt64(known.count),
                checksum: TableChecksum.of(padded.span)),
            table: SnapshotHeader.Part(
                offset: UInt64(tableAt), count: UInt64(image.count), checksum: table.header.checksum))
        let front = header.encoded + padded
        let failed: SnapshotError? = unsafe front.withUnsafeBytes { front in
            do throws(SnapshotError) {
                try unsafe PrivateFile.write([front, image], to: path, isLasting: true)
                return nil
            } catch {
                return error
            }
        }
        if let failed { throw failed }
    }

    /// A snapshot's bytes with every checksum made to fit: what somebody could hand in who knows the form. For tests.
    ///
    /// Bytes without a whole header, or whose parts do not lie inside, stay as they are.
    package static func sealed(_ file: [UInt8]) -> [UInt8] {
        guard file.count >= SnapshotHeader.byteCount else { return file }
        var numbers = SnapshotReader(Array(file[..<SnapshotHeader.byteCount]))
        var fields: [UInt64] = []
        while let number = try? numbers.number() { fields.append(number) }
        guard let tableAt = Int(exactly: fields[6]), tableAt >= SnapshotHeader.byteCount, tableAt <= file.count,
            file.count - tableAt >= TableHeader.byteCount
        else { return file }
        var sealed = file
        let known = sealed[SnapshotHeader.byteCount..<tableAt]
        let at = MemoryLayout<TableHeader>.offset(of: \.checksum)!
        // Safe: the part holds a table's header, and lives until the call returns.
        let tableSum = unsafe sealed[tableAt...].withUnsafeBytes { unsafe TableChecksum.of($0) }
        var output = SnapshotBytes()
        output.append(tableSum)
        sealed.replaceSubrange(tableAt + at..<tableAt + at + 8, with: output.bytes)
        let header = SnapshotHeader(
            byteCount: fields[2],
            knowledge: SnapshotHeader.Part(
                offset: fields[3], count: fields[4], checksum: TableChecksum.of(known.span)),
            table: SnapshotHeader.Part(offset: fields[6], count: fields[7], checksum: tableSum))
        sealed.replaceSubrange(..<SnapshotHeader.byteCount, with: header.encoded)
        return sealed
    }
}
