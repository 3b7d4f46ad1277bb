import TamgaModel

/// What is remembered of a correlation, as bytes: numbers seven bits a byte, the least first, all else with its length.
struct StandingWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int) { add(Int64(number)) }

    mutating func add(_ number: Int64) { bytes.append(signedVarint: number) }

    mutating func add(_ number: Double) { add(Int64(bitPattern: number.bitPattern)) }

    mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func add(_ text: some Collection<UInt8>) {
        add(text.count)
        bytes.append(contentsOf: text)
    }

    mutating func add(_ state: MemberState?) { add(Int(state?.rawValue ?? 0)) }

    /// A list with its length before it.
    mutating func add<Element>(_ list: some Collection<Element>, _ body: (inout StandingWriter, Element) -> Void) {
        add(list.count)
        for element in list { body(&self, element) }
    }

    mutating func add(_ place: CorrelationEvent.Place) {
        add(place.time.microseconds)
        add(place.isArrival)
        add(place.source)
        add(place.byteOffset)
        add(place.line)
        add(Int64(bitPattern: place.fingerprint))
        add(place.observer)
    }

    mutating func add(_ evidence: Evidence) {
        add(evidence.part)
        add(evidence.place)
    }
}

/// Reads what ``StandingWriter`` has written.
struct StandingReader {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    /// - Throws: where the bytes are not as they were sealed.
    init(sealed part: [UInt8]) throws(StandingError) {
        bytes = part.dropFirst(Self.sealSize)
        index = bytes.startIndex
        guard part.count >= Self.sealSize, Array(part.prefix(Self.sealSize)) == Self.seal(Array(bytes)) else {
            throw StandingError()
        }
    }

    private static let sealSize = 8

    /// What stands before the bytes of a part.
    static func seal(_ bytes: [UInt8]) -> [UInt8] {
        let hash = RecordFingerprint(bytes).hash
        return stride(from: UInt64(0), to: 64, by: 8).map { UInt8(truncatingIfNeeded: hash >> $0) }
    }

    /// True behind the last byte.
    var isAtEnd: Bool { index == bytes.endIndex }

    private mutating func byte() throws(StandingError) -> UInt8 {
        guard index < bytes.endIndex else { throw StandingError() }
        defer { index += 1 }
        return bytes[index]
    }

    mutating func number() throws(StandingError) -> Int64 {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1) }
        }
        throw StandingError()
    }

    mutating func int() throws(StandingError) -> Int { Int(try number()) }

    /// A number from zero up to less than a limit.
    mutating func int(below limit: Int) throws(StandingError) -> Int {
        let number = try int()
        guard 0..<limit ~= number else { throw StandingError() }
        return number
    }

    /// How many elements follow: each takes a byte at the least.
    mutating func count() throws(StandingError) -> Int {
        let count = try int()
        guard 0...(bytes.endIndex - index) ~= count else { throw StandingError() }
        return count
    }

    mutating func double() throws(StandingError) -> Double { Double(bitPattern: UInt64(bitPattern: try number())) }

    mutating func flag() throws(StandingError) -> Bool { try byte() != 0 }

    mutating func text() throws(StandingError) -> ArraySlice<UInt8> {
        let count = try count()
        defer { index += count }
        return bytes[index..<index + count]
    }

    mutating func state() throws(StandingError) -> MemberState? {
        MemberState(rawValue: UInt16(clamping: try number()))
    }

    mutating func list<Element>(
        _ body: (inout StandingReader) throws(StandingError) -> Element
    ) throws(StandingError) -> [Element] {
        var list: [Element] = []
        for _ in 0..<(try count()) { list.append(try body(&self)) }
        return list
    }

    mutating func place() throws(StandingError) -> CorrelationEvent.Place {
        CorrelationEvent.Place(
            time: Timestamp(microseconds: try number()), isArrival: try flag(), source: try int(),
            byteOffset: try int(), line: try int(), fingerprint: UInt64(bitPattern: try number()),
            observer: try state())
    }

    mutating func evidence(parts: Int) throws(StandingError) -> Evidence {
        Evidence(part: try int(below: parts), place: try place())
    }
}

/// Bytes that say nothing of these correlations.
public struct StandingError: Error, CustomStringConvertible {
    /// The error in words.
    public var description: String { "what was kept of correlations is damaged" }
}
