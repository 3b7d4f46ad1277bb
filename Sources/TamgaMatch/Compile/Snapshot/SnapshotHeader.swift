/// How a snapshot's file begins, and where its two parts lie.
///
///     0    magic, version, bytes in all
///     24   knowledge: offset, bytes, checksum of all that lies before the table
///     48   table: offset, bytes, checksum
///     120  checksum of the header
///     128  knowledge
///     …    table, at a multiple of ``pageSize``
///
/// Numbers are eight bytes, the lowest first; offsets are counted from the file's first byte.
struct SnapshotHeader {
    static let magic: UInt64 = 0x504E_5341_474D_4154  // TAMGASNP
    /// The version that is written, and the only one that is read: the table's, which also moves with the form of the rest.
    static let version = UInt64(TableHeader.version)
    static let byteCount = 128
    /// What a mapping must begin at on any machine.
    static let pageSize = 65_536

    var byteCount: UInt64
    var knowledge: Part
    var table: Part

    /// Where a part lies.
    struct Part {
        var offset: UInt64
        var count: UInt64
        var checksum: UInt64
    }

    /// Why bytes are no header.
    enum Fault: Error {
        case foreign
        case version(UInt64)
        case checksum
    }

    var encoded: [UInt8] {
        var output = SnapshotBytes()
        for number in [
            Self.magic, Self.version, byteCount, knowledge.offset, knowledge.count, knowledge.checksum, table.offset,
            table.count, table.checksum, 0, 0, 0, 0, 0, 0,
        ] { output.append(number) }
        let written = output.bytes
        output.append(TableChecksum.of(written.span))
        return output.bytes
    }

    init(byteCount: UInt64, knowledge: Part, table: Part) {
        self.byteCount = byteCount
        self.knowledge = knowledge
        self.table = table
    }

    /// - Precondition: ``byteCount`` bytes.
    init(decoding bytes: [UInt8]) throws(Fault) {
        var numbers: [UInt64] = []
        var input = SnapshotReader(bytes)
        while let number = try? input.number() { numbers.append(number) }
        guard numbers.count == 16, numbers[0] == Self.magic else { throw .foreign }
        // What a later version keeps of the header is not known.
        guard numbers[1] == Self.version else { throw .version(numbers[1]) }
        let summed = bytes[..<120]
        guard numbers[15] == TableChecksum.of(summed.span) else { throw .checksum }
        byteCount = numbers[2]
        knowledge = Part(offset: numbers[3], count: numbers[4], checksum: numbers[5])
        table = Part(offset: numbers[6], count: numbers[7], checksum: numbers[8])
    }
}
