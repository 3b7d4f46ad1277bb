import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import TamgaExchange
import TamgaFormats
import TamgaModel
import TamgaReport
import TamgaStore

/// A dashboard over a store with an indicator, what it is related to, and a sighting.
enum ServedDashboard {
    static let evil = "<script>alert(1)</script>\u{202E}"

    /// A line of a file of hits.
    static func line(_ number: Int) -> String {
        #"{"id":"h\#(number)","kind":"indicator","time":"2026-11-01T08:00:00.123Z","#
            + #""observer":"\#(number % 3 == 0 ? "KZ" : "UZ")","producers":["KZ"],"source":"\#(evil)","line":\#(number + 1),"#
            + #""byte_offset":0,"observable_type":"domain-name","value":"evil.example","matched":"evil.example","#
            + #""how":"exact"}"# + "\n"
    }

    /// What the store is filled with: STIX whose every text is hostile.
    private static let objects: [String] = {
        let head = #""spec_version":"2.1","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z""#
        let indicator = "indicator--00000000-0000-4000-8000-000000000001"
        let malware = "malware--00000000-0000-4000-8000-000000000002"
        let relation = "relationship--00000000-0000-4000-8000-000000000003"
        return [
            #"{"type":"indicator","id":"\#(indicator)",\#(head),"name":"\#(evil)","pattern":"[domain-name:value = 'evil.example']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}"#,
            #"{"type":"malware","id":"\#(malware)",\#(head),"name":"Beacon \#(evil)","is_family":true}"#,
            #"{"type":"relationship","id":"\#(relation)",\#(head),"relationship_type":"indicates","source_ref":"\#(indicator)","target_ref":"\#(malware)"}"#,
        ]
    }()

    /// Runs a dashboard while `body` runs.
    ///
    /// - Parameter change: What is set otherwise than for whoever sits at the machine.
    static func with(
        _ feed: HitFeed?, costs: RuleCosts? = nil, change: (inout DashboardSettings) -> Void = { _ in },
        _ body: @escaping @Sendable (String, Store) async throws -> Void
    ) async throws {
        let scratch = try Scratch()
        let store = scratch.store
        try fill(store)
        var settings = DashboardSettings(
            host: "127.0.0.1", port: 0, language: .english, version: "0.0", now: { Timestamp(seconds: 1_790_000_100) })
        settings.hits = feed?.hits
        settings.costs = costs
        settings.idleSeconds = Patience.seconds
        change(&settings)
        let scheme = settings.tls == nil ? "http" : "https"
        let server = DashboardServer(
            store: store, community: .none, settings: settings,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (ports, announce) = AsyncStream<Int>.makeStream()
        try await withTaskExecutorPreference(OwnThreads.shared) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run { announce.yield($0) } }
                group.addTask {
                    for await port in ports { return try await body("\(scheme)://127.0.0.1:\(port)", store) }
                }
                try await group.next()
                group.cancelAll()
            }
        }
        _ = scratch
    }

    static func fill(_ store: Store) throws {
        try add("[\(objects.joined(separator: ","))]", as: .stix, to: store)
        try record(store, id: "sighting--1", count: 7)
    }

    /// Imports a text.
    static func add(_ text: String, as format: FeedFormat, to store: Store) throws {
        let feed = FeedDescription(
            name: "test", format: format.rawValue, producer: MemberState("KZ"), identities: [:],
            time: Timestamp(seconds: 1_780_000_000))
        var pieces = [Array(text.utf8)]
        _ = try store.importFeed(from: feed) { sink in
            try FeedReader(source: "test", options: FeedOptions(format: format)).read(
                { pieces.popLast() ?? [] }, into: sink)
        }
    }

    /// Records a run with one sighting.
    static func record(_ store: Store, id: String, count: Int, finished: Int64 = 1_790_000_000) throws {
        var run = RunOutcome(finished: Timestamp(seconds: finished), revision: 1)
        run.hits = count
        try store.record(
            run,
            sightings: [
                Sighting(
                    id: id, observable: try Observable(.domainName, "evil.example"), indicatorID: nil,
                    producers: [MemberState("KZ")].compactMap(\.self), observer: MemberState("UZ"), source: evil,
                    count: count, firstSeen: Timestamp(seconds: 1_789_000_000),
                    lastSeen: Timestamp(seconds: 1_789_500_000), confidence: 80, marking: .green)
            ])
    }

    /// What a request is answered with.
    struct Reply {
        let status: Int
        let headers: [String: String]
        let text: String
    }

    /// A client that is led nowhere.
    private static let client = HTTPClient(
        configuration: .init(redirectConfiguration: .disallow, timeout: Patience.timeout))

    static func get(
        _ url: String, _ headers: [(String, String)] = [], method: String = "GET", body: String? = nil,
        client: HTTPClient = client
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url)
        request.method = .init(rawValue: method)
        // Each on a connection of its own: one that is kept may end just as it is asked again.
        request.headers.add(name: "Connection", value: "close")
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let body { request.body = .bytes(Array(body.utf8)) }
        let response = try await client.execute(request, timeout: .seconds(Int64(Patience.seconds)))
        let body = try await response.body.collect(upTo: 8 << 20)
        var fields: [String: String] = [:]
        for (name, value) in response.headers { fields[name.lowercased()] = value }
        return Reply(status: Int(response.status.code), headers: fields, text: String(buffer: body))
    }
}
