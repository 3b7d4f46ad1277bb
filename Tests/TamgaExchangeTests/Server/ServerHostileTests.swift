import Foundation
import NIOHTTP1
import Synchronization
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// What is sent to do harm is refused with the right status, and the service stays up.
@Suite struct ServerHostileTests {
    static let post = "POST /union/collections/inbox-kz/objects/ HTTP/1.1\r\n"

    static func head(_ key: String, _ more: String) -> String {
        "Host: x\r\nAuthorization: Bearer \(key)\r\nContent-Type: \(ServedStore.media)\r\n\(more)\r\n"
    }

    static func body(_ key: String, _ text: String) -> String {
        post + head(key, "Content-Length: \(text.utf8.count)\r\n") + text
    }

    /// Name, bytes, and the status that they get; 0 is a connection that is closed without one.
    static func cases(_ key: String) -> [(name: String, bytes: String, status: Int)] {
        let deep = String(repeating: "[", count: 100_000)
        let nested = String(repeating: "{\"a\":", count: 100) + "1" + String(repeating: "}", count: 100)
        return [
            ("a gigabyte is announced", post + head(key, "Content-Length: 1000000000\r\n"), 413),
            (
                "chunks without end",
                post + head(key, "Transfer-Encoding: chunked\r\n")
                    + String(repeating: "10000\r\n\(String(repeating: "x", count: 65_536))\r\n", count: 8), 413
            ),
            ("a length that is none", post + head(key, "Content-Length: -1\r\n"), 400),
            ("two lengths", post + head(key, "Content-Length: 1\r\nContent-Length: 2\r\n") + "x", 400),
            (
                "chunks and a length",
                post + head(key, "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400
            ),
            ("JSON that is deep", body(key, "{\"objects\":\(deep)"), 400),
            ("an object that is deep", body(key, "{\"objects\":[\(nested)]}"), 400),
            ("JSON that is long", body(key, "{\"objects\":[\(String(repeating: "1,", count: 20_000))1]}"), 413),
            (
                "many headers",
                "GET /taxii2/ HTTP/1.1\r\n" + head(key, (0..<200).map { "X-\($0): a\r\n" }.joined()), 400
            ),
            (
                "a long header",
                "GET /taxii2/ HTTP/1.1\r\n" + head(key, "X: \(String(repeating: "a", count: 200_000))\r\n"), 400
            ),
            ("a long path", "GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\n" + head(key, ""), 404),
            ("a path upwards", "GET /union/../taxii2/ HTTP/1.1\r\n" + head(key, ""), 404),
            ("a path upwards, encoded", "GET /union/%2e%2e/taxii2/ HTTP/1.1\r\n" + head(key, ""), 404),
            ("a path with NUL", "GET /union/collections/%00/ HTTP/1.1\r\n" + head(key, ""), 404),
            ("a path that is none", "GET * HTTP/1.1\r\n" + head(key, ""), 404),
            ("no HTTP", "\u{16}\u{3}\u{1} hello\r\n\r\n", 400),
            ("a control character in a header", "GET /taxii2/ HTTP/1.1\r\n" + head(key, "X: a\u{1}b\r\n"), 400),
            ("a long key", "GET /taxii2/ HTTP/1.1\r\n" + head(String(repeating: "k", count: 20_000), ""), 401),
            ("two keys", "GET /taxii2/ HTTP/1.1\r\n" + head(key, "Authorization: Bearer \(key)\r\n"), 401),
        ]
    }

    @Test("Bombs, floods and tricks are refused, and the service is up behind them")
    func refused() async throws {
        try await ServedStore.serving(with: { $0.maximumBody = 300_000 }) { served in
            let key = try served.key("kz", "KZ", .contributor)
            for (name, bytes, status) in Self.cases(key) {
                let answer = try await RawConnection.exchange(port: served.port, bytes)
                #expect(RawConnection.status(answer) == status, "\(name): \(answer.prefix(300))")
                #expect(try await served.ask("GET", "/taxii2/", key: key).status == 200, "after \(name)")
            }
        }
    }

    @Test(
        "A body that does not come is 408, headers that do not come end the connection, a body cut short is no request")
    func slow() async throws {
        try await ServedStore.serving(with: { $0.idleSeconds = 1 }) { served in
            let headers = try await RawConnection.exchange(
                port: served.port, "GET /taxii2/ HTTP/1.1\r\n", drip: "X: a\r\n")
            #expect(RawConnection.status(headers) != 200)
        }
        try await ServedStore.serving(with: { $0.bodySeconds = 1 }) { served in
            let key = try served.key("kz", "KZ", .contributor)
            let head = Self.post + Self.head(key, "Content-Length: 50000\r\n")
            let slow = try await RawConnection.exchange(port: served.port, head, drip: " ")
            #expect([408, 0].contains(RawConnection.status(slow)), "\(slow.prefix(300))")
            let cut = try await RawConnection.exchange(
                port: served.port, head + ServedStore.envelope([ServedStore.indicator(1)]), closesOutput: true)
            #expect(RawConnection.status(cut) != 202)
            #expect(try await served.ask("GET", "/union/collections/inbox-kz/objects/", key: key).text == "{}")
            let log = served.lines.withLock { $0 }
            #expect(log.contains { $0.contains("status=408") }, "\(log)")
        }
    }

    @Test("Fifty read while five push: every reader has every object once")
    func crowd() async throws {
        try await ServedStore.serving(prepare: { served in
            try served.add((0..<400).map { ServedStore.indicator($0) }, from: "UZ")
        }) { served in
            let readers = try (0..<50).map { try served.key("r\($0)", $0 % 2 == 0 ? "UZ" : "RU") }
            let writers = try (0..<5).map { try served.key("w\($0)", "KZ", .contributor) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for key in readers {
                    group.addTask {
                        let (ids, _) = try await served.walk(
                            "/union/collections/everything/objects/", key: key, limit: 50)
                        #expect(ids.count == Set(ids).count && ids.count >= 400)
                    }
                }
                for (index, key) in writers.enumerated() {
                    group.addTask {
                        for round in 0..<4 {
                            let first = 10_000 * (index + 1) + round * 10
                            let pushed = (first..<first + 10).map { ServedStore.indicator($0) }
                            let outcome = try await ServerPushTests.push(served, pushed, key)
                            #expect(outcome.taken.count == 10)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let (ids, _) = try await served.walk(
                "/union/collections/everything/objects/", key: readers[0], limit: 1_000)
            #expect(ids.count == 600 && Set(ids).count == 600)
        }
    }
}
