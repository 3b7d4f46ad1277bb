import TamgaModel

/// Cuts pieces of any size into lines for a reader of lines.
struct LineFeed<Reader: LineReader>: FeedParser {
    private var reader: Reader
    private var carry: [UInt8] = []
    private var isOverlong = false
    private var number = 0

    init(_ reader: Reader) { self.reader = reader }

    mutating func take(_ chunk: [UInt8], into sink: (FeedItem) throws -> Void) throws {
        var start = 0
        while let newline = Self.newline(in: chunk, from: start) {
            if carry.isEmpty, !isOverlong {
                try line(chunk, start..<newline, sink)
            } else {
                keep(chunk, start..<newline)
                try flush(sink)
            }
            start = newline + 1
        }
        keep(chunk, start..<chunk.count)
    }

    mutating func finish(into sink: (FeedItem) throws -> Void) throws {
        if !carry.isEmpty || isOverlong { try flush(sink) }
    }

    private static func newline(in chunk: [UInt8], from start: Int) -> Int? {
        let bytes = chunk.span
        var index = start
        while index < bytes.count {
            if bytes[index] == 0x0A { return index }
            index += 1
        }
        return nil
    }

    private mutating func keep(_ chunk: [UInt8], _ range: Range<Int>) {
        if isOverlong || range.isEmpty { return }
        if carry.count + range.count > FeedReader.maximumLineLength + 1 {
            isOverlong = true
            carry.removeAll(keepingCapacity: true)
        } else {
            carry.append(contentsOf: chunk[range])
        }
    }

    private mutating func flush(_ sink: (FeedItem) throws -> Void) throws {
        let bytes = carry
        carry = []
        try line(bytes, 0..<bytes.count, sink)
        carry = bytes
        carry.removeAll(keepingCapacity: true)
        isOverlong = false
    }

    private mutating func line(_ bytes: [UInt8], _ range: Range<Int>, _ sink: (FeedItem) throws -> Void) throws {
        number += 1
        var range = range
        if let last = bytes[range].last, last == 0x0D { range = range.lowerBound..<range.upperBound - 1 }
        if isOverlong || range.count > FeedReader.maximumLineLength {
            try sink(.refused(reader.refusal(number, "longer than \(FeedReader.maximumLineLength) bytes")))
        } else if (try? UTF8Span(validating: bytes.span.extracting(range))) == nil {
            try sink(.refused(reader.refusal(number, "the line is not UTF-8")))
        } else {
            try reader.take(bytes, range, number, into: sink)
        }
    }
}
