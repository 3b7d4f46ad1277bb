import TamgaModel

/// Reads what ``PartialBytes`` has written, out of bytes that anybody may have changed.
struct PartialReader {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    /// The largest place in a file: what adds up from a few stays a number.
    static let largestOffset = 1 << 50

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// True behind the last byte.
    var isAtEnd: Bool { index == bytes.endIndex }

    mutating func byte() throws(PartialError) -> UInt8 {
        guard index < bytes.endIndex else { throw .damaged }
        defer { index += 1 }
        return bytes[index]
    }

    /// Seven bits a byte, the least first.
    mutating func number() throws(PartialError) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            if shift == 63, byte > 1 { throw .damaged }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        throw .damaged
    }

    mutating func signed() throws(PartialError) -> Int64 {
        let number = try number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    /// A number from zero up to less than a limit.
    mutating func int(below limit: Int = largestOffset) throws(PartialError) -> Int {
        guard let number = Int(exactly: try number()), number < limit else { throw .damaged }
        return number
    }

    mutating func flag() throws(PartialError) -> Bool {
        switch try byte() {
        case 0: return false
        case 1: return true
        default: throw .damaged
        }
    }

    /// How many elements follow: each takes a byte at the least.
    mutating func count() throws(PartialError) -> Int {
        let count = try int()
        guard count <= bytes.endIndex - index else { throw .damaged }
        return count
    }

    /// Bytes behind their number.
    mutating func run() throws(PartialError) -> ArraySlice<UInt8> {
        let count = try count()
        defer { index += count }
        return bytes[index..<index + count]
    }

    mutating func text() throws(PartialError) -> String {
        guard let text = String(validating: try run(), as: UTF8.self) else { throw .damaged }
        return text
    }

    mutating func list<Element>(
        _ body: (inout PartialReader) throws(PartialError) -> Element
    ) throws(PartialError) -> [Element] {
        var list: [Element] = []
        for _ in 0..<(try count()) { list.append(try body(&self)) }
        return list
    }

    mutating func optional<Element>(
        _ body: (inout PartialReader) throws(PartialError) -> Element
    ) throws(PartialError) -> Element? {
        try flag() ? try body(&self) : nil
    }

    /// A time of those that have a date.
    mutating func time() throws(PartialError) -> Timestamp {
        let microseconds = try signed()
        guard Timestamp.dated ~= microseconds else { throw .damaged }
        return Timestamp(microseconds: microseconds)
    }

    mutating func state() throws(PartialError) -> MemberState {
        guard let number = UInt16(exactly: try number()), let state = MemberState(rawValue: number) else {
            throw .damaged
        }
        return state
    }
}
