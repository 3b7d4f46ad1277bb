import Foundation
import TamgaExchange
import TamgaFormats
import TamgaModel
import TamgaStore
import Testing

/// Each limit of the dashboard at its figure, and one past it.
@Suite struct DashboardLimitTests {
    private typealias Served = ServedDashboard

    /// How many rows a section's table has.
    private static func rows(_ page: String, _ section: String) -> Int {
        guard let start = page.firstRange(of: "<section id=\"\(section)\"") else { return -1 }
        let rest = page[start.upperBound...]
        let text = rest[..<(rest.firstRange(of: "</section>")?.lowerBound ?? rest.endIndex)]
        guard let body = text.firstRange(of: "<tbody>") else { return 0 }
        return text[body.upperBound...].ranges(of: "<tr>").count
    }

    @Test("end of the file of hits that is searched: a hit that begins within it is found, one byte before it is not")
    func searchedBytes() async throws {
        for past in [0, 1] {
            let feed = HitFeed()
            let hit = Served.line(0)
            let filler = String(repeating: "x", count: 1_023) + "\n"
            var rest = (4 << 20) - hit.utf8.count + past
            feed.add(hit)
            while rest > 0 {
                feed.add(String(filler.suffix(min(rest, 1_024))))
                rest -= min(rest, 1_024)
            }
            try await Served.with(feed) { base, _ in
                let page = try await Served.get(base + "/search?q=evil.example").text
                #expect(Self.rows(page, "hits") == 1 - past && page.contains(": \(1 - past)."))
            }
        }
    }

    @Test("text that the dashboard is asked for, bytes: as long as the limit it is looked for, longer it is not")
    func longestQuestion() async throws {
        try await Served.with(nil) { base, _ in
            for (length, status) in [(2_000, 200), (2_001, 414)] {
                let text = String(repeating: "a", count: length)
                let reply = try await Served.get(base + "/search?q=\(text)")
                #expect(reply.status == status)
            }
        }
    }

    @Test("value whose page is asked for, bytes: as long as the limit it has one, longer it has not")
    func longestValue() async throws {
        try await Served.with(nil) { base, store in
            for (length, status) in [(16_000, 200), (16_001, 404)] {
                let value = "http://long.example/" + String(repeating: "a", count: length - 20)
                var run = RunOutcome(finished: Timestamp(seconds: 1_790_000_000 + Int64(length)), revision: 1)
                run.hits = 1
                try store.record(
                    run,
                    sightings: [
                        Sighting(
                            id: "sighting--\(length)",
                            observable: try Observable(.url, value),
                            indicatorID: nil, producers: [], observer: nil, source: "a.log", count: 1, firstSeen: nil,
                            lastSeen: nil, confidence: nil, marking: nil)
                    ])
                let place = base + "/indicator?type=url&value=\(value)"
                // The figures follow the store, in a while.
                let isFound = try await Patience.until { try await Served.get(place).status == status }
                #expect(isFound, "\(length)")
            }
        }
    }

    @Test(
        "connections of the dashboard: as many as the limit says are answered, one more is when another one has ended")
    func mostConnections() async throws {
        try await Served.with(nil) { base, _ in
            let port = try #require(base.split(separator: ":").last.flatMap { Int($0) })
            let request = "GET /style.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            let filled = try await RawConnection.fill(port: port, most: 256, request)
            #expect(RawConnection.status(filled.last) == 200)
            #expect(RawConnection.status(filled.next) == 200 && filled.cameBehind)
        }
    }

