/// Questions about a subject's encoding.
enum SubjectText {
    /// True where every byte is ASCII.
    ///
    /// - Complexity: one pass of some 10 GB/s.
    static func isASCII(_ bytes: Span<UInt8>) -> Bool {
        let strides = bytes.count / 32
        return unsafe bytes.withUnsafeBytes { raw in
            for stride in 0..<strides {
                // Safe: a stride of four words ends at or below `strides * 32`, which is at most the count.
                let four = unsafe raw.loadUnaligned(fromByteOffset: stride * 32, as: SIMD4<UInt64>.self)
                if (four[0] | four[1] | four[2] | four[3]) & 0x8080_8080_8080_8080 != 0 { return false }
            }
            var index = strides * 32
            while index < raw.count {
                // Safe: the index is below the count.
                if unsafe raw[index] >= 0x80 { return false }
                index += 1
            }
            return true
        }
    }

    /// True where the bytes are UTF-8.
    static func isUTF8(_ bytes: Span<UInt8>) -> Bool { (try? UTF8Span(validating: bytes)) != nil }
}
