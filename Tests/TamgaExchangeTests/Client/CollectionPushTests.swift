import Foundation
import Synchronization
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// Objects handed over: none is lost between limits, and every verdict is told.
@Suite struct CollectionPushTests {
    /// How many objects an envelope has.
    private static func count(_ body: [UInt8]) throws -> Int {
        let envelope = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
        #expect(envelope["type"] == nil, "an envelope, never a bundle")
        return try #require(envelope["objects"] as? [Any]).count
    }

    private static func root(_ length: Int) -> FakeReply {
        FakeReply(
            body:
                "{\"title\":\"r\",\"versions\":[\"application/taxii+json;version=2.1\"],\"max_content_length\":\(length)}"
        )
    }

    private static func status(_ accepted: Int, _ state: String = "complete", pending: Int = 0) -> String {
        """
        {"id":"7","status":"\(state)","total_count":\(accepted + pending),"success_count":\(accepted),"failure_count":0,\
        "pending_count":\(pending)}
        """
    }

    private static func push(_ server: FakeServer, _ objects: [String], patience: Int = 10) async throws -> PushReport {
        let address = try WebAddress(server.base + collectionPath)
        return try await WebClient.with(quick(), for: address) { client in
            try await CollectionPush(client, to: address, collection: nil, patience: patience)
                .send(objects.map { Array($0.utf8) })
        }
    }

    @Test("Requests stay below max_content_length, and an object that is longer is told")
    func limit() async throws {
        let long = indicator(9).replacing("h9.example", with: String(repeating: "x", count: 3_000))
        try await FakeServer.with({ request in
            guard request.method == "POST" else { return Self.root(2_000) }
            #expect(request.body.count <= 2_000)
            #expect(request.headers["content-type"] == "application/taxii+json;version=2.1")
            return .status(202, [:], Self.status(try Self.count(request.body)))
        }) { server in
            let report = try await Self.push(server, (10..<60).map(indicator) + [long])
            #expect(report.sent == 51 && report.accepted == 50 && report.refused == 1)
            #expect(report.failures.map(\.id) == [indicatorID(9)])
        }
    }

    @Test(
        "objects of a request: a thousand, and those past them are in the next one",
        arguments: [[1_000], [1_000, 1], [1_000, 1_000, 500]])
    func thousand(_ wanted: [Int]) async throws {
        let count = wanted.reduce(0, +)
        let counts = Mutex<[Int]>([])
        try await FakeServer.with({ request in
            guard request.method == "POST" else { return Self.root(100_000_000) }
            let count = try Self.count(request.body)
            counts.withLock { $0.append(count) }
            return .status(202, [:], Self.status(count))
        }) { server in
            let report = try await Self.push(server, (0..<count).map(indicator))
            #expect(report.accepted == count)
            #expect(counts.withLock { $0 } == wanted)
        }
    }

    @Test("413 halves what is sent until it is taken", arguments: [1, 3, 8])
    func halves(_ taken: Int) async throws {
        let got = Mutex<Set<String>>([])
        try await FakeServer.with({ request in
            guard request.method == "POST" else { return .status(404) }
            let count = try Self.count(request.body)
            if count > taken { return .status(413) }
            let text = String(decoding: request.body, as: UTF8.self)
            got.withLock { got in
                for number in 0..<20 where text.contains(indicatorID(number)) { got.insert(indicatorID(number)) }
            }
            return .status(202, [:], Self.status(count))
        }) { server in
            let report = try await Self.push(server, (0..<20).map(indicator))
            #expect(report.accepted == 20 && report.sent == 20)
            #expect(got.withLock { $0.count } == 20)
        }
    }

    @Test("422 names the object that is at fault, and the others are taken")
    func atFault() async throws {
        try await FakeServer.with({ request in
            guard request.method == "POST" else { return .status(404) }
            if String(decoding: request.body, as: UTF8.self).contains(indicatorID(7)) {
                return .status(422, [:], "{\"title\":\"no\\nway\"}")
            }
            return .status(202, [:], Self.status(try Self.count(request.body)))
        }) { server in
            let report = try await Self.push(server, (0..<20).map(indicator))
            #expect(report.accepted == 19 && report.failures.map(\.id) == [indicatorID(7)])
            #expect(report.failures.first?.message.contains("no way") == true, "on one line")
        }
    }

    @Test("A pending status is asked for until it is complete")
    func pending() async throws {
        let asked = Mutex(0)
        try await FakeServer.with({ request in
            if request.method == "POST" { return .status(202, [:], Self.status(0, "pending", pending: 3)) }
            guard request.path == "/root/status/7/" else { return .status(404) }
            return asked.withLock { asked in
                asked += 1
                return FakeReply(body: asked < 2 ? Self.status(1, "pending", pending: 2) : Self.status(3))
            }
        }) { server in
            let report = try await Self.push(server, (0..<3).map(indicator))
            #expect(report.accepted == 3 && report.pending == 0)
        }
        try await FakeServer.with({ request in
            request.method == "POST" ? .status(202, [:], Self.status(1, "pending", pending: 2)) : .status(404)
        }) { server in
            let report = try await Self.push(server, (0..<3).map(indicator), patience: 0)
            #expect(report.accepted == 1 && report.pending == 2)
        }
    }

    @Test("200 instead of 202, and no status at all, are lived with")
    func lax() async throws {
        try await FakeServer.with({ request in
            request.method == "POST" ? .status(200, [:], "") : .status(404)
        }) { server in
            let report = try await Self.push(server, [indicator(1)])
            #expect(report.sent == 1 && report.unknown == 1 && report.accepted == 0)
        }
    }

    @Test("A refusal of the whole is thrown with what to do", arguments: [400, 401, 403, 404, 406, 415])
    func refused(_ code: Int) async throws {
        try await FakeServer.with({ request in
            request.method == "POST" ? .status(code) : Self.root(1_000)
        }) { (server: FakeServer) -> Void in
            await #expect(throws: ExchangeError.self) { _ = try await Self.push(server, [indicator(1)]) }
        }
    }

    @Test("What is under way is kept as text and read again")
    func place() {
        let items = (0..<3).map { ReleasedItem(id: indicatorID($0), modified: .init(seconds: Int64($0))) }
        #expect(PushPlace(text: PushPlace(items).text).outstanding == Set(items))
        #expect(PushPlace(text: nil).outstanding == [] && PushPlace(text: "nonsense").outstanding == [])
    }
}
