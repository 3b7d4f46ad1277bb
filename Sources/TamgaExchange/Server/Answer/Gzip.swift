import CZlib

/// Packs answers (RFC 1952).
enum Gzip {
    /// Less than this is not worth it.
    static let threshold = 1_024

    /// The bytes, packed; `nil` where that fails, or makes them longer.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count < 1 << 31 else { return nil }
        // Safe: the stream lives in this frame, its pointers in the two closures alone, and zlib is told both lengths.
        var stream = unsafe z_stream()
        let size = unsafe Int32(MemoryLayout<z_stream>.size)
        guard unsafe deflateInit2_(&stream, 4, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            return nil
        }
        defer { unsafe deflateEnd(&stream) }
        var input = bytes
        let packed = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            unsafe input.withUnsafeMutableBufferPointer { input in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                count = unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
        }
        return packed.isEmpty ? nil : packed
    }

    /// True where a request takes packed answers.
    static func isAccepted(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { item in
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard parts.first == "gzip" || parts.first == "*" else { return false }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (quality ?? 1) > 0
        }
    }
}
