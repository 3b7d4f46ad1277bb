/// Records with their escapes decoded, one after the other: what `%2e`, `\u002e` and, on request, `[.]` stand for.
///
/// Every decoded byte knows where in the block it came from, so that a hit shows the text as it stood.
@safe
struct DecodedText: ~Copyable {
    private var bytes: UnsafeMutablePointer<UInt8>
    private var origins: UnsafeMutablePointer<Int32>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 4_096
        unsafe bytes = .allocate(capacity: capacity + 2 * TextView.padding)
        unsafe bytes.initialize(repeating: 0x0A, count: TextView.padding)
        unsafe origins = .allocate(capacity: capacity + 1)
    }

    deinit {
        unsafe bytes.deallocate()
        unsafe origins.deallocate()
    }

    /// Forgets everything, and gives back room that one long record took.
    mutating func removeAll() {
        count = 0
        guard capacity > 16 << 20 else { return }
        self = DecodedText()
    }

    /// Where in the block the byte at a position of the decoded text came from.
    func origin(of position: Int) -> Int {
        precondition(position >= 0 && position <= count)
        // Safe: just checked; the entry behind the last byte is written by ``append(_:record:refangs:)``.
        return unsafe Int(origins[position])
    }

    /// The decoded text, valid until this changes.
    func view() -> TextView {
        // Safe: the buffer has room for the padding behind `capacity`.
        unsafe (bytes + TextView.padding + count).update(repeating: 0x0A, count: TextView.padding)
        return unsafe TextView(base: UnsafePointer(bytes + TextView.padding), count: count, isDecoded: true)
    }

    /// Decodes a record and puts a newline behind it.
    ///
    /// JSON's escapes are decoded in records that are JSON to the eye, then percent escapes, also those that were
    /// encoded twice. What decodes to a control character becomes a space.
    mutating func append(_ text: TextView, record: Range<Int>, refangs: Bool) {
        reserve(record.count + 1)
        let first = count
        if EscapeBounds.looksLikeJSON(text, record: record) {
            decodeJSON(text, record)
        } else {
            for index in record { put(text[index], index) }
        }
        decodePercent(from: first)
        if refangs { refang(from: first) }
        put(0x0A, record.upperBound)
        // Safe: `reserve` left room for one entry behind the last byte.
        unsafe origins[count] = Int32(record.upperBound)
    }

    // MARK: - Room

    private mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        capacity = max(2 * capacity, count + more)
        let largerBytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 2 * TextView.padding)
        unsafe largerBytes.update(from: bytes, count: TextView.padding + count)
        unsafe bytes.deallocate()
        unsafe bytes = largerBytes
        let largerOrigins = UnsafeMutablePointer<Int32>.allocate(capacity: capacity + 1)
        unsafe largerOrigins.update(from: origins, count: count)
        unsafe origins.deallocate()
        unsafe origins = largerOrigins
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8, _ origin: Int) {
        // Safe: decoding never lengthens a record, and `reserve` made room for all of it.
        unsafe bytes[TextView.padding &+ count] = byte
        unsafe origins[count] = Int32(truncatingIfNeeded: origin)
        count &+= 1
    }

    private static func visible(_ byte: UInt8) -> UInt8 { byte < 0x20 || byte == 0x7F ? 0x20 : byte }

    // MARK: - Decoding

    /// RFC 8259 §7; a pair of surrogates is one character, a single one is left as it stands.
    private mutating func decodeJSON(_ text: TextView, _ record: Range<Int>) {
        var index = record.lowerBound
        while index < record.upperBound {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < record.upperBound else {
                put(byte, index)
                index += 1
                continue
            }
            switch text[index + 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
                put(text[index + 1], index)
                index += 2
            case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                put(0x20, index)
                index += 2
            case UInt8(ascii: "u"):
                guard let (scalar, length) = Self.unicodeEscape(text, index, record.upperBound) else { fallthrough }
                for byte in UTF8.encode(scalar)! { put(Self.visible(byte), index) }
                index += length
            default:
                put(byte, index)
                index += 1
            }
        }
    }

    private static func unicodeEscape(_ text: TextView, _ index: Int, _ end: Int) -> (Unicode.Scalar, Int)? {
        func unit(_ at: Int) -> UInt32? {
            guard at + 5 < end, text[at] == UInt8(ascii: "\\"), text[at + 1] == UInt8(ascii: "u") else { return nil }
            var value: UInt32 = 0
            for offset in 2...5 {
                let digit = TextByte.hexValue(text[at + offset])
                guard digit < 16 else { return nil }
                value = value << 4 | UInt32(digit)
            }
            return value
        }
        guard let first = unit(index) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
        guard first < 0xDC00, let second = unit(index + 6), 0xDC00...0xDFFF ~= second,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { return nil }
        return (scalar, 12)
    }

    /// Decodes `%HH` in place; where that gives a percent sign before two more digits, once more.
    private mutating func decodePercent(from first: Int) {
        let text = unsafe bytes + TextView.padding
        let end = count
        var index = first
        // Safe: `index` stays below `end`, `count` at or below `index`.
        while index < end, unsafe text[index] != UInt8(ascii: "%") { index += 1 }
        count = index
        while index < end {
            var byte = unsafe text[index]
            let origin = unsafe Int(origins[index])
            index += 1
            for _ in 0..<2 where byte == UInt8(ascii: "%") && index + 1 < end {
                let high = unsafe TextByte.hexValue(text[index])
                let low = unsafe TextByte.hexValue(text[index + 1])
                guard high < 16, low < 16 else { break }
                byte = Self.visible(high << 4 | low)
                index += 2
            }
            put(byte, origin)
        }
    }

    private static let fangs: [(String, String)] = [
        ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("[://]", "://"),
        ("[@]", "@"), ("[at]", "@"), ("(at)", "@"), ("[/]", "/"), ("hxxp", "http"),
    ]

    private mutating func refang(from first: Int) {
        let end = count
        count = first
        var index = first
        while index < end {
            let origin = unsafe Int(origins[index])
            if let (meant, length) = fang(index, end) {
                for byte in meant.utf8 { put(byte, origin) }
                index += length
            } else {
                unsafe put(bytes[TextView.padding + index], origin)
                index += 1
            }
        }
    }

    private func fang(_ index: Int, _ end: Int) -> (meant: String, length: Int)? {
        let text = unsafe bytes + TextView.padding
        for (written, meant) in Self.fangs where index + written.utf8.count <= end {
            var matches = true
            // Safe: `index` and the pattern's length stay below `end`.
            for (offset, byte) in written.utf8.enumerated()
            where unsafe TextByte.lowercased(text[index + offset]) != byte { matches = false }
            if matches { return (meant, written.utf8.count) }
        }
        return nil
    }
}
