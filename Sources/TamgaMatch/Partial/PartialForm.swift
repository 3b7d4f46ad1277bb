/// The form of a partial's file.
///
///     head       magic, version
///     regions    one a split: chunks of its streams
///     directory  identity, then a section a split
///     tail       where the directory begins, its length, its checksum, magic
///
/// A chunk is its stream's number, the length of its bytes in four bytes, their checksum in eight, the bytes. A stream is cut
/// into chunks at fixed lengths, so its bytes depend on nothing but what is in it.
enum PartialForm {
    static let magic = Array("TAMGAPRT".utf8)
    static let endMagic = Array("TAMGAEND".utf8)
    /// Goes up with every change of the form.
    static let version: UInt8 = 1
    static let headSize = 16
    static let tailSize = 32
    static let chunkHeadSize = 13
    /// The most bytes of a chunk.
    static let chunkSize = 1 << 18
    /// The longest directory that is read, in bytes.
    static let longestDirectory = 1 << 30
    /// The longest hit, event or finding, in bytes.
    static let longestItem = 128 << 20

    /// What a split's region holds.
    enum Stream: UInt8, CaseIterable {
        case hits = 1
        case suppressed = 2
        case events = 3
        case findings = 4
    }

    /// A number in eight bytes, the least first.
    static func bytes(_ number: UInt64, count: Int = 8) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    }

    /// The same read.
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
