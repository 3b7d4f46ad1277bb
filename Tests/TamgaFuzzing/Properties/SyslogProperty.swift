import TamgaMatch

/// A stream of syslog gives the same messages in pieces of any size, none longer than is taken.
struct SyslogProperty: FuzzProperty {
    private static let longest = 256

    mutating func failure(on input: [UInt8]) -> String? {
        let whole = Self.messages(input, step: input.count + 1)
        let step = 1 + Int(input.last ?? 0) % 31
        let pieces = Self.messages(input, step: step)
        if whole.messages != pieces.messages || whole.tooLong != pieces.tooLong {
            return "in pieces of \(step): \(pieces.messages.count) messages and \(pieces.tooLong) too long, not "
                + "\(whole.messages.count) and \(whole.tooLong)"
        }
        for message in whole.messages where message.count > Self.longest {
            return "a message of \(message.count) bytes"
        }
        return nil
    }

    private static func messages(_ input: [UInt8], step: Int) -> (messages: [[UInt8]], tooLong: Int) {
        var framer = SyslogFramer(longest: longest)
        var messages: [[UInt8]] = []
        var tooLong = 0
        var read = 0
        while read < input.count {
            let end = min(input.count, read + step)
            framer.take(input[read..<end], message: { messages.append(Array($0)) }, tooLong: { tooLong += 1 })
            read = end
        }
        framer.end { messages.append(Array($0)) }
        return (messages, tooLong)
    }
}