    private static let style = "GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test(
        "connections of an address to the dashboard: as many as the limit says are answered, one more is closed, another address's is not"
    )
    func mostOfAddress() async throws {
        try await Served.with(nil) { base, _ in
            let port = try #require(base.split(separator: ":").last.flatMap { Int($0) })
            var sockets: [Int32] = []
            defer { RawConnection.close(sockets) }
            for _ in 0..<128 {
                sockets += try RawConnection.held(port: port, count: 1)
                let answer = try await RawConnection.ask(on: sockets[sockets.count - 1], Self.style)
                #expect(RawConnection.status(answer) == 200)
            }
            #expect(RawConnection.status(try await RawConnection.exchange(port: port, Self.style)) == 0)
            let other = try await RawConnection.exchange(port: port, Self.style, from: RawConnection.elsewhere)
            #expect(RawConnection.status(other) == 200)
        }
    }

    @Test(
        "connections of an address to the dashboard on which nothing was asked: as many as the limit says stay, for one more the oldest goes"
    )
    func mostUnasked() async throws {
        try await Served.with(nil) { base, _ in
            let port = try #require(base.split(separator: ":").last.flatMap { Int($0) })
            let silent = try RawConnection.held(port: port, count: 64)
            defer { RawConnection.close(silent) }
            try await RawConnection.onThread { try RawConnection.waitUntilTaken(port) }
            #expect(RawConnection.closed(silent) == [])
            #expect(RawConnection.status(try await RawConnection.exchange(port: port, Self.style)) == 200)
            #expect(try await Patience.until { RawConnection.closed(silent).count == 1 })
        }
    }

    @Test(
        "seconds that a connection to the dashboard may say nothing: within them it is answered, behind them it is closed"
    )
    func idle() async throws {
        for (seconds, status) in [(1, 0), (120, 200)] {
            try await Served.with(nil, change: { $0.idleSeconds = seconds }) { base, _ in
                let port = try #require(base.split(separator: ":").last.flatMap { Int($0) })
                let start = ContinuousClock.now
                // The last line of the head comes a tenth of a second behind the others, where it comes.
                let answer = try await RawConnection.exchange(
                    port: port, status == 0 ? "" : String(Self.style.dropLast()), drip: status == 0 ? "" : "\r\n")
                #expect(RawConnection.status(answer) == status)
                #expect(status != 0 || ContinuousClock.now - start > .milliseconds(900))
            }
        }
    }

    @Test("rows of a list on its pages: as many as the limit says are shown, what is behind them is counted")
    func listed() async throws {
        for count in [100, 101] {
            let feed = HitFeed()
            feed.add((0..<count).map(Served.line).joined())
            try await Served.with(feed) { base, store in
                let lines = (0..<count).map { "h\($0).many.example" }.joined(separator: "\n")
                try Served.add(lines, as: .list, to: store)
                let page = try await Served.get(base + "/search?q=many.example").text
                #expect(Self.rows(page, "indicators") == 100)
                #expect(page.contains("and 1 more") == (count > 100))
                let hits = try await Served.get(base + "/search?q=evil.example").text
                #expect(Self.rows(hits, "hits") == 100 && hits.contains(": \(count)."))
            }
        }
    }

    @Test("bytes of a STIX object that are shown: as many as the limit says are, what is behind them is not; said")
    func shownBytes() async throws {
        for past in [0, 1] {
            try await Served.with(nil) { base, store in
                let head =
                    #"{"type":"indicator","spec_version":"2.1","id":"indicator--00000000-0000-4000-8000-0000000000aa","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","pattern":"[domain-name:value = 'long.example']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z","description":""#
                let tail = #"Z"}"#
                let count = (64 << 10) - head.utf8.count - tail.utf8.count + past
                let object = head + String(repeating: "y", count: count) + tail
                try Served.add("[\(object)]", as: .stix, to: store)
                let page = try await Served.get(base + "/indicator?type=domain&value=long.example")
                #expect(page.status == 200 && page.text.contains("Cut after") == (past == 1))
                #expect(page.text.contains("yZ&quot;}") == (past == 0))
            }
        }
    }

    @Test("form that signs in, bytes: one as long as the limit is read, a longer one is not")
    func longestForm() async throws {
        try await Served.with(nil, change: { $0.asksForKey = true }) { base, store in
            let key = try #require(
                try store.addAccount("kz-team", for: "KZ", role: .admin, at: Timestamp(seconds: 1_790_000_000)))
            for (length, status) in [(4_096, 303), (4_097, 413)] {
                let form = "key=\(key)&more="
                let body = form + String(repeating: "a", count: length - form.utf8.count)
                let reply = try await Served.get(base + "/sign-in", method: "POST", body: body)
                #expect(reply.status == status)
            }
        }
    }

    private static func account() throws -> Account {
        let scratch = try Scratch()
        _ = try scratch.store.addAccount("kz", for: "KZ", role: .admin, at: Timestamp(seconds: 0))
        return try #require(try scratch.store.accounts().first)
    }

    @Test("sessions of the dashboard: as many as the limit says last, with another one the oldest ends")
    func mostSessions() throws {
        let account = try Self.account()
        let sessions = DashboardSessions()
        let start = ContinuousClock.now
        let tokens = (0..<DashboardSessions.mostSessions).map {
            sessions.begin(account, at: start + .milliseconds($0))
        }
        #expect(tokens.allSatisfy { sessions.account($0, at: start + .seconds(2)) != nil })
        let last = sessions.begin(account, at: start + .seconds(2))
        let alive = tokens.filter { sessions.account($0, at: start + .seconds(2)) != nil }
        #expect(alive == Array(tokens.dropFirst()) && sessions.account(last) != nil)
    }

    @Test("seconds that a session lasts: within them it is known, behind them it is not")
    func seconds() throws {
        let account = try Self.account()
        let sessions = DashboardSessions()
        let start = ContinuousClock.now
        let token = sessions.begin(account, at: start)
        let end = start + .seconds(DashboardSessions.seconds)
        #expect(sessions.account(token, at: end - .milliseconds(1)) == account)
        #expect(sessions.account(token, at: end) == nil)
        #expect(sessions.account(token, at: start) == nil, "it is gone")
    }
}
