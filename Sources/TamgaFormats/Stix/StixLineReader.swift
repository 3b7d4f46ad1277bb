import TamgaJSON
import TamgaModel

/// Reads JSON Lines: one STIX object, or one bundle, on each line.
struct StixLineReader: FeedParser {
    private let source: String
    private let limit: Int
    private var parser: StixObjectParser
    private var carry: [UInt8] = []
    private var isOverlong = false
    private var line = 0

    init(source: String, options: FeedOptions) {
        self.source = source
        limit = options.maximumObjectSize
        parser = StixObjectParser(source: source, options: options)
    }

    mutating func take(_ chunk: [UInt8], into sink: (FeedItem) throws -> Void) throws {
        var start = 0
        while let newline = chunk[start...].firstIndex(of: 0x0A) {
            keep(chunk[start..<newline])
            try flush(sink)
            start = newline + 1
        }
        keep(chunk[start...])
    }

    mutating func finish(into sink: (FeedItem) throws -> Void) throws {
        if !carry.isEmpty || isOverlong { try flush(sink) }
    }

    private mutating func keep(_ part: ArraySlice<UInt8>) {
        if isOverlong { return }
        // One byte more may be the carriage return before the line's end.
        if carry.count + part.count - 1 > limit {
            isOverlong = true
            carry = []
        } else {
            carry.append(contentsOf: part)
        }
    }

    private mutating func flush(_ sink: (FeedItem) throws -> Void) throws {
        line += 1
        let bytes = carry.last == 0x0D ? Array(carry.dropLast()) : carry
        let isOverlong = isOverlong || bytes.count > limit
        carry.removeAll(keepingCapacity: true)
        self.isOverlong = false
        if isOverlong {
            return try sink(
                .refused(Refusal(source: source, line: line, reason: "the object is larger than \(limit) bytes")))
        }
        if bytes.allSatisfy(\.isJSONSpace) { return }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(bytes.span)
        } catch {
            return try sink(.refused(Refusal(source: source, line: line, reason: "\(error)")))
        }
        if value.member("type", in: bytes.span)?.isString("bundle", in: bytes.span) == true {
            guard var elements = value.member("objects", in: bytes.span)?.elements else { return }
            while let element = elements.next(in: bytes.span) {
                try sink(parser.item(element, in: bytes, base: nil, line: line))
            }
        } else {
            try sink(parser.item(value, in: bytes, base: nil, line: line))
        }
    }
}
