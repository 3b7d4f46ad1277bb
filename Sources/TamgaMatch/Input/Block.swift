/// A worker's piece of a source: whole records, between paddings of newline.
@safe
struct Block: ~Copyable {
    /// Grows when one record is longer than the block.
    private(set) var memory: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    /// Bytes of text.
    var count = 0
    /// The block's place in the order of all blocks.
    var sequence = 0
    /// The source it comes from.
    var source = 0
    /// What is remembered of the record that was asked for last.
    private let memo: UnsafeMutablePointer<RecordMemo>
    /// Where it begins in the source.
    var byteOffset = 0
    /// The line of its first record in the source, 1-based.
    var firstLine = 1
    /// Where lines of the source end, for a log that has been reshaped, in which they need not end records; else `nil`.
    var lineEnds: [Int]?
    /// The headers that describe its records, each from an offset on.
    var headers: [BlockHeader] = []

    init(capacity: Int) {
        self.capacity = capacity
        unsafe memory = .allocate(capacity: capacity + 2 * TextView.padding)
        unsafe memory.initialize(repeating: 0x0A, count: capacity + 2 * TextView.padding)
        unsafe memo = .allocate(capacity: 1)
        unsafe memo.initialize(to: RecordMemo())
    }

    deinit {
        unsafe memory.deallocate()
        unsafe memo.deallocate()
    }

    /// Where text is written.
    var text: UnsafeMutablePointer<UInt8> { unsafe memory + TextView.padding }

    /// Doubles the room, up to a limit, keeping what is there.
    mutating func grow(atMost limit: Int) {
        let room = min(2 * capacity, max(limit, capacity))
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: room + 2 * TextView.padding)
        unsafe larger.update(from: memory, count: TextView.padding + count)
        unsafe memory.deallocate()
        unsafe memory = larger
        capacity = room
    }

    /// Gives back room that one long record took, and what is more than any record may need: one that is too long would
    /// else fit into it, or not, as blocks fall.
    mutating func shrink(to capacity: Int, atMost limit: Int) {
        guard self.capacity > 8 * capacity || self.capacity > limit else { return }
        unsafe memory.deallocate()
        unsafe memory = .allocate(capacity: capacity + 2 * TextView.padding)
        unsafe memory.initialize(repeating: 0x0A, count: capacity + 2 * TextView.padding)
        self.capacity = capacity
        count = 0
    }

    /// Adds bytes behind the text.
    mutating func append(_ bytes: [UInt8]) {
        while capacity - count < bytes.count { grow(atMost: .max) }
        // Safe: there is room for the bytes behind `count`.
        unsafe (text + count).update(from: bytes, count: bytes.count)
        count += bytes.count
    }

    /// Writes the padding behind the text and returns a view of it, valid until the block changes.
    func seal() -> TextView {
        // Safe: the buffer has room for the padding behind `capacity`, and `count` is at most that.
        unsafe (text + count).update(repeating: 0x0A, count: TextView.padding)
        unsafe memo.pointee = RecordMemo()
        return unsafe TextView(base: UnsafePointer(text), count: count, memo: memo)
    }
}
