/// Tells syslog messages apart in a stream of bytes (RFC 6587), each frame by how it begins.
///
/// A number and a space before a message's `<` say how many bytes follow (§3.4.1); whatever else a frame begins with, it
/// ends with a line end or a NUL (§3.4.2). Memory is that of one message at the most.
public struct SyslogFramer: Sendable {
    private enum Place: Hashable, Sendable {
        /// Between frames.
        case start
        /// In the digits of a length.
        case length
        /// Behind the space behind a length.
        case space(length: Int)
        /// In a message of a known length.
        case counted(left: Int)
        /// In a message that a line end ends.
        case line
        /// In a message that is too long: so much of it is left, or up to its line end.
        case skipped(left: Int?)
    }

    private var place = Place.start
    private var frame: [UInt8] = []
    private let longest: Int

    /// The most digits of a length.
    private static let mostDigits = 9

    /// A framer at the beginning of a connection.
    ///
    /// - Parameter longest: messages with more bytes are left out.
    public init(longest: Int) { self.longest = longest }

    /// Takes the next bytes.
    ///
    /// - Parameters:
    ///   - message: called with each whole message.
    ///   - tooLong: called once for each message that is left out.
    public mutating func take(
        _ bytes: ArraySlice<UInt8>, message: (ArraySlice<UInt8>) -> Void, tooLong: () -> Void
    ) {
        var rest = bytes
        while let byte = rest.first {
            switch place {
            case .start:
                if byte == 0x0A || byte == 0x0D || byte == 0x00 {
                    rest.removeFirst()
                } else {
                    place = 0x31...0x39 ~= byte ? .length : .line
                }
            case .length:
                if 0x30...0x39 ~= byte, frame.count < Self.mostDigits {
                    frame.append(byte)
                    rest.removeFirst()
                } else if byte == 0x20 {
                    place = .space(length: frame.reduce(0) { 10 * $0 + Int($1 - 0x30) })
                    frame.append(byte)
                    rest.removeFirst()
                } else {
                    // No length: a text that begins with a digit.
                    place = .line
                }
            case .space(let length):
                guard byte == 0x3C else {
                    // A text that begins with a number.
                    place = .line
                    continue
                }
                frame.removeAll(keepingCapacity: true)
                if length > longest { tooLong() }
                place = length > longest ? .skipped(left: length) : .counted(left: length)
            case .counted(let left):
                let part = rest.prefix(left)
                frame += part
                rest = rest.dropFirst(part.count)
                place = part.count == left ? .start : .counted(left: left - part.count)
                if place == .start { finish(message) }
            case .line:
                let end = rest.firstIndex { $0 == 0x0A || $0 == 0x00 }
                let part = rest[..<(end ?? rest.endIndex)]
                if frame.count + part.count > longest {
                    frame.removeAll()
                    tooLong()
                    place = .skipped(left: nil)
                } else {
                    frame += part
                    rest = rest[min((end ?? rest.endIndex) + 1, rest.endIndex)...]
                    guard end != nil else { continue }
                    place = .start
                    finish(message)
                }
            case .skipped(let left?):
                let gone = min(left, rest.count)
                rest = rest.dropFirst(gone)
                place = gone == left ? .start : .skipped(left: left - gone)
            case .skipped(nil):
                let end = rest.firstIndex { $0 == 0x0A || $0 == 0x00 }
                rest = rest[min((end ?? rest.endIndex) + 1, rest.endIndex)...]
                if end != nil { place = .start }
            }
        }
    }

    /// The bytes end: what there is of a message is one.
    public mutating func end(message: (ArraySlice<UInt8>) -> Void) {
        finish(message)
        place = .start
    }

    private mutating func finish(_ message: (ArraySlice<UInt8>) -> Void) {
        if !frame.isEmpty { message(frame[...]) }
        frame.removeAll(keepingCapacity: frame.capacity < 4_096)
    }
}
