/// What the first bytes of a file say it is packed in.
enum Compression: CaseIterable {
    case gzip
    case zstd
    case xz
    case bzip2

    /// How many bytes tell every packing.
    static let head = 16

    /// The bytes that begin such a file.
    var magic: [UInt8] {
        switch self {
        case .gzip: [0x1F, 0x8B]
        case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
        case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
        case .bzip2: [0x42, 0x5A, 0x68]
        }
    }

    /// The program that unpacks it from standard input to standard output with `-dc`.
    var program: String {
        switch self {
        case .gzip: "gzip"
        case .zstd: "zstd"
        case .xz: "xz"
        case .bzip2: "bzip2"
        }
    }

    /// The packing whose magic a file begins with.
    static func of(_ head: [UInt8]) -> Compression? { allCases.first { head.starts(with: $0.magic) } }
}

/// Files that begin like this are not text; what to do instead.
enum ForeignFile {
    /// How many bytes tell all of them: a tar archive says so at byte 257, behind the name of its first file.
    static let head = 264

    /// A sentence for a refusal, or `nil` for text.
    static func reason(_ head: [UInt8]) -> String? {
        if head.starts(with: Array("ElfFile\0".utf8)) {
            return "a Windows event log (EVTX): export it as JSON lines first"
        }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "a ZIP archive: unpack it first" }
        if isTar(head) { return "a tar archive: unpack it first, as with tar -x" }
        if head.starts(with: Array("SQLite format 3\0".utf8)) { return "a SQLite database, not a log" }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || isWide(head) {
            return "UTF-16 text: convert it first, as with iconv -f UTF-16 -t UTF-8"
        }
        return nil
    }

    /// POSIX.1-2017, pax, “ustar Interchange Format”, and the form of GNU tar, which ends the word with blanks.
    private static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count >= Self.head else { return false }
        let magic = head[257..<263]
        return magic.elementsEqual("ustar\0".utf8) || magic.elementsEqual("ustar ".utf8)
    }

    /// True where every other byte is zero and the others are not, as in Latin text of UTF-16 that has no mark before it.
    private static func isWide(_ head: [UInt8]) -> Bool {
        guard head.count >= 8 else { return false }
        let sample = head.prefix(16)
        return [0, 1].contains { zero in sample.indices.allSatisfy { (sample[$0] == 0) == ($0 % 2 == zero) } }
    }
}
