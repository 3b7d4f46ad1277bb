import TamgaFormats
import TamgaJSON
public import TamgaModel
public import TamgaStore

/// Pulls a MISP feed: the manifest, then each event whose timestamp grew.
public struct EventFeedPull: Sendable {
    /// Events that are asked for at a time.
    static let concurrency = 4

    private let client: WebClient
    private let store: Store
    private let folder: WebAddress
    private let options: FeedIntake.Options

    /// A pull; the store has a feed of this name.
    ///
    /// - Parameter address: the feed's folder, or its `manifest.json`.
    public init(
        _ client: WebClient, into store: Store, from address: WebAddress, feed: String, source: String,
        producer: MemberState?, identities: [String: MemberState], refusalLimit: Int = 10
    ) throws(ExchangeError) {
        self.client = client
        self.store = store
        folder =
            try address.pathParts.last == "manifest.json" ? address.resolving("./").folder : address.folder
        options = FeedIntake.Options(
            feed: feed, source: source, format: .misp, producer: producer, identities: identities,
            refusalLimit: refusalLimit)
    }

    /// Pulls what is new.
    ///
    /// - Parameter progress: takes the number of events and bytes so far.
    /// - Returns: What came; what fails behind the manifest is in it and is not thrown.
    public func run(progress: (_ events: Int, _ bytes: Int) -> Void = { _, _ in }) async throws -> FetchOutcome {
        var place = JSONText.read(EventPlace.self, try store.feed(named: options.feed)?.place) ?? EventPlace()
        var outcome = FetchOutcome()
        var request = WebRequest(try folder.resolving("manifest.json"))
        request.headers = [("Accept", "application/json")] + place.manifest.headers
        let reply = try await client.send(request)
        if reply.status == 304 {
            guard !place.manifest.headers.isEmpty else { throw ExchangeError.unchangedAtFirst(request.address) }
            outcome.isUnchanged = true
            outcome.requests = client.requestCount
            return outcome
        }
        guard let manifest = EventManifest(try reply.checked().body) else {
            throw ExchangeError.unexpected(request.address.description, reason: "this is no manifest of a MISP feed")
        }
        if manifest.strays > 0 {
            outcome.add(warning: "\(manifest.strays) members of the manifest are no events: their names are no UUIDs")
        }
        if manifest.isCut {
            outcome.add(
                warning: "the manifest has more than \(EventManifest.maximumEvents) events; the others are not read")
        }
        let wanted = manifest.events.filter { uuid, time in place.events[uuid].map { $0 < time } ?? true }
            .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        var intake = try FeedIntake(store, options)
        var bytes = 0
        do {
            for start in stride(from: 0, to: wanted.count, by: Self.concurrency) {
                let group = wanted[start..<min(start + Self.concurrency, wanted.count)]
                for (event, reply) in try await fetch(group) {
                    guard reply.status == 200 else {
                        if [401, 403].contains(reply.status) { throw reply.failure }
                        outcome.add(warning: "event \(event.key): \(reply.failure)")
                        continue
                    }
                    guard (try? JSONValue(reply.body.span)) != nil else {
                        // Half of it, or a page of the server's: it may be whole another time.
                        outcome.add(warning: "event \(event.key): what came is no JSON; it is asked for again")
                        continue
                    }
                    place.events[event.key] = event.value
                    bytes += reply.body.count
                    outcome.documents += 1
                    let behind = place
                    try intake.take(reply.body, named: "\(event.key).json") { JSONText.of(behind) }
                    progress(outcome.documents, bytes)
                }
            }
            // What is not to be had is asked for again.
            if !manifest.isCut, wanted.allSatisfy({ place.events[$0.key] == $0.value }) {
                place.manifest = FilePlace(reply)
            }
            let behind = place
            try intake.take([], named: "manifest.json") { JSONText.of(behind) }
            try intake.flush()
        } catch let error as ExchangeError {
            try intake.flush()
            outcome.failure = error
        } catch {
            // Whatever it is, what came before stays.
            try? intake.flush()
            throw error
        }
        outcome.imported = intake.outcome
        outcome.format = intake.format ?? .misp
        outcome.isUnchanged = wanted.isEmpty
        outcome.requests = client.requestCount
        return outcome
    }

    private typealias Event = (key: String, value: Int64)

    /// A few events at once, in their order.
    private func fetch(_ events: ArraySlice<Event>) async throws -> [(Event, WebReply)] {
        let (client, folder) = (client, folder)
        return try await withThrowingTaskGroup(of: (Int, WebReply).self) { group in
            for (index, event) in zip(events.indices, events) {
                var request = WebRequest(try folder.resolving("\(event.key).json"))
                request.headers = [("Accept", "application/json")]
                let sent = request
                group.addTask { (index, try await client.send(sent)) }
            }
            var replies: [Int: WebReply] = [:]
            for try await (index, reply) in group { replies[index] = reply }
            return zip(events.indices, events).compactMap { index, event in replies[index].map { (event, $0) } }
        }
    }
}
