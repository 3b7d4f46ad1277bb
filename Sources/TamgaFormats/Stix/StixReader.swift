import TamgaJSON
import TamgaModel

/// Reads STIX as it streams in: a bundle, a TAXII envelope, one object, an array, or several of these in a row.
///
/// It keeps the bytes of one object and nothing of the bundle. An object that is not JSON is refused, and reading
/// goes on after its closing bracket; where its brackets do not pair, at the next `{` after a comma that
/// begins as STIX objects do.
struct StixReader: FeedParser {
    private let source: String
    private let limit: Int
    private var parser: StixObjectParser

    private var buffer: [UInt8] = []
    /// The offset in the feed of the buffer's first byte.
    private var base = 0
    /// What has been read of the buffer.
    private var position = 0
    private var mode = Mode.top
    private var brackets = StixBrackets()
    /// Where the object begins that is being read.
    private var start = 0
    /// True inside the `objects` of a bundle or envelope, as opposed to a bare array.
    private var isInBundle = false
    private var isJunkTold = false
    /// True while the object may turn out to be a bundle.
    private var seeksObjects = false
    /// True right after an object whose brackets did not pair.
    private var isAfterUnsound = false
    private var rescans = 0

    private enum Mode {
        /// Between texts.
        case top
        /// In an array of objects.
        case array
        /// In an object that is not in an array, or the beginning of a bundle.
        case topObject
        /// In an object of an array.
        case object
        /// In an object that is too large to keep.
        case oversize(inArray: Bool)
        /// After the `objects` of a bundle.
        case tail
    }

    /// How often bytes may be read again after a runaway object: hostile input must not cost more than linear time.
    private static let maximumRescans = 64

    init(source: String, options: FeedOptions) {
        self.source = source
        limit = options.maximumObjectSize
        parser = StixObjectParser(source: source, options: options)
    }

    mutating func take(_ chunk: [UInt8], into sink: (FeedItem) throws -> Void) throws {
        if buffer.isEmpty { buffer = chunk } else { buffer.append(contentsOf: chunk) }
        while try step(sink) {}
        let kept: Int
        switch mode {
        case .topObject, .object: kept = start
        default: kept = position
        }
        base += kept
        position -= kept
        start -= kept
        if kept == buffer.count {
            buffer.removeAll(keepingCapacity: true)
        } else if kept > 0 {
            buffer.removeFirst(kept)
        }
    }

    mutating func finish(into sink: (FeedItem) throws -> Void) throws {
        while true {
            switch mode {
            case .top: return
            case .array:
                return try refuse(at: position, nil, "the text ends inside the array of objects, before its “]”", sink)
            case .tail: return try refuse(at: position, nil, "the text ends before the bundle's “}”", sink)
            case .oversize: return
            case .topObject, .object:
                let bytes = buffer
                var reason = JSONError.Reason.unexpectedEnd
                var place = bytes.count
                do throws(JSONError) { _ = try JSONValue(bytes.span, in: start..<bytes.count) } catch {
                    reason = error.reason
                    place = error.offset
                }
                if reason == .unexpectedEnd {
                    let what = "the text ends inside this object, at byte \(base + bytes.count)"
                    return try refuse(at: start, identifier(start..<bytes.count), what, sink)
                }
                try refuse(at: start, identifier(start..<place), "JSON: \(reason) at byte \(base + place)", sink)
                guard case .object = mode, let next = nextObject(after: place) else { return }
                resume(at: next)
                while try step(sink) {}
            }
        }
    }

    // MARK: - Steps

    /// Reads on; false where more bytes are needed.
    private mutating func step(_ sink: (FeedItem) throws -> Void) throws -> Bool {
        switch mode {
        case .top: return try top(sink)
        case .array: return try array(sink)
        case .topObject: return try object(inArray: false, sink)
        case .object: return try object(inArray: true, sink)
        case .oversize(let isInArray):
            guard skip() else { return false }
            mode = isInArray ? .array : .top
            return true
        case .tail:
            guard skip() else { return false }
            mode = .top
            return true
        }
    }

    private mutating func scan(findsObjects: Bool) -> StixBrackets.Stop {
        var brackets = StixBrackets()
        swap(&brackets, &self.brackets)
        defer { self.brackets = brackets }
        return brackets.scan(buffer.span, from: position, findsObjects: findsObjects)
    }

    private mutating func skip() -> Bool {
        switch scan(findsObjects: false) {
        case .closed(let end):
            position = end
            return true
        default:
            position = buffer.count
            return false
        }
    }

    private mutating func top(_ sink: (FeedItem) throws -> Void) throws -> Bool {
        while position < buffer.count {
            switch buffer[position] {
            case 0x7B:
                begin(.topObject)
                return true
            case 0x5B:
                position += 1
                mode = .array
                isInBundle = false
                isJunkTold = false
                return true
            case 0x20, 0x0A, 0x0D, 0x09: break
            default:
                if !isJunkTold { try refuse(at: position, nil, "expected a STIX object, a bundle or an array", sink) }
                isJunkTold = true
            }
            position += 1
        }
        return false
    }

