import TamgaFormats
import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaStore

/// Takes documents that were fetched into the store, several at a time, and only then says how far it is.
///
/// A document is a page, an event, a file. They are gathered up to ``gatheredBytes`` and imported together; the place
/// behind the last of them is noted after they are in the store. A process that is killed at any moment has stored
/// whole batches, and goes on from the place of the last whole document: what is fetched twice is known.
struct FeedIntake {
    /// Bytes of documents that are kept in memory before they are imported.
    static let gatheredBytes = 8 << 20

    private let store: Store
    private let options: Options
    private var waiting: [Document] = []
    private var waitingBytes = 0
    private var waitingPlace: (() -> String)?
    private var definitions: [String: MarkingDefinition] = [:]
    /// What a member's feed may say; `nil` where nobody is named, and the user answers for all of it.
    private let voice: FeedVoice?
    /// What became of everything so far; `nil` before the first import.
    private(set) var outcome: ImportOutcome?
    /// What notes that came recall: objects that were handed out here, and may not be used any more.
    private(set) var recalled: Set<String> = []
    /// The format of the last document.
    private(set) var format: FeedFormat?

    /// What the user knows about a feed.
    struct Options: Sendable {
        /// The row of the store that keeps the place.
        var feed: String
        /// The source's name in the store.
        var source: String
        var format: FeedFormat?
        var producer: MemberState?
        var identities: [String: MemberState] = [:]
        var refusalLimit = 10
        /// True where the place is noted.
        var keepsPlace = true
    }

    private struct Document {
        var name: String
        var bytes: [UInt8]
    }

    init(_ store: Store, _ options: Options) throws {
        self.store = store
        self.options = options
        voice = options.producer.map { FeedVoice(of: $0, identities: options.identities) }
        // A page may be marked by what another pull brought.
        for definition in try store.markingDefinitions() { Self.know(definition, in: &definitions) }
    }

    /// Takes a document and the place behind it.
    mutating func take(_ bytes: [UInt8], named name: String, place: @escaping () -> String) throws {
        if !bytes.isEmpty { waiting.append(Document(name: name, bytes: bytes)) }
        waitingBytes += bytes.count
        waitingPlace = place
        if waitingBytes >= Self.gatheredBytes { try flush() }
    }

    /// Imports what is waiting, and notes the place behind it.
    mutating func flush() throws {
        let documents = waiting
        let place = waitingPlace
        waiting = []
        waitingBytes = 0
        waitingPlace = nil
        if !documents.isEmpty {
            var known = definitions
            var format = self.format
            var recalled = self.recalled
            let feed = FeedDescription(
                name: options.source, format: (options.format ?? recognised(documents[0])).rawValue,
                producer: options.producer, identities: options.identities, time: .present,
                refusalLimit: options.refusalLimit)
            func read(_ sink: (FeedItem) throws -> Void) throws {
                for document in documents {
                    var reading = FeedOptions(format: options.format)
                    reading.definitions = known.values.sorted { $0.id < $1.id }
                    var rest: [UInt8]? = document.bytes
                    format = try FeedReader(source: document.name, options: reading).read(
                        {
                            defer { rest = nil }
                            return rest ?? []
                        },
                        into: { item in
                            if case .object(let object) = item, object.type == "note", recalled.count < 10_000 {
                                recalled.formUnion(RecallNotice.recalled(by: object))
                            }
                            if case .object(let object) = item, object.type == "marking-definition" {
                                if let reason = voice == nil ? nil : FeedVoice.objection(to: object) {
                                    let source = document.name
                                    return try sink(
                                        .refused(Refusal(source: source, objectID: object.id, reason: reason)))
                                }
                                if let definition = Self.definition(object.original) {
                                    Self.know(definition, in: &known)
                                }
                            }
                            try sink(item)
                        })
                }
            }
            let result: ImportOutcome
            if let voice {
                // Judged before the import begins: the store is asked about them.
                var items: [FeedItem] = []
                // Refusals past those that are told count as one another: a page of nothing else must not fill the memory.
                var told = 0
                var others: (item: FeedItem, count: Int)?
                try read { item in
                    if case .refused = item { told += 1 }
                    if told <= options.refusalLimit { return items.append(item) }
                    if case .refused = item { others = (item, (others?.count ?? 0) + 1) } else { items.append(item) }
                }
                items = try voice.judged(items, by: store, source: options.source)
                result = try store.importFeed(from: feed) { sink in
                    for item in items { try sink(item) }
                    if let others { for _ in 0..<others.count { try sink(others.item) } }
                }
            } else {
                result = try store.importFeed(from: feed) { sink in try read(sink) }
            }
            definitions = known
            self.recalled = recalled
            self.format = format
            if outcome == nil { outcome = result } else { outcome?.add(result, refusalLimit: options.refusalLimit) }
        }
        if let place, options.keepsPlace { try store.setPlace(place(), ofFeed: options.feed) }
    }

    private func recognised(_ document: Document) -> FeedFormat {
        .recognise(Array(document.bytes.prefix(65_536)), source: document.name)
    }

    /// Takes a definition; of several of one id, what is strictest in each.
    private static func know(_ definition: MarkingDefinition, in definitions: inout [String: MarkingDefinition]) {
        definitions[definition.id] = definitions[definition.id]?.stricter(definition) ?? definition
    }

    static func definition(_ bytes: [UInt8]) -> MarkingDefinition? {
        (try? JSONValue(bytes.span)).flatMap { MarkingDefinition($0, in: bytes.span) }
    }
}
