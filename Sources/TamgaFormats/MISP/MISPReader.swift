import TamgaJSON
import TamgaModel

/// Reads MISP events: one with or without its wrapper `Event`, an array of them, a server's `response`, or several
/// texts in a row.
///
/// An event's properties may stand behind its attributes, so the whole of it is kept: up to
/// ``FeedOptions/maximumEventSize``.
struct MISPReader: FeedParser {
    private let source: String
    private let limit: Int
    private var conversion: MISPConversion
    private var text: [UInt8] = []
    private var isOverlong = false

    init(source: String, options: FeedOptions) {
        self.source = source
        limit = options.maximumEventSize
        conversion = MISPConversion(source: source, options: options)
    }

    mutating func take(_ chunk: [UInt8], into sink: (FeedItem) throws -> Void) throws {
        guard !isOverlong else { return }
        if text.count + chunk.count > limit {
            isOverlong = true
            text = []
        } else {
            text.append(contentsOf: chunk)
        }
    }

    mutating func finish(into sink: (FeedItem) throws -> Void) throws {
        if isOverlong {
            return try refuse("the file is larger than \(limit) bytes; export fewer events at a time", at: nil, sink)
        }
        let bytes = text
        text = []
        var position = 0
        var hasText = false
        while let start = bytes[position...].firstIndex(where: { !$0.isJSONSpace }) {
            guard bytes[start] == 0x7B || bytes[start] == 0x5B else {
                return try refuse(MISPShape.isHashList(bytes) ? Self.hashList : Self.noEvent, at: start, sink)
            }
            hasText = true
            var brackets = StixBrackets()
            var end = bytes.count
            if case .closed(let place) = brackets.scan(bytes.span, from: start, findsObjects: false) { end = place }
            position = end
            let value: JSONValue
            do throws(JSONError) {
                value = try JSONValue(bytes.span, in: start..<end)
            } catch {
                try refuse("JSON: \(error.reason)", at: error.offset, sink)
                continue
            }
            try take(value, in: bytes, sink)
        }
        if !hasText { try refuse(Self.noEvent, at: 0, sink) }
    }

    private mutating func take(_ value: JSONValue, in bytes: [UInt8], _ sink: (FeedItem) throws -> Void) throws {
        switch MISPShape(value, in: bytes.span) {
        case .events(let list):
            if list.isEmpty { try refuse("there is no event in it", at: value.range.lowerBound, sink) }
            for element in list {
                if let event = MISPEvent(element, in: bytes.span) {
                    try conversion.convert(event, at: element, in: bytes, sink)
                } else {
                    try refuse(Self.noEvent, at: element.range.lowerBound, sink)
                }
            }
        case .other(let reason): try refuse(reason, at: value.range.lowerBound, sink)
        }
    }

    private static let noEvent = "this is no MISP event: it has none of “Attribute”, “Object” and “info”"
    private static let hashList =
        "this is hashes.csv of a MISP feed: MD5 digests of values with the events that hold them, and no values; import "
        + "the events"

    private func refuse(_ reason: String, at offset: Int?, _ sink: (FeedItem) throws -> Void) throws {
        try sink(.refused(Refusal(source: source, byteOffset: offset, reason: reason)))
    }
}