    private mutating func array(_ sink: (FeedItem) throws -> Void) throws -> Bool {
        while position < buffer.count {
            switch buffer[position] {
            case 0x7B, 0x5B:
                begin(.object)
                return true
            case 0x5D:
                position += 1
                isJunkTold = false
                mode = isInBundle ? .tail : .top
                if isInBundle { brackets = StixBrackets(awaiting: [0x7D]) }
                return true
            case 0x2C: isJunkTold = false
            case 0x20, 0x0A, 0x0D, 0x09: break
            default:
                // After brackets that did not pair, it is what is left of the object that was refused for them.
                if !isJunkTold, !isAfterUnsound {
                    try refuse(at: position, nil, "not a STIX object but another JSON value", sink)
                }
                isJunkTold = true
            }
            position += 1
        }
        return false
    }

    private mutating func begin(_ mode: Mode) {
        self.mode = mode
        isAfterUnsound = false
        if case .topObject = mode { seeksObjects = true } else { seeksObjects = false }
        start = position
        brackets = StixBrackets()
        isJunkTold = false
    }

    private mutating func object(inArray: Bool, _ sink: (FeedItem) throws -> Void) throws -> Bool {
        while true {
            switch scan(findsObjects: seeksObjects) {
            case .closed(let end):
                position = end
                try complete(start..<end, inArray: inArray, sink)
                return true
            case .objectsArray(let after):
                position = after
                if isBundle(start..<after) {
                    mode = .array
                    isInBundle = true
                    return true
                }
                // Asked once, so that an object full of such members costs no more than another.
                seeksObjects = false
                brackets.openArray()
            case .endOfBytes:
                position = buffer.count
                guard position - start > limit else { return false }
                try refuseRunaway(inArray: inArray, sink)
                return true
            }
        }
    }

    // MARK: - Objects

    private mutating func complete(_ range: Range<Int>, inArray: Bool, _ sink: (FeedItem) throws -> Void) throws {
        mode = inArray ? .array : .top
        if range.count > limit {
            return try refuse(at: range.lowerBound, identifier(range), "the object is larger than \(limit) bytes", sink)
        }
        let bytes = buffer
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(bytes.span, in: range)
        } catch {
            let reason = "JSON: \(error.reason) at byte \(base + error.offset)"
            try refuse(at: range.lowerBound, identifier(range.lowerBound..<error.offset), reason, sink)
            isAfterUnsound = !brackets.isSound
            if inArray, !brackets.isSound, let next = nextObject(after: error.offset, before: range.upperBound) {
                resume(at: next)
            }
            return
        }
        try sink(parser.item(value, in: bytes, base: base, line: nil))
    }

    /// An object that passed the limit: it is large, or its end is missing and it swallowed what came after it.
    private mutating func refuseRunaway(inArray: Bool, _ sink: (FeedItem) throws -> Void) throws {
        let bytes = buffer
        var place = bytes.count
        var reason = "the object is larger than \(limit) bytes"
        do throws(JSONError) { _ = try JSONValue(bytes.span, in: start..<bytes.count) } catch {
            if error.reason != .unexpectedEnd {
                place = error.offset
                reason = "JSON: \(error.reason) at byte \(base + error.offset)"
            }
        }
        try refuse(at: start, identifier(start..<place), reason, sink)
        if inArray, place < bytes.count, let next = nextObject(after: place) { return resume(at: next) }
        mode = .oversize(inArray: inArray)
    }

    private mutating func resume(at index: Int) {
        position = index
        mode = .array
        rescans += 1
    }

    /// The next `{` after a comma whose first member is one that STIX objects begin with.
    private func nextObject(after offset: Int, before end: Int? = nil) -> Int? {
        guard rescans < Self.maximumRescans else { return nil }
        let end = end ?? buffer.count
        var index = offset
        while index < end {
            defer { index += 1 }
            guard buffer[index] == 0x7B, buffer[..<index].last(where: { !$0.isJSONSpace }) == 0x2C else { continue }
            let rest = buffer[(index + 1)...].drop { $0.isJSONSpace }.prefix(16)
            if Self.firstMembers.contains(where: { rest.starts(with: $0.utf8) }) { return index }
        }
        return nil
    }

    private static let firstMembers = [
        "\"type\"", "\"id\"", "\"spec_version\"", "\"created\"", "\"modified\"", "\"name\"",
    ]

    /// True for the beginning of an object, up to the bracket of its `objects`, that is not typed as anything but
    /// a bundle.
    private func isBundle(_ range: Range<Int>) -> Bool {
        let text = Array(buffer[range]) + [0x5D, 0x7D]
        guard let value = try? JSONValue(text.span), let type = value.member("type", in: text.span) else { return true }
        return type.isString("bundle", in: text.span)
    }

    /// The id in the bytes of an object that may be no JSON.
    private func identifier(_ range: Range<Int>) -> String? {
        let key = Array("\"id\"".utf8)
        let bytes = buffer[range].prefix(64 << 10)
        var index = bytes.startIndex
        while let quote = bytes[index...].firstIndex(of: 0x22) {
            if bytes[quote...].starts(with: key) {
                let rest = bytes[(quote + 4)...].drop { $0.isJSONSpace || $0 == 0x3A }
                guard rest.first == 0x22 else { return nil }
                let id = rest.dropFirst().prefix { $0 != 0x22 && $0 >= 0x20 && $0 < 0x7F }.prefix(120)
                return id.isEmpty ? nil : String(decoding: id, as: UTF8.self)
            }
            index = quote + 1
        }
        return nil
    }

    private func refuse(at index: Int, _ id: String?, _ reason: String, _ sink: (FeedItem) throws -> Void) throws {
        try sink(.refused(Refusal(source: source, byteOffset: base + index, objectID: id, reason: reason)))
    }
}
