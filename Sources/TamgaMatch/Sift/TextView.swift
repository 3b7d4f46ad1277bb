/// A run of text in a padded buffer: at least ``padding`` newlines lie before the first byte and behind the last.
///
/// The padding is what lets the sieve look a few bytes to either side of any position without asking where the
/// text ends: every look-around in this module stays within ``padding`` bytes of a position inside the text.
@safe
struct TextView {
    /// The bytes of newline on either side.
    static let padding = 192

    let base: UnsafePointer<UInt8>
    let count: Int
    /// True for text whose escapes have been decoded: what is left in it stands for itself.
    let isDecoded: Bool
    /// The record that was asked for last; `nil` where nothing is kept.
    let memo: UnsafeMutablePointer<RecordMemo>?

    /// - Precondition: ``padding`` bytes of newline lie on either side of the text, and it outlives the view.
    init(
        base: UnsafePointer<UInt8>, count: Int, isDecoded: Bool = false, memo: UnsafeMutablePointer<RecordMemo>? = nil
    ) {
        unsafe self.memo = memo
        unsafe self.base = base
        self.count = count
        self.isDecoded = isDecoded
    }

    /// A byte of the text or of its padding.
    @inline(__always)
    subscript(index: Int) -> UInt8 {
        assert(index >= -Self.padding && index < count + Self.padding)
        // Safe: by the type's precondition, checked in debug builds.
        return unsafe base[index]
    }

    /// Eight bytes from a position, the first in the low byte.
    @inline(__always)
    func word(_ index: Int) -> UInt64 { unsafe TextHash.load64(base + index) }

    /// Four bytes from a position, the first in the low byte.
    @inline(__always)
    func halfWord(_ index: Int) -> UInt32 { unsafe TextHash.load32(base + index) }

    /// The hash of a range, letter case aside.
    @inline(__always)
    func hash(_ range: Range<Int>) -> UInt64 { unsafe TextHash.hash(base + range.lowerBound, range.count) }

    /// A range as bytes of its own.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// A range as a span, for the duration of a call.
    @inline(__always)
    func withSpan<Result>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Result) -> Result {
        // Safe: the range lies inside the text, which outlives the call.
        unsafe body(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count).span)
    }

    /// The record that holds a position: the bytes between two newlines, a carriage return before the second
    /// one left out.
    ///
    /// - Complexity: O(1) where the record is the one asked for last, else O(*n*) in its length.
    func record(around position: Int) -> Range<Int> {
        if let memo = unsafe memo, unsafe memo.pointee.covers(position) { return unsafe memo.pointee.record }
        var start = position
        while start > 0, self[start - 1] != 0x0A { start -= 1 }
        var newline = position
        while newline < count, self[newline] != 0x0A { newline += 1 }
        let end = newline > start && self[newline - 1] == 0x0D ? newline - 1 : newline
        if let memo = unsafe memo { unsafe memo.pointee = RecordMemo(record: start..<end, newline: newline) }
        return start..<end
    }

    /// Where the text of a record begins, behind its blanks.
    func textStart(_ record: Range<Int>) -> Int {
        record.first { self[$0] != 0x20 && self[$0] &- 0x09 >= 5 } ?? record.lowerBound
    }

    /// Where the record that holds a position ends.
    func recordEnd(from position: Int) -> Int {
        var end = position
        while end < count, self[end] != 0x0A { end += 1 }
        if end > position, end > 0, self[end - 1] == 0x0D { end -= 1 }
        return end
    }
}

/// A record of a text, kept so that asking for it again and again costs nothing however long it is.
struct RecordMemo {
    var record = 0..<0
    /// Where its newline stands, or the text ends.
    var newline = -1
    /// Whether it is JSON to the eye, once that has been asked.
    var isJSON: Bool?

    /// Whether a position lies in the record or on its line end.
    @inline(__always)
    func covers(_ position: Int) -> Bool { position >= record.lowerBound && position <= newline }
}
