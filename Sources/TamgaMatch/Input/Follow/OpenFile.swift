import CTamgaSift
import Glibc

/// Reads of an open file at any place.
enum OpenFile {
    /// Opens a file for reading; `nil` where it cannot be, with the system's reason in `errno`.
    static func open(_ path: String) -> OwnedDescriptor? {
        // Safe: the path ends with NUL and lives until the call returns. A pipe of that name must not make it wait.
        let descriptor = unsafe Glibc.open(PathText.path(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        return descriptor < 0 ? nil : OwnedDescriptor(descriptor)
    }

    /// The bytes of a range, as far as the file goes.
    static func bytes(_ descriptor: Int32, _ range: Range<Int>) throws(ReadFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var filled = 0
        while filled < bytes.count {
            let got = unsafe bytes.withUnsafeMutableBufferPointer { room in
                // Safe: there is room behind what is filled.
                unsafe pread(descriptor, room.baseAddress! + filled, room.count - filled, range.lowerBound + filled)
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw ReadFault(code: errno)
            }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// Adds to a block what stands at an offset, as far as there is room.
    ///
    /// - Returns: how much; 0 at the end.
    static func read(_ descriptor: Int32, at offset: Int, into block: inout Block) throws(ReadFault) -> Int {
        while true {
            // Safe: the block has room for `capacity` bytes.
            let got = unsafe pread(descriptor, block.text + block.count, block.capacity - block.count, offset)
            if got < 0 {
                if errno == EINTR { continue }
                throw ReadFault(code: errno)
            }
            block.count += got
            return got
        }
    }

    /// Where the last line ends before an offset; 0 where none does.
    static func lastLineEnd(_ descriptor: Int32, before offset: Int) throws(ReadFault) -> Int {
        var end = offset
        while end > 0 {
            let start = max(0, end - 65_536)
            if let last = try bytes(descriptor, start..<end).lastIndex(of: 0x0A) { return start + last + 1 }
            end = start
        }
        return 0
    }

    /// How many lines end before an offset.
    ///
    /// - Complexity: O(*offset*): the file is read.
    static func lines(_ descriptor: Int32, before offset: Int) throws(ReadFault) -> Int {
        var count = 0
        var place = 0
        while place < offset {
            let bytes = try bytes(descriptor, place..<min(offset, place + 1 << 20))
            if bytes.isEmpty { break }
            // Safe: the bytes are as many as is said.
            count += unsafe Int(tamga_count_newlines(bytes, bytes.count))
            place += bytes.count
        }
        return count
    }
}
