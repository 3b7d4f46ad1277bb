/// Events one behind the other in bytes: small in memory, and the same in a file.
///
/// Numbers are written seven bits a byte, the least first, with the high bit where more follow.
public struct CorrelationEvents: Sendable {
    /// The events.
    public private(set) var bytes: [UInt8] = []
    /// For each event, what orders it and where it begins.
    public private(set) var heads: [Head] = []

    /// What orders an event, and where it lies.
    public struct Head: Hashable, Sendable {
        /// Microseconds since 1970.
        public var time: Int64
        /// The number of the source.
        public var source: Int
        /// From the start of the source to the record.
        public var byteOffset: Int
        /// Where the event begins among the bytes.
        public var start: Int
    }

    /// How many they are.
    public var count: Int { heads.count }

    /// The longest value that is kept whole. Of a longer one the beginning stands for it, with a hash of the whole.
    public static let longestValue = 4_096

    /// None.
    public init() {}

    /// The events that bytes hold which ``CorrelationEvents`` has written.
    public init(reading bytes: ArraySlice<UInt8>) {
        var reader = CorrelationEventReader(bytes)
        while let event = reader.next() { append(event) }
    }

    /// True where there is none.
    public var isEmpty: Bool { heads.isEmpty }

    /// Forgets all; the room is kept.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        heads.removeAll(keepingCapacity: true)
    }

    /// Adds an event behind the others.
    public mutating func append(_ event: CorrelationEvent) {
        let place = event.place
        heads.append(
            Head(
                time: place.time.microseconds, source: place.source, byteOffset: place.byteOffset, start: bytes.count))
        bytes.append(signedVarint: place.time.microseconds)
        bytes.append(place.isArrival ? 1 : 0)
        append(UInt64(place.source))
        append(UInt64(place.byteOffset))
        append(UInt64(place.line))
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: place.fingerprint >> UInt64(shift)))
        }
        append(UInt64(place.observer?.rawValue ?? 0))
        append(UInt64(event.rule))
        append(UInt64(event.producers.count))
        for producer in event.producers { append(UInt64(producer.rawValue)) }
        append(UInt64(event.values.count))
        for values in event.values {
            append(UInt64(values.count))
            for value in values { append(value: value) }
        }
    }

    /// Adds an event of others as it is.
    public mutating func append(from others: CorrelationEvents, _ index: Int) {
        var head = others.heads[index]
        let event = others.bytes(of: index)
        head.start = bytes.count
        heads.append(head)
        bytes += event
    }

    /// The bytes of one event.
    public func bytes(of index: Int) -> ArraySlice<UInt8> {
        bytes[heads[index].start..<(index + 1 < heads.count ? heads[index + 1].start : bytes.count)]
    }

    private mutating func append(value: [UInt8]) {
        guard value.count > Self.longestValue, !Self.isCut(value) else {
            append(UInt64(value.count))
            bytes.append(contentsOf: value)
            return
        }
        let kept = value.prefix(Self.longestValue) + Array("…\(RecordFingerprint(value).hash)".utf8)
        append(UInt64(kept.count))
        bytes.append(contentsOf: kept)
    }

    /// True for what stands for a longer value already: an event that is read and written again stays the same.
    private static func isCut(_ value: [UInt8]) -> Bool {
        let (mark, rest) = (Array("…".utf8), value.dropFirst(longestValue))
        let digits = rest.dropFirst(mark.count)
        return rest.starts(with: mark) && 1...20 ~= digits.count && digits.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private mutating func append(_ number: UInt64) { bytes.append(varint: number) }
}

extension [UInt8] {
    /// A number seven bits a byte, the least first, with the high bit where more follow.
    package mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// The same of a number with a sign, which goes into the lowest bit: what is near zero is short.
    package mutating func append(signedVarint number: Int64) {
        append(varint: UInt64(bitPattern: number << 1 ^ number >> 63))
    }
}

/// Reads events out of bytes that ``CorrelationEvents`` has written.
public struct CorrelationEventReader {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    /// A reader at the beginning of bytes that hold whole events.
    public init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// How many bytes have been read.
    public var position: Int { index - bytes.startIndex }

    /// The next event; `nil` behind the last.
    public mutating func next() -> CorrelationEvent? {
        guard index < bytes.endIndex else { return nil }
        let time = Timestamp(microseconds: signed())
        let isArrival = bytes[index] != 0
        index += 1
        let source = Int(number())
        let offset = Int(number())
        let line = Int(number())
        var fingerprint: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 8) {
            fingerprint |= UInt64(bytes[index]) << UInt64(shift)
            index += 1
        }
        let observer = MemberState(rawValue: UInt16(number()))
        var event = CorrelationEvent(
            place: CorrelationEvent.Place(
                time: time, isArrival: isArrival, source: source, byteOffset: offset, line: line,
                fingerprint: fingerprint, observer: observer),
            rule: Int(number()))
        for _ in 0..<number() {
            if let producer = MemberState(rawValue: UInt16(number())) { event.producers.append(producer) }
        }
        let fields = Int(number())
        event.values.reserveCapacity(fields)
        for _ in 0..<fields {
            var values: [[UInt8]] = []
            for _ in 0..<number() {
                let length = Int(number())
                values.append(Array(bytes[index..<index + length]))
                index += length
            }
            event.values.append(values)
        }
        return event
    }

    private mutating func number() -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = bytes[index]
            index += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    private mutating func signed() -> Int64 {
        let number = number()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}
