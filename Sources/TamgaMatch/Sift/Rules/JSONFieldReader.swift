import CTamgaSift
import TamgaJSON
import TamgaLogs

/// Reads a JSON record where it stands: checks every byte of it against RFC 8259 as ``JSONValue`` does, and notes the
/// values of the paths that rules ask for. No tree, no copy, no recursion.
///
/// - Complexity: O(*n*); strings are passed over sixteen bytes at a time.
struct JSONFieldReader: ~Copyable {
    private struct Frame {
        var isObject: Bool
        var node: Int32
        /// The first of the values that stand for the object or array itself, and how many there are.
        var nested: Int
        var nestedCount: Int
        var start: Int
    }

    private let trie: FieldTrie
    private var frames: [Frame] = []
    private var high: UInt32 = 0
    private var key: [UInt8] = []

    init(_ trie: FieldTrie) {
        self.trie = trie
        frames.reserveCapacity(JSONValue.maximumDepth)
    }

    /// Reads a record into a table that has been reset for its text.
    ///
    /// - Returns: false where the record is no JSON; what the table then holds means nothing.
    mutating func read(_ text: TextView, _ record: Range<Int>, into fields: inout FieldTable) -> Bool {
        frames.removeAll(keepingCapacity: true)
        high = 0
        var at = record.lowerBound
        let end = record.upperBound
        var node = FieldTrie.root
        while true {
            Self.skipBlanks(text, &at)
            guard at < end else { return false }
            switch text[at] {
            case 0x7B, 0x5B:
                let isObject = text[at] == 0x7B
                guard open(isObject, node, at, &fields) else { return false }
                at += 1
                Self.skipBlanks(text, &at)
                if at < end, text[at] == (isObject ? 0x7D : 0x5D) {
                    at += 1
                    close(at, &fields)
                } else if isObject {
                    guard let child = readKey(text, &at, end, frames[frames.count - 1].node) else { return false }
                    node = child
                    continue
                } else {
                    node = frames[frames.count - 1].node
                    continue
                }
            case 0x22:
                at += 1
                let start = at
                guard let isEscaped = readString(text, &at, end) else { return false }
                add(node, start, at - 1 - start, .string, isEscaped, &fields)
            case 0x2D, 0x30...0x39:
                let start = at
                guard Self.readNumber(text, &at) else { return false }
                add(node, start, at - start, .number, false, &fields)
            case 0x74:
                guard Self.readWord(text, &at, "true") else { return false }
                add(node, at - 4, 4, .bool, false, &fields)
            case 0x66:
                guard Self.readWord(text, &at, "false") else { return false }
                add(node, at - 5, 5, .bool, false, &fields)
            case 0x6E:
                guard Self.readWord(text, &at, "null") else { return false }
                add(node, at - 4, 4, .null, false, &fields)
            default: return false
            }
            guard at <= end else { return false }
            // What follows a value: a comma and the next one, or the end of what holds it.
            var isNext = false
            while !isNext {
                Self.skipBlanks(text, &at)
                guard let frame = frames.last else { return at >= end && isUTF8(text, record) }
                guard at < end else { return false }
                if text[at] == 0x2C {
                    at += 1
                    if frame.isObject {
                        Self.skipBlanks(text, &at)
                        guard let child = readKey(text, &at, end, frame.node) else { return false }
                        node = child
                    } else {
                        node = frame.node
                    }
                    isNext = true
                } else if text[at] == (frame.isObject ? 0x7D : 0x5D) {
                    at += 1
                    close(at, &fields)
                } else {
                    return false
                }
            }
        }
    }

    // MARK: - Objects and arrays

    private mutating func open(_ isObject: Bool, _ node: Int32, _ at: Int, _ fields: inout FieldTable) -> Bool {
        guard frames.count < JSONValue.maximumDepth else { return false }
        let nested = fields.values.count
        var count = 0
        // The elements of an outermost array are records themselves, but not what an array in it holds.
        let node = node == FieldTrie.root && !isObject && !frames.isEmpty ? FieldTrie.none : node
        // The record itself is no value of a field.
        if !frames.isEmpty, trie.hasSlots(node) {
            trie.forEachSlot(of: node) { slot in
                fields.add(slot, offset: at, count: 0, kind: .nested)
                count += 1
            }
        }
        frames.append(Frame(isObject: isObject, node: node, nested: nested, nestedCount: count, start: at))
        return true
    }

