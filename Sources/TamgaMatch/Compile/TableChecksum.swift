/// A checksum that finds damage, not forgery: four independent lanes of multiply and fold.
enum TableChecksum {
    /// Over everything but the header's checksum field.
    ///
    /// - Precondition: the image holds at least the header's fixed part.
    /// - Complexity: O(*n*), at memory speed.
    static func of(_ image: UnsafeRawBufferPointer) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
        var index = 128
        // Safe: `index + 32` stays within the image; the tail is read byte by byte.
        while index &+ 32 <= image.count {
            unsafe lanes.0 = (lanes.0 ^ image.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* multiplier
            unsafe lanes.1 = (lanes.1 ^ image.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)) &* multiplier
            unsafe lanes.2 = (lanes.2 ^ image.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self)) &* multiplier
            unsafe lanes.3 = (lanes.3 ^ image.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self)) &* multiplier
            lanes.0 ^= lanes.0 &>> 29
            lanes.1 ^= lanes.1 &>> 29
            lanes.2 ^= lanes.2 &>> 29
            lanes.3 ^= lanes.3 &>> 29
            index &+= 32
        }
        var sum = UInt64(image.count)
        let own = MemoryLayout<TableHeader>.offset(of: \.checksum)!
        for at in 0..<128 where !(own..<own + 8).contains(at) {
            sum = unsafe TextHash.fold(sum ^ UInt64(image[at])) &+ UInt64(at)
        }
        while index < image.count {
            sum = unsafe TextHash.fold(sum ^ UInt64(image[index]))
            index += 1
        }
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { sum = TextHash.fold(sum ^ lane) }
        return sum
    }

    /// Over all of some bytes: headers, and what is read whole.
    static func of(_ bytes: Span<UInt8>) -> UInt64 {
        var sum = TextHash.fold(UInt64(bytes.count) &+ 1)
        var index = 0
        while index &+ 8 <= bytes.count {
            var word: UInt64 = 0
            for offset in 0..<8 { word |= UInt64(bytes[index &+ offset]) &<< UInt64(8 &* offset) }
            sum = TextHash.fold(sum ^ word) &+ UInt64(index)
            index &+= 8
        }
        while index < bytes.count {
            sum = TextHash.fold(sum ^ UInt64(bytes[index])) &+ UInt64(index)
            index &+= 1
        }
        return sum
    }
}
