import TamgaModel

/// Reads what ``SnapshotBytes`` has written, and nothing that lies behind it.
struct SnapshotReader {
    /// What is read is not what was written.
    struct Damage: Error {}

    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Whether all has been read.
    var isAtEnd: Bool { place == bytes.count }

    mutating func number() throws(Damage) -> UInt64 {
        guard bytes.count - place >= 8 else { throw Damage() }
        defer { place += 8 }
        return (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
    }

    /// A number that is not negative and small enough to be counted on with.
    mutating func count() throws(Damage) -> Int {
        let number = try number()
        guard number < 1 << 53 else { throw Damage() }
        return Int(number)
    }

    mutating func time() throws(Damage) -> Timestamp {
        let microseconds = Int64(bitPattern: try number())
        guard Timestamp.dated ~= microseconds else { throw Damage() }
        return Timestamp(microseconds: microseconds)
    }

    mutating func state() throws(Damage) -> MemberState? {
        let number = try number()
        if number == 0 { return nil }
        guard let raw = UInt16(exactly: number), let state = MemberState(rawValue: raw) else { throw Damage() }
        return state
    }

    mutating func text() throws(Damage) -> [UInt8] {
        let count = try count()
        guard count <= bytes.count - place else { throw Damage() }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    mutating func string() throws(Damage) -> String { String(decoding: try text(), as: UTF8.self) }

    /// Elements; each takes at least eight bytes, so that no number of them asks for more memory than the file has.
    mutating func elements<Element>(
        _ body: (inout SnapshotReader) throws(Damage) -> Element
    ) throws(Damage) -> [Element] {
        let count = try count()
        guard count <= (bytes.count - place) / 8 else { throw Damage() }
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try body(&self)) }
        return elements
    }

    /// An element, or none.
    mutating func optional<Element>(
        _ body: (inout SnapshotReader) throws(Damage) -> Element
    ) throws(Damage) -> Element? {
        let found = try elements(body)
        guard found.count < 2 else { throw Damage() }
        return found.first
    }
}
