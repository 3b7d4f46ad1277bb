import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Synchronization
import TamgaExchange
import TamgaFormats
import TamgaModel
import TamgaStore

/// A store in a folder of its own, served on the loopback while a test runs.
final class ServedStore: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-server-\(UUID().uuidString)")
    let store: Store
    let lines = Mutex<[String]>([])
    private let ports = AsyncStream.makeStream(of: Int.self)
    private let bound = Mutex(0)

    static let identity = ["KZ": "01", "UZ": "02", "RU": "03"].mapValues {
        "identity--00000000-0000-4000-8000-0000000000\($0)"
    }
    static let group = "marking-definition--6f0f6a0c-5d4e-4c3b-9f7e-0a1b2c3d4e5f"
    static let green = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
    static let amber = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
    static let red = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
    /// Takes answers as they come: what is packed stays packed.
    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: .init(timeout: Patience.timeout, decompression: .disabled))

    static let media = "application/taxii+json;version=2.1"

    static let community = Community(
        name: "Test",
        members: identity.map { Community.Member(state: MemberState($0.key)!, identities: [$0.value]) },
        sharing: SharingRules(
            partners: ["csirt"],
            groups: [
                .init(name: "energy", members: [MemberState("KZ")!, MemberState("RU")!], markings: [group])
            ]))

    private init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(path: folder.appending(path: "store.sqlite").path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let now: @Sendable () -> Timestamp = {
        Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }

    /// Serves while `body` runs.
    static func serving(
        with change: (inout ServerSettings) -> Void = { _ in }, prepare: (ServedStore) throws -> Void = { _ in },
        _ body: @escaping @Sendable (ServedStore) async throws -> Void
    ) async throws {
        let served = try ServedStore()
        try prepare(served)
        try await served.run(with: change, body)
    }

    /// Serves the same store again.
    func run(
        with change: (inout ServerSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (ServedStore) async throws -> Void
    ) async throws {
        var settings = ServerSettings(now: Self.now)
        settings.port = 0
        settings.requestsPerMinute = 1_000_000
        settings.idleSeconds = Patience.seconds
        settings.bodySeconds = Patience.seconds
        change(&settings)
        let log = Logger(label: "test") { [self] _ in
            ServerLog(format: .text, now: Self.now) { line in self.lines.withLock { $0.append(line) } }
        }
        let server = TaxiiServer(store: store, community: Self.community, settings: settings, log: log)
        try await withTaskExecutorPreference(OwnThreads.shared) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run(takesSignals: false) { self.ports.continuation.yield($0) } }
                group.addTask {
                    var listening = self.ports.stream.makeAsyncIterator()
                    let port = await listening.next() ?? 0
                    self.bound.withLock { $0 = port }
                    try await body(self)
                }
                try await group.next()
                group.cancelAll()
                while let result = await group.nextResult() {
                    if case .failure(let error) = result, !(error is CancellationError) { throw error }
                }
            }
        }
    }

    var port: Int { bound.withLock { $0 } }

    /// An account's key.
    func key(_ name: String, _ recipient: String, _ role: Account.Role = .reader) throws -> String {
        try store.addAccount(name, for: recipient, role: role, at: Self.now())!
    }

    /// Imports objects as a feed of a member.
    func add(_ objects: [String], from member: String?) throws {
        let feed = FeedDescription(
            name: "test", format: "stix", producer: member.flatMap { MemberState($0) },
            identities: Dictionary(uniqueKeysWithValues: Self.identity.map { ($0.value, MemberState($0.key)!) }),
            time: Self.now())
        var pieces = [Array("[\(objects.joined(separator: ","))]".utf8)]
        _ = try store.importFeed(from: feed) { sink in
            try FeedReader(source: "test", options: FeedOptions(format: .stix)).read(
                { pieces.popLast() ?? [] }, into: sink)
        }
    }

    /// An indicator's JSON.
    static func indicator(
        _ number: Int, modified: String = "2026-01-01T00:00:00.000Z", markings: [String] = [green],
        by creator: String? = nil,
        more: String = ""
    ) -> String {
        let refs = markings.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"type":"indicator","spec_version":"2.1","id":"\(id(number))","created":"2026-01-01T00:00:00.000Z",\
            "modified":"\(modified)","pattern":"[domain-name:value = 'n\(number).example']","pattern_type":"stix",\
            "valid_from":"2026-01-01T00:00:00Z","object_marking_refs":[\(refs)]\
            \(creator.map { ",\"created_by_ref\":\"\($0)\"" } ?? "")\(more)}
            """
    }

    static func id(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "indicator--00000000-0000-4000-8000-\(String(repeating: "0", count: 12 - digits.count))\(digits)"
    }

    static func envelope(_ objects: [String]) -> String { "{\"objects\":[\(objects.joined(separator: ","))]}" }

    /// What came back.
    struct Answer {
        var status: Int
        var headers: HTTPHeaders
        var bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:] }
        var ids: [String] { (json["objects"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String } }
        var next: String? { json["next"] as? String }
        var isMore: Bool { json["more"] as? Bool ?? false }
    }

    /// Asks.
    ///
    /// - Parameter headers: those that are `nil` are left out.
    func ask(
        _ method: String = "GET", _ path: String, key: String?, headers: [String: String?] = [:], body: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
        request.method = HTTPMethod(rawValue: method)
        var all: [String: String?] = ["Accept": Self.media]
        if let key { all["Authorization"] = "Bearer \(key)" }
        if let body {
            all["Content-Type"] = Self.media
            request.body = .bytes(ByteBuffer(string: body))
        }
        for (name, value) in all.merging(headers, uniquingKeysWith: { $1 }) {
            if let value { request.headers.add(name: name, value: value) }
        }
        let response = try await Self.client.execute(request, timeout: .seconds(Int64(Patience.seconds)))
        let bytes = try await response.body.collect(upTo: 64 << 20)
        return Answer(
            status: Int(response.status.code), headers: response.headers, bytes: Array(bytes.readableBytesView))
    }

    /// Follows `next` to the end.
    func walk(_ path: String, key: String, limit: Int) async throws -> (ids: [String], pages: Int) {
        var ids: [String] = []
        var pages = 0
        var next: String?
        repeat {
            let query = "limit=\(limit)" + (next.map { "&next=\($0)" } ?? "")
            let answer = try await ask("GET", "\(path)\(path.contains("?") ? "&" : "?")\(query)", key: key)
            guard answer.status == 200 else { throw Unexpected(status: answer.status, text: answer.text) }
            ids += answer.ids
            pages += 1
            next = answer.next
            if answer.isMore != (next != nil) { throw Unexpected(status: 200, text: "more without next") }
        } while next != nil
        return (ids, pages)
    }

    struct Unexpected: Error {
        var status: Int
        var text: String
    }
}
