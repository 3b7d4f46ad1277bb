public import TamgaModel

/// Reads a feed of any known format and yields what is in it, in order.
///
///     let reader = FeedReader(source: "feed.json")
///     try reader.read(chunks) { item in
///         switch item { … }
///     }
///
/// Memory is bounded by one chunk and one object or line, whatever the feed's size; of MISP it is the whole text, which
/// ``FeedOptions/maximumEventSize`` bounds. What is not accepted is yielded as ``TamgaModel/FeedItem/refused(_:)``; nothing in a feed's bytes makes a reader throw.
public struct FeedReader: Sendable {
    /// The feed as the user named it: refusals carry it, and its extension is a hint of the format.
    public let source: String
    /// What the caller knows.
    public let options: FeedOptions

    /// The longest line that is read; longer ones are refused. CSV records have the same bound.
    public static let maximumLineLength = 64 << 10

    /// A reader for one feed.
    public init(source: String, options: FeedOptions = FeedOptions()) {
        self.source = source
        self.options = options
    }

    /// Reads to the end.
    ///
    /// - Parameters:
    ///   - next: gives the next piece of any size, an empty one at the end.
    ///   - sink: takes the items in the feed's order.
    /// - Returns: the format that was read.
    /// - Throws: what `next` and `sink` throw.
    @discardableResult
    public func read(_ next: ByteSource, into sink: (FeedItem) throws -> Void) throws -> FeedFormat {
        var head: [UInt8] = []
        var isAtEnd = false
        while head.count < Self.maximumLineLength, !isAtEnd {
            let chunk = try next()
            if chunk.isEmpty { isAtEnd = true }
            if head.isEmpty { head = chunk } else { head += chunk }
        }
        let format = options.format ?? .recognise(head, source: source)
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) {
            try sink(.refused(Refusal(source: source, byteOffset: 0, reason: "the text is UTF-16; save it as UTF-8")))
            return format
        }
        if format == .csv, head.contains(0x0D), !head.contains(0x0A) {
            let reason = "its lines end with carriage returns alone; save it with line feeds"
            try sink(.refused(Refusal(source: source, byteOffset: 0, reason: reason)))
            return format
        }
        switch format {
        case .misp:
            try drive(MISPReader(source: source, options: options), head, isAtEnd, next, sink)
        case .stix:
            try drive(StixReader(source: source, options: options), head, isAtEnd, next, sink)
        case .stixLines:
            try drive(StixLineReader(source: source, options: options), head, isAtEnd, next, sink)
        case .csv:
            try drive(CSVReader(source: source, options: options, head: head), head, isAtEnd, next, sink)
        case .zeekIntel:
            try drive(LineFeed(ZeekIntelReader(source: source, options: options)), head, isAtEnd, next, sink)
        case .list, .hosts:
            let reader = ListReader(source: source, options: options, isHosts: format == .hosts)
            try drive(LineFeed(reader), head, isAtEnd, next, sink)
        }
        return format
    }

    private func drive<Parser: FeedParser>(
        _ parser: consuming Parser, _ head: [UInt8], _ isAtEnd: Bool, _ next: ByteSource,
        _ sink: (FeedItem) throws -> Void
    ) throws {
        try parser.take(head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head, into: sink)
        if !isAtEnd {
            while true {
                let chunk = try next()
                if chunk.isEmpty { break }
                try parser.take(chunk, into: sink)
            }
        }
        try parser.finish(into: sink)
    }
}