    private mutating func close(_ end: Int, _ fields: inout FieldTable) {
        guard let frame = frames.popLast() else { return }
        for index in 0..<frame.nestedCount { fields.close(frame.nested + index, count: end - frame.start) }
    }

    /// Reads a key and its colon; the node below it, or `nil` where there is none to read.
    private mutating func readKey(_ text: TextView, _ at: inout Int, _ end: Int, _ node: Int32) -> Int32? {
        guard at < end, text[at] == 0x22 else { return nil }
        at += 1
        let start = at
        guard let isEscaped = readString(text, &at, end) else { return nil }
        let count = at - 1 - start
        Self.skipBlanks(text, &at)
        guard at < end, text[at] == 0x3A else { return nil }
        at += 1
        guard node != FieldTrie.none else { return FieldTrie.none }
        // Safe: the key lies in the text, which is padded.
        if !isEscaped { return unsafe trie.child(of: node, text.base + start, count) }
        return text.withSpan(start - 1..<start + count + 1) { span -> Int32 in
            guard let string = try? JSONValue(span), let bytes = string.utf8(in: span) else { return FieldTrie.none }
            let padded = bytes + [0, 0, 0, 0, 0, 0, 0, 0]
            return unsafe padded.withUnsafeBufferPointer {
                unsafe trie.child(of: node, $0.baseAddress!, bytes.count)
            }
        }
    }

    // MARK: - Values

    @inline(__always)
    private func add(
        _ node: Int32, _ start: Int, _ count: Int, _ kind: RecordFields.Kind, _ isEscaped: Bool,
        _ fields: inout FieldTable
    ) {
        guard node != FieldTrie.none else { return }
        trie.forEachSlot(of: node) { slot in
            fields.add(slot, offset: start, count: count, kind: kind, isEscaped: isEscaped)
        }
    }

    /// Reads a string from behind its quote to behind its other quote; whether it has escapes.
    @inline(__always)
    private mutating func readString(_ text: TextView, _ at: inout Int, _ end: Int) -> Bool? {
        var isEscaped = false
        while true {
            // Safe: the text ends with padding of newlines, at which the search stops.
            at += unsafe tamga_json_plain(text.base + at, &high)
            guard at < end else { return nil }
            switch text[at] {
            case 0x22:
                at += 1
                return isEscaped
            case 0x5C:
                isEscaped = true
                switch text[at + 1] {
                case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: at += 2
                case 0x75:
                    for index in at + 2..<at + 6 where !TextByte.isHex(text[index]) { return nil }
                    at += 6
                default: return nil
                }
            default: return nil
            }
        }
    }

    private static func readNumber(_ text: TextView, _ at: inout Int) -> Bool {
        if text[at] == 0x2D { at += 1 }
        if text[at] == 0x30 {
            at += 1
        } else {
            guard skipDigits(text, &at) else { return false }
        }
        if text[at] == 0x2E {
            at += 1
            guard skipDigits(text, &at) else { return false }
        }
        if text[at] | 0x20 == 0x65 {
            at += 1
            if text[at] == 0x2B || text[at] == 0x2D { at += 1 }
            guard skipDigits(text, &at) else { return false }
        }
        return true
    }

    private static func skipDigits(_ text: TextView, _ at: inout Int) -> Bool {
        let start = at
        while TextByte.isDigit(text[at]) { at += 1 }
        return at > start
    }

    private static func readWord(_ text: TextView, _ at: inout Int, _ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount {
            // Safe: the index is below the word's length.
            if unsafe text[at + index] != word.utf8Start[index] { return false }
        }
        at += word.utf8CodeUnitCount
        return true
    }

    @inline(__always)
    private static func skipBlanks(_ text: TextView, _ at: inout Int) {
        // A newline ends the record, so it is none of its blanks.
        while text[at] == 0x20 || text[at] == 0x09 || text[at] == 0x0D { at += 1 }
    }

    private func isUTF8(_ text: TextView, _ record: Range<Int>) -> Bool {
        high == 0 || text.withSpan(record) { (try? UTF8Span(validating: $0)) != nil }
    }
}
