import TamgaExchange
import TamgaModel
import TamgaStore

/// A collection that a fake server serves: objects by number, each with a date of addition.
struct FakeCollection: Sendable {
    /// How the server goes from page to page.
    enum Manner: Sendable {
        /// `next`, which carries the place; what OpenCTI does, it does with `more` false too.
        case cursor
        /// No `next`: clients go on by the header.
        case header
        /// `next` that steps on with each page, as medallion's.
        case stepping
    }

    var added: [Timestamp]
    var pageSize: Int
    var manner: Manner

    /// So many objects, a second apart; `together` of them at one instant, from `at` on.
    init(_ count: Int, pageSize: Int, _ manner: Manner, together: Range<Int> = 0..<0) {
        added = (0..<count).map { number in
            Timestamp(seconds: 1_700_000_000 + Int64(together.contains(number) ? together.lowerBound : number))
        }
        self.pageSize = pageSize
        self.manner = manner
    }

    /// A page, as TAXII 2.1 §5.4 has it.
    func page(_ request: FakeRequest, size: Int? = nil) -> FakeReply {
        let after = request.query["added_after"].flatMap { Timestamp(rfc3339: $0) }
        let start = request.query["next"].flatMap { Int($0) } ?? 0
        let matching = added.indices.filter { index in after.map { added[index] > $0 } ?? true }
        let size = min(size ?? pageSize, request.query["limit"].flatMap { Int($0) } ?? .max)
        let page = Array(matching.dropFirst(start).prefix(size))
        var reply = FakeReply()
        guard let first = page.first, let last = page.last else {
            reply.body = "{}"
            return reply
        }
        let more = start + page.count < matching.count
        reply.headers["X-TAXII-Date-Added-First"] = added[first].description
        reply.headers["X-TAXII-Date-Added-Last"] = added[last].description
        let next = more && manner == .cursor ? "\"next\":\"\(start + page.count)\"," : ""
        reply.body = "{\"more\":\(more),\(next)\"objects\":[\(page.map(indicator).joined(separator: ","))]}"
        return reply
    }
}

/// Pulls the one collection of a fake server.
func pull(
    _ server: FakeServer, into scratch: Scratch, start: PullSettings.Start = .kept, web: WebSettings = quick(),
    pageSize: Int = 1_000, producer: MemberState? = nil, identities: [String: MemberState] = [:]
) async throws -> FetchOutcome {
    let address = try WebAddress(server.base + collectionPath)
    let name = "fake"
    _ = try scratch.store.addFeed(.init(name: name, url: address.text, kind: "taxii"))
    var settings = PullSettings(address, feed: name, source: name)
    settings.start = start
    settings.producer = producer
    settings.identities = identities
    settings.pageSize = pageSize
    let asked = settings
    return try await WebClient.with(web, for: address) { client in
        try await CollectionPull(client, into: scratch.store, asked).run()
    }
}
