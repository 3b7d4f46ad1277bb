import Glibc

/// Where a partial's bytes are: a file, opened for as long as something is read of it, or memory.
enum PartialSource: Sendable {
    case file(String)
    case bytes([UInt8])

    /// The bytes at any place.
    struct Opened {
        let size: Int
        private let descriptor: OwnedDescriptor?
        private let held: [UInt8]

        init(_ source: PartialSource) throws(PartialError) {
            switch source {
            case .bytes(let bytes): (descriptor, held, size) = (nil, bytes, bytes.count)
            case .file(let path):
                guard let file = OpenFile.open(path) else {
                    throw PartialError("cannot be opened: \(ReadFault(code: errno))", isOfReading: true)
                }
                let end = lseek(file.number, 0, SEEK_END)
                guard end >= 0 else {
                    throw PartialError("cannot be read: \(ReadFault(code: errno))", isOfReading: true)
                }
                (descriptor, held, size) = (file, [], Int(end))
            }
        }

        /// The bytes of a range.
        ///
        /// - Throws: where they are not all there.
        func bytes(_ range: Range<Int>) throws(PartialError) -> [UInt8] {
            guard range.upperBound <= size else { throw .damaged }
            guard let descriptor else { return Array(held[range]) }
            let bytes: [UInt8]
            do { bytes = try OpenFile.bytes(descriptor.number, range) } catch {
                throw PartialError("cannot be read: \(error)", isOfReading: true)
            }
            // Shorter than it was when it was opened.
            guard bytes.count == range.count else { throw .damaged }
            return bytes
        }
    }
}
