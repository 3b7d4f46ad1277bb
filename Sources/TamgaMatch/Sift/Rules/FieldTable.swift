import TamgaJSON
import TamgaLogs

/// The values of one record's fields, by slot; one a worker, filled anew for each record.
@safe
struct FieldTable: ~Copyable {
    /// One value.
    struct Value {
        /// From the text's first byte, or from the first of what is decoded.
        var offset: Int
        var count: Int
        var kind: RecordFields.Kind
        /// It stands among what is decoded.
        var isDecoded: Bool
        /// It stands in the text with escapes of JSON in it.
        var isEscaped: Bool
        /// The slot's next value; -1 behind the last.
        var next: Int32
    }

    /// Each slot's first and last value; -1 where it has none.
    private let first: UnsafeMutablePointer<Int32>
    private let last: UnsafeMutablePointer<Int32>
    private(set) var values: [Value] = []
    /// The slots that have values.
    private(set) var present: [Int32] = []
    /// What keywords are looked for in: the record's text, or the values of a JSON record.
    private(set) var keywords: [Int32] = []
    private var decoded: UnsafeMutablePointer<UInt8>
    private var decodedCount = 0
    private var decodedCapacity: Int
    /// The bytes that values which are not decoded stand in.
    private var text: UnsafePointer<UInt8>

    init(slots: Int) {
        unsafe first = .allocate(capacity: max(1, slots))
        unsafe first.initialize(repeating: -1, count: max(1, slots))
        unsafe last = .allocate(capacity: max(1, slots))
        unsafe last.initialize(repeating: -1, count: max(1, slots))
        decodedCapacity = 1 << 16
        unsafe decoded = .allocate(capacity: decodedCapacity + TextView.padding)
        unsafe decoded.initialize(repeating: 0x0A, count: decodedCapacity + TextView.padding)
        unsafe text = UnsafePointer(decoded)
    }

    deinit {
        unsafe first.deallocate()
        unsafe last.deallocate()
        unsafe decoded.deallocate()
    }

    /// Forgets the last record; the next one's values stand in a text.
    mutating func reset(_ text: TextView) {
        for slot in present {
            // Safe: only slots below the count given at the start are ever added.
            unsafe first[Int(slot)] = -1
        }
        present.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        keywords.removeAll(keepingCapacity: true)
        decodedCount = 0
        unsafe self.text = text.base
    }

    /// Adds a value to a slot; its index.
    @discardableResult
    mutating func add(
        _ slot: Int32, offset: Int, count: Int, kind: RecordFields.Kind, isDecoded: Bool = false,
        isEscaped: Bool = false
    ) -> Int {
        let index = values.count
        values.append(
            Value(offset: offset, count: count, kind: kind, isDecoded: isDecoded, isEscaped: isEscaped, next: -1))
        // Safe: slots come from the table that the count came from.
        if unsafe first[Int(slot)] < 0 {
            unsafe first[Int(slot)] = Int32(index)
            present.append(slot)
        } else {
            values[unsafe Int(last[Int(slot)])].next = Int32(index)
        }
        unsafe last[Int(slot)] = Int32(index)
        return index
    }

    /// Adds a value that keywords are looked for in.
    mutating func add(
        keyword offset: Int, count: Int, kind: RecordFields.Kind, isDecoded: Bool = false
    ) {
        keywords.append(Int32(values.count))
        values.append(
            Value(offset: offset, count: count, kind: kind, isDecoded: isDecoded, isEscaped: false, next: -1))
    }

    /// Forgets what keywords are looked for in.
    mutating func removeKeywords() { keywords.removeAll(keepingCapacity: true) }

    /// Sets the length of a value whose end was not known when it was added.
    mutating func close(_ index: Int, count: Int) { values[index].count = count }

    /// A slot's first value; -1 where it has none.
    @inline(__always)
    func firstValue(of slot: Int32) -> Int32 { unsafe first[Int(slot)] }

    /// Copies bytes to where decoded values stand; where they begin.
    mutating func append(decoded bytes: [UInt8]) -> Int {
        reserve(bytes.count)
        let start = decodedCount
        // Safe: there is room for the bytes.
        for (index, byte) in bytes.enumerated() { unsafe decoded[start + index] = byte }
        decodedCount += bytes.count
        return start
    }

    /// A value's text; escapes of JSON are undone the first time.
    mutating func text(_ index: Int32) -> RuleText {
        if values[Int(index)].isEscaped { decode(Int(index)) }
        let value = values[Int(index)]
        // Safe: the offset and count were taken from the text or from what is decoded, both padded.
        return unsafe RuleText(
            base: (value.isDecoded ? UnsafePointer(decoded) : text) + value.offset, count: value.count)
    }

    /// Whether a value is an array: what it holds stands for it, its own text only says that the field is there.
    @inline(__always)
    func isArray(_ index: Int32) -> Bool {
        let value = values[Int(index)]
        // Safe: an array's text begins with its bracket.
        return unsafe value.kind == .nested && !value.isDecoded && text[value.offset] == 0x5B
    }

    /// Whether a value can be held against another one: neither null nor an array.
    func isComparable(_ index: Int32) -> Bool { values[Int(index)].kind != .null && !isArray(index) }

    private mutating func reserve(_ count: Int) {
        guard decodedCount + count > decodedCapacity else { return }
        while decodedCount + count > decodedCapacity { decodedCapacity *= 2 }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: decodedCapacity + TextView.padding)
        unsafe larger.initialize(repeating: 0x0A, count: decodedCapacity + TextView.padding)
        // Safe: the new room is larger than what is copied.
        unsafe larger.update(from: decoded, count: decodedCount)
        unsafe decoded.deallocate()
        unsafe decoded = larger
    }

    /// Undoes the escapes of a JSON string, which has been read before.
    private mutating func decode(_ index: Int) {
        let value = values[index]
        // An escape is never shorter than what it stands for.
        reserve(value.count)
        let start = decodedCount
        let decoded = unsafe decoded
        var to = start
        // Safe: the value lies in the text, and `to` is never ahead of the room reserved for it.
        let string = unsafe UnsafeBufferPointer(start: text + value.offset, count: value.count)
        JSONEscapes.decode(unsafe string.span, in: 0..<value.count) { byte in
            unsafe decoded[to] = byte
            to += 1
        }
        decodedCount = to
        values[index] = Value(
            offset: start, count: to - start, kind: value.kind, isDecoded: true, isEscaped: false, next: value.next)
    }
}
