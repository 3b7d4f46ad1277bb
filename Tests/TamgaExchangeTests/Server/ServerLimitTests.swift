import Synchronization
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// Each limit of the server at its figure, and one past it; where the figure is dear, with a smaller one.
@Suite struct ServerLimitTests {
    private static let objects = "/union/collections/inbox-kz/objects/"
    private static let everything = "/union/collections/everything/objects/"

    @Test("request body: one as long as the limit is read, of one that is a byte longer nothing is")
    func body() async throws {
        try await ServedStore.serving(with: { $0.maximumBody = 1_000 }) { served in
            let key = try served.key("kz", "KZ", .contributor)
            let object = ServedStore.envelope([ServedStore.indicator(1)])
            func status(_ size: Int) async throws -> Int {
                let body = object + String(repeating: " ", count: size - object.utf8.count)
                return try await served.ask("POST", Self.objects, key: key, body: body).status
            }
            #expect(try await status(1_000) == 202)
            #expect(try await status(1_001) == 413)
        }
    }

    @Test("requests of an account in a minute: as many as the limit says, and no more")
    func rate() async throws {
        try await ServedStore.serving(with: { $0.requestsPerMinute = 3 }) { served in
            // Every twenty seconds there is one more: where four take so long, another account asks.
            var statuses: [Int] = []
            for number in 0..<20 {
                let key = try served.key("kz\(number)", "KZ")
                let start = ContinuousClock.now
                statuses = []
                for _ in 0..<4 { statuses.append(try await served.ask("GET", "/taxii2/", key: key).status) }
                if ContinuousClock.now - start < .seconds(20) { break }
            }
            #expect(statuses == [200, 200, 200, 429])
        }
    }

    @Test("objects of a page: as many as the limit says are on one, whatever is asked, and one more is on the next")
    func page() async throws {
        for count in [3, 4] {
            try await ServedStore.serving(
                with: { $0.pageLimit = 3 },
                prepare: { served in try served.add((0..<count).map { ServedStore.indicator($0) }, from: "UZ") }
            ) { served in
                let key = try served.key("kz", "KZ")
                let first = try await served.ask("GET", Self.everything + "?limit=100", key: key)
                let (ids, pages) = try await served.walk(Self.everything, key: key, limit: 100)
                #expect(first.ids.count == 3 && first.isMore == (count > 3))
                #expect(pages == (count > 3 ? 2 : 1))
                #expect(ids.count == count && Set(ids).count == count)
            }
        }
    }

    private static func get(_ key: String, _ more: String = "") -> String {
        "GET /taxii2/ HTTP/1.1\r\n" + ServerHostileTests.head(key, "Accept: \(ServedStore.media)\r\n" + more)
    }

    @Test("connections: as many as the limit says are answered, one more is when another one has ended")
    func connections() async throws {
        try await ServedStore.serving(with: { $0.maximumConnections = 2 }) { served in
            let key = try served.key("kz", "KZ")
            let request = Self.get(key, "Connection: close\r\n")
            let filled = try await RawConnection.fill(port: served.port, most: 2, request)
            #expect(RawConnection.status(filled.last) == 200)
            #expect(RawConnection.status(filled.next) == 200 && filled.cameBehind)
        }
    }

    @Test(
        "connections of an address: as many as the limit says are answered, one more is closed, another address's is not"
    )
    func ofAddress() async throws {
        try await ServedStore.serving(with: { $0.maximumOfAddress = 2 }) { served in
            let request = Self.get(try served.key("kz", "KZ"))
            var sockets = try RawConnection.held(port: served.port, count: 2)
            defer { RawConnection.close(sockets) }
            for socket in sockets {
                #expect(RawConnection.status(try await RawConnection.ask(on: socket, request)) == 200)
            }
            #expect(RawConnection.status(try await RawConnection.exchange(port: served.port, request)) == 0)
            let other = try await RawConnection.exchange(port: served.port, request, from: RawConnection.elsewhere)
            #expect(RawConnection.status(other) == 200)
            let log = served.lines.withLock { $0 }
            #expect(log.contains { $0.contains("too many connections") && $0.contains("from=127.0.0.1") }, "\(log)")
            RawConnection.close([sockets.removeLast()])
            let isAnswered = try await Patience.until {
                RawConnection.status(try await RawConnection.exchange(port: served.port, request)) == 200
            }
            #expect(isAnswered)
        }
    }

    @Test(
        "connections of an address on which nothing was asked: as many as the limit says stay, for one more the oldest goes"
    )
    func unasked() async throws {
        try await ServedStore.serving(with: { $0.maximumUnasked = 3 }) { served in
            let request = Self.get(try served.key("kz", "KZ"))
            let busy = try RawConnection.held(port: served.port, count: 1)
            #expect(RawConnection.status(try await RawConnection.ask(on: busy[0], request)) == 200)
            var silent = try RawConnection.held(port: served.port, count: 3)
            defer { RawConnection.close(busy + silent) }
            let port = served.port
            try await RawConnection.onThread { try RawConnection.waitUntilTaken(port) }
            #expect(RawConnection.closed(silent) == [])
            // Whoever asks is answered at that, and takes the place of one who does not.
            #expect(RawConnection.status(try await RawConnection.exchange(port: port, request)) == 200)
            #expect(try await Patience.until { RawConnection.closed(silent).count == 1 })
            silent += try RawConnection.held(port: port, count: 20)
            #expect(try await Patience.until { RawConnection.closed(silent).count == 20 })
            #expect(try await RawConnection.ask(on: busy[0], request).contains("HTTP/1.1 200"), "it is left alone")
        }
    }

    @Test("seconds that a connection may say nothing: within them it is answered, behind them it is closed")
    func idle() async throws {
        try await ServedStore.serving(with: { $0.idleSeconds = 1 }) { served in
            let start = ContinuousClock.now
            let answer = try await RawConnection.exchange(port: served.port, "")
            #expect(answer.isEmpty)
            #expect(ContinuousClock.now - start > .milliseconds(900))
        }
        try await ServedStore.serving(with: { $0.idleSeconds = 120 }) { served in
            let key = try served.key("kz", "KZ")
            // The last line of the head comes a tenth of a second behind the others.
            let request = String(Self.get(key).dropLast())
            let soon = try await RawConnection.exchange(port: served.port, request, drip: "\r\n")
            #expect(RawConnection.status(soon) == 200)
        }
    }

    @Test("seconds for a request's body: one that is there within them is read, one that is not is 408")
    func bodyTime() async throws {
        let body = ServedStore.envelope([ServedStore.indicator(1)])
        @Sendable func head(_ key: String, _ more: Int) -> String {
            ServerHostileTests.post
                + ServerHostileTests.head(key, "Content-Length: \(body.utf8.count + more)\r\n") + body
        }
        // Ten bytes come in a second.
        try await ServedStore.serving(with: { $0.bodySeconds = 120 }) { served in
            let key = try served.key("kz", "KZ", .contributor)
            let soon = try await RawConnection.exchange(port: served.port, head(key, 2), drip: " ")
            #expect(RawConnection.status(soon) == 202, "\(soon.prefix(300))")
        }
        try await ServedStore.serving(with: { $0.bodySeconds = 1 }) { served in
            let key = try served.key("kz", "KZ", .contributor)
            let start = ContinuousClock.now
            let late = try await RawConnection.exchange(port: served.port, head(key, 50_000), drip: " ")
            #expect(RawConnection.status(late) == 408, "\(late.prefix(300))")
            #expect(ContinuousClock.now - start > .milliseconds(900))
        }
    }
}
