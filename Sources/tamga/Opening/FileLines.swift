import TamgaMatch

/// The lines of a file, packed or not, one at a time in bounded memory.
enum FileLines {
    /// A longer line is handed out as an empty one with `isTooLong`.
    static let longest = 4 << 20

    /// Calls a closure for each line, without its end; the number counts from 1.
    static func each(_ name: String, _ body: (_ line: [UInt8], _ number: Int, _ isTooLong: Bool) throws -> Void) throws
    {
        let feed: FeedBytes
        do {
            feed = try FeedBytes(name == "-" ? .standardInput : .file(name))
        } catch let error as InputError {
            throw UnreadableFile(name: name, reason: error)
        } catch {
            throw FailedInput(description: "\(name): \(error)")
        }
        var rest: [UInt8] = []
        var isTooLong = false
        var number = 0
        while true {
            let piece = try feed.next()
            if piece.isEmpty { break }
            var start = 0
            while let end = piece[start...].firstIndex(of: 0x0A) {
                number += 1
                let line = rest + piece[start..<end]
                try body(isTooLong ? [] : line, number, isTooLong || line.count > longest)
                rest.removeAll(keepingCapacity: true)
                isTooLong = false
                start = end + 1
            }
            rest += piece[start...]
            if rest.count > longest {
                rest.removeAll()
                isTooLong = true
            }
        }
        if let reason = try feed.finish() { throw FailedInput(description: reason) }
        if !rest.isEmpty || isTooLong { try body(rest, number + 1, isTooLong) }
    }
}
