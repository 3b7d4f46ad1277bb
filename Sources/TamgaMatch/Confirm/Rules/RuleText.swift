/// A value of a record while it is tested: bytes in a block or in a worker's buffer, with padding behind them.
@safe
struct RuleText {
    let base: UnsafePointer<UInt8>
    let count: Int

    /// - Precondition: `count` bytes from `base`, and ``TextView/padding`` behind them, can be read while the text is used.
    init(base: UnsafePointer<UInt8>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// A part of a text.
    init(in text: TextView, _ range: Range<Int>) {
        // Safe: the range lies in the text, which is padded and outlives the value.
        unsafe self.init(base: text.base + range.lowerBound, count: range.count)
    }

    /// A byte.
    @inline(__always)
    subscript(index: Int) -> UInt8 {
        assert(index >= 0 && index < count)
        // Safe: by the type's precondition; the index is inside the text, checked in debug builds.
        return unsafe base[index]
    }

    /// A part of the text.
    @inline(__always)
    func dropFirst(_ count: Int) -> RuleText {
        // Safe: the caller drops at most what there is.
        unsafe RuleText(base: base + count, count: self.count - count)
    }

    /// The bytes as an array.
    var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

    /// The text as a span, for the duration of a call.
    @inline(__always)
    func withSpan<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        try unsafe body(UnsafeBufferPointer(start: base, count: count).span)
    }

    /// True where every byte is ASCII.
    var isASCII: Bool {
        var index = 0
        while index &+ 8 <= count {
            if unsafe TextHash.load64(base + index) & 0x8080_8080_8080_8080 != 0 { return false }
            index &+= 8
        }
        while index < count {
            if self[index] >= 0x80 { return false }
            index += 1
        }
        return true
    }

    /// The hash, ASCII letter case aside.
    @inline(__always)
    var hash: UInt64 { unsafe TextHash.hash(base, count) }

    /// Whether these bytes stand at an offset, as they are.
    @inline(__always)
    func holds(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        guard offset >= 0, offset + bytes.count <= count else { return false }
        for index in 0..<bytes.count where unsafe base[offset + index] != bytes[index] { return false }
        return true
    }

    /// Whether these bytes, in lower case, stand at an offset, ASCII letter case aside.
    @inline(__always)
    func holdsCaseless(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        guard offset >= 0, offset + bytes.count <= count else { return false }
        for index in 0..<bytes.count {
            if unsafe TextByte.lowercased(base[offset + index]) != bytes[index] { return false }
        }
        return true
    }
}
