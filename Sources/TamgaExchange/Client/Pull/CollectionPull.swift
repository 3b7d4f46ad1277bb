import TamgaFormats
import TamgaModel
public import TamgaStore
import TamgaUUID

/// Pulls a TAXII 2.1 collection into the store, page by page.
public struct CollectionPull: Sendable {
    private let client: WebClient
    private let store: Store
    private let settings: PullSettings

    /// A pull; the store has a feed of the settings' name.
    public init(_ client: WebClient, into store: Store, _ settings: PullSettings) {
        self.client = client
        self.store = store
        self.settings = settings
    }

    /// Pulls to the end.
    ///
    /// - Parameter progress: takes the number of pages and bytes so far.
    /// - Returns: What came. A server's fault, and what fails after the first page, is in it and is not thrown.
    /// - Throws: ``ExchangeError`` where not even the collection is found, and what the store throws.
    public func run(progress: (_ pages: Int, _ bytes: Int) -> Void = { _, _ in }) async throws -> FetchOutcome {
        let kept = JSONText.read(PullPlace.self, try store.feed(named: settings.feed)?.place)
        var place = begin(at: kept)
        var isCached = place.collection != nil
        var collection = try await address(&place)
        var intake = try FeedIntake(
            store,
            .init(
                feed: settings.feed, source: settings.source, format: .stix, producer: settings.producer,
                identities: settings.identities, refusalLimit: settings.refusalLimit, keepsPlace: keepsPlace(kept)))
        var state = PullState(from: place, now: .present)
        var outcome = FetchOutcome()
        var bytes = 0
        var action = PullState.Action.fetch(state.request)
        do {
            while case .fetch(let request) = action {
                let reply: WebReply
                do {
                    reply = try await page(request, of: collection)
                } catch let error as ExchangeError where error.isPassing && request.next != nil {
                    client.settings.report("\(error); going on by date")
                    action = state.cursorLost("\(error)")
                    continue
                }
                if reply.status == 404, isCached {
                    // The collection has moved since it was found: look for it once more.
                    isCached = false
                    place.collection = nil
                    collection = try await address(&place)
                    state = PullState(from: place, now: .present)
                    action = .fetch(state.request)
                    continue
                }
                if request.next != nil, [400, 404, 410, 422].contains(reply.status) {
                    let reason = "\(reply.failure)"
                    outcome.add(warning: "the server refused its own “next”; the pull went on by date")
                    action = state.cursorLost(reason)
                    continue
                }
                let (page, objects) = try read(try reply.checked(), &outcome)
                isCached = false
                action = state.take(page)
                bytes += reply.body.count
                outcome.documents += 1
                progress(outcome.documents, bytes)
                let behind = state.place
                try intake.take(objects, named: settings.source) { JSONText.of(behind) }
            }
            try intake.flush()
            if case .leave(let fault) = action { throw ExchangeError.fault(fault) }
        } catch let error as ExchangeError {
            try intake.flush()
            outcome.failure = error
        } catch {
            // Whatever it is, what came before stays.
            try? intake.flush()
            throw error
        }
        let here = try intake.recalled.sorted().filter { try !store.objects(matching: ObjectQuery(ids: [$0])).isEmpty }
        for id in here.prefix(10) {
            outcome.add(warning: "recalled: \(id); “tamga indicators revoke \(id)” ends its use here")
        }
        if here.count > 10 {
            outcome.add(warning: "and \(here.count - 10) more recalled; the notes say which")
        }
        outcome.imported = intake.outcome
        outcome.format = .stix
        outcome.warnings += state.warnings
        outcome.requests = client.requestCount
        return outcome
    }

    private func begin(at kept: PullPlace?) -> PullPlace {
        switch settings.start {
        case .kept: kept ?? PullPlace()
        case .after(let time): PullPlace(collection: kept?.collection, addedAfter: time.description)
        case .beginning: PullPlace(collection: kept?.collection)
        }
    }

    /// Whether this pull moves the kept place: not where it leaves out what lies between that place and its own start.
    private func keepsPlace(_ kept: PullPlace?) -> Bool {
        guard case .after(let time) = settings.start, let kept else { return true }
        return kept.addedAfter.flatMap { Timestamp(rfc3339: $0) }.map { time <= $0 } ?? false
    }

    private func address(_ place: inout PullPlace) async throws -> WebAddress {
        if let known = place.collection, let address = try? WebAddress(known), address.host == settings.address.host {
            return address
        }
        let found = try await CollectionFinder(client: client)
            .find(settings.collection, from: settings.address, writes: false)
        place.collection = found.text
        return found
    }

    private func page(_ request: PullState.Request, of collection: WebAddress) async throws -> WebReply {
        var query: [(name: String, value: String)] = []
        if let addedAfter = request.addedAfter { query.append(("added_after", addedAfter)) }
        query.append(("limit", "\(settings.pageSize)"))
        if let next = request.next { query.append(("next", next)) }
        let objects = try collection.resolving("objects/").asking(query)
        var get = CollectionFinder.request(objects)
        // Where an answer is lost on the way, the server's cursor may have stepped on.
        get.retriesUnanswered = request.next == nil
        return try await client.send(get)
    }

    /// What a page says, and its objects as an array in JSON.
    private func read(_ reply: WebReply, _ outcome: inout FetchOutcome) throws -> (PulledPage, [UInt8]) {
        if let warning = try Self.objection(reply) { outcome.add(warning: warning) }
        guard let outline = EnvelopeOutline(reply.body.span) else {
            throw ExchangeError.fault(.notAPage("its brackets are not those of a JSON object"))
        }
        let objects = outline.objects.map { Array(reply.body[$0]) } ?? []
        var digest = ContentDigest()
        digest.update(objects)
        // medallion writes one header alone for a page of one object.
        let last =
            reply.header("X-TAXII-Date-Added-Last")
            ?? (outline.count == 1 ? reply.header("X-TAXII-Date-Added-First") : nil)
        let page = PulledPage(
            count: outline.count, digest: digest.bytes(), hasMore: outline.hasMore, next: outline.next,
            addedLast: last)
        return (page, outline.count > 0 ? objects : [])
    }

    /// What is wrong with a page's media type and can be lived with.
    private static func objection(_ reply: WebReply) throws -> String? {
        guard let media = reply.mediaType else { return "the server does not say what it sends (no Content-Type)" }
        switch (media.type, media.version) {
        case ("application/taxii+json", "2.1"): return nil
        case ("application/taxii+json", nil): return "the server does not say which TAXII it speaks"
        case ("text/html", _):
            throw ExchangeError.fault(.notAPage("a web page; is this the API's URL?"))
        default: return "the server calls its pages \(media.type.prefix(60)), which is not TAXII 2.1's name"
        }
    }
}
