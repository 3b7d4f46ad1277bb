import Synchronization
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// Pulls from servers that do what real ones do: none loops, none loses, none doubles.
@Suite struct CollectionPullTests {
    @Test(
        "Every object comes once, however the server goes from page to page and whatever was added together",
        arguments: [
            FakeCollection(50, pageSize: 7, .cursor), FakeCollection(50, pageSize: 7, .header),
            FakeCollection(50, pageSize: 1, .header), FakeCollection(50, pageSize: 10, .cursor, together: 5..<45),
            FakeCollection(50, pageSize: 10, .header, together: 5..<14), FakeCollection(0, pageSize: 10, .cursor),
            FakeCollection(10, pageSize: 10, .cursor), FakeCollection(1, pageSize: 10, .header),
        ])
    func whole(_ collection: FakeCollection) async throws {
        let scratch = try Scratch()
        try await FakeServer.with({ collection.page($0) }) { server in
            let outcome = try await pull(server, into: scratch)
            #expect(outcome.failure == nil)
            #expect(try scratch.ids() == Set(collection.added.indices.map { indicatorID($0) }))
            #expect(outcome.imported?.indicators.new ?? 0 == collection.added.count)
            #expect(outcome.imported?.refused ?? 0 == 0)
            // A poll without news is one request, and changes nothing.
            let before = server.requests.count
            let again = try await pull(server, into: scratch)
            #expect(server.requests.count == before + 1)
            #expect(again.imported == nil && again.failure == nil)
        }
    }

    @Test("More objects of one instant than a page holds, and no “next”: it says that something may be missing")
    func oneInstant() async throws {
        let collection = FakeCollection(50, pageSize: 10, .header, together: 5..<45)
        let scratch = try Scratch()
        try await FakeServer.with({ collection.page($0) }) { server in
            let outcome = try await pull(server, into: scratch)
            #expect(outcome.failure == nil)
            #expect(outcome.warnings.contains { $0.contains("may be missing") })
            #expect(try scratch.ids().isSuperset(of: (45..<50).map { indicatorID($0) }))
        }
    }

    @Test("What a hub recalls is named where it is here, and stays until somebody withdraws it")
    func recalled() async throws {
        let note = """
            {"type":"note","spec_version":"2.1","id":"note--00000000-0000-4000-8000-000000000001",\
            "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","content":"Recalled",\
            "object_refs":["identity--00000000-0000-4000-8000-000000000001"],\
            "extensions":{"extension-definition--b0c7f2d1-3f5a-4d0e-9b8e-6a4c1d2e7f35":{\
            "extension_type":"property-extension","recalled":["\(indicatorID(1))","\(indicatorID(2))"]}}}
            """
        let scratch = try Scratch()
        try await FakeServer.with({ _ in FakeReply(body: "{\"objects\":[\(indicator(1)),\(note)]}") }) { server in
            let outcome = try await pull(server, into: scratch)
            let told = outcome.warnings.filter { $0.hasPrefix("recalled: ") }
            #expect(told.count == 1 && told.first?.contains(indicatorID(1)) == true, "\(outcome.warnings)")
            #expect(try scratch.ids().contains(indicatorID(1)))
        }
    }

    @Test("What is added later comes with the next pull, and nothing else is asked for")
    func incremental() async throws {
        let scratch = try Scratch()
        let size = Mutex(20)
        try await FakeServer.with({ request in
            FakeCollection(size.withLock { $0 }, pageSize: 100, .cursor).page(request)
        }) { server in
            _ = try await pull(server, into: scratch)
            size.withLock { $0 = 25 }
            let outcome = try await pull(server, into: scratch)
            #expect(outcome.imported?.indicators.new == 5)
            #expect(outcome.imported?.itemsIn == 5)
            #expect(outcome.requests == 1)
        }
    }

    /// A misbehaviour of the table of real servers, and what is to come of it.
    struct Misbehaviour: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var expected: Set<Int>
        var failure: ServerFault?
        var answer: @Sendable (FakeRequest, _ number: Int) -> FakeReply
    }

    private static let twenty = FakeCollection(20, pageSize: 5, .cursor)

    private static func changed(_ reply: FakeReply, _ change: (inout FakeReply) -> Void) -> FakeReply {
        var reply = reply
        change(&reply)
        return reply
    }

    static let misbehaviours: [Misbehaviour] = [
        .init(
            testDescription: "the same page for ever, with “more” and no “next”", expected: Set(0..<5),
            failure: .notAdvancing("2023-11-14T22:13:24Z")
        ) { request, _ in
            var first = request
            first.query = [:]
            return FakeCollection(20, pageSize: 5, .header).page(first)
        },
        .init(
            testDescription: "the same page for ever, with a new “next” each time", expected: Set(0..<5),
            failure: .samePage(2)
        ) { request, number in
            var first = request
            first.query = [:]
            return changed(twenty.page(first)) {
                $0.body = $0.body.replacing("\"next\":\"5\"", with: "\"next\":\"\(number)\"")
            }
        },
        .init(testDescription: "“more” without “next” and without dates", expected: Set(0..<5), failure: .noWayOn) {
            request, _ in
            changed(FakeCollection(20, pageSize: 5, .header).page(request)) {
                $0.headers["X-TAXII-Date-Added-Last"] = nil
            }
        },
        .init(testDescription: "“more” on an empty page", expected: [], failure: .emptyPage) { _, _ in
            FakeReply(body: "{\"more\":true,\"next\":\"x\",\"objects\":[]}")
        },
        .init(testDescription: "dates that are none, with “next”", expected: Set(0..<20), failure: nil) { request, _ in
            changed(twenty.page(request)) { $0.headers["X-TAXII-Date-Added-Last"] = "undefined" }
        },
        .init(testDescription: "no Content-Type", expected: Set(0..<20), failure: nil) { request, _ in
            changed(twenty.page(request)) { $0.headers["Content-Type"] = nil }
        },
        .init(testDescription: "Content-Type without a version", expected: Set(0..<20), failure: nil) { request, _ in
            changed(twenty.page(request)) { $0.headers["Content-Type"] = "application/taxii+json" }
        },
        .init(
            testDescription: "pages shorter than asked for, each of another length", expected: Set(0..<20), failure: nil
        ) { request, number in
            twenty.page(request, size: 1 + number % 4)
        },
        .init(testDescription: "“next” although “more” is false", expected: Set(0..<20), failure: nil) { request, _ in
            changed(twenty.page(request)) {
                $0.body = $0.body.replacing("\"more\":false,", with: "\"more\":false,\"next\":\"x\",")
            }
        },
        .init(testDescription: "“next” forgets added_after", expected: Set(0..<20), failure: nil) { request, _ in
            var forgetful = request
            if request.query["next"] != nil { forgetful.query["added_after"] = nil }
            return twenty.page(forgetful)
        },
        .init(
            testDescription: "a cursor in the memory of a process that has ended", expected: Set(0..<20), failure: nil
        ) { request, number in
            number == 3 && request.query["next"] != nil ? .status(400) : twenty.page(request)
        },
        .init(testDescription: "503 with Retry-After, 429 and 502 on the way", expected: Set(0..<20), failure: nil) {
            request, number in
            switch number {
            case 1: .status(503, ["Retry-After": "0"])
            case 2: .status(429)
            case 4: .status(502)
            default: twenty.page(request)
            }
        },
        .init(testDescription: "pages that break off, with “next” and without", expected: Set(0..<20), failure: nil) {
            request, number in
            changed(twenty.page(request)) { $0.breaksOff = number == 1 || number == 4 }
        },
        .init(testDescription: "a web page", expected: [], failure: .notAPage("a web page; is this the API's URL?")) {
            _, _ in
            FakeReply(headers: ["Content-Type": "text/html"], body: "<html></html>")
        },
        .init(
            testDescription: "half a page", expected: [],
            failure: .notAPage("its brackets are not those of a JSON object")
        ) { request, _ in
            changed(twenty.page(request)) { $0.body = String($0.body.dropLast(20)) }
        },
    ]

    @Test("Each misbehaviour of real servers ends, keeps what came, and is named", arguments: misbehaviours)
    func misbehaviour(_ row: Misbehaviour) async throws {
        let scratch = try Scratch()
        let number = Mutex(0)
        try await FakeServer.with({ request in
            let now = number.withLock { number in
                number += 1
                return number
            }
            return row.answer(request, now)
        }) { server in
            let outcome = try await pull(server, into: scratch)
            #expect(outcome.failure == row.failure.map { .fault($0) })
            #expect(try scratch.ids() == Set(row.expected.map { indicatorID($0) }))
            #expect(server.requests.count < 30)
            let tally = outcome.imported?.indicators
            #expect(tally?.new ?? 0 == row.expected.count)
            #expect(tally?.conflicting ?? 0 == 0 && outcome.imported?.refused ?? 0 == 0)
        }
    }

    @Test("An object that is broken, or nested too deep, costs itself and not its page")
    func brokenObjects() async throws {
        let scratch = try Scratch()
        let deep = String(repeating: "[", count: 90) + String(repeating: "]", count: 90)
        let body =
            "{\"objects\":[\(indicator(1)),{\"type\":\"x-a\",\"id\":tru},{\"type\":\"x-b\",\"d\":\(deep)},\(indicator(2))]}"
        try await FakeServer.with({ _ in FakeReply(body: body) }) { server in
            let outcome = try await pull(server, into: scratch)
            #expect(try scratch.ids() == [indicatorID(1), indicatorID(2)])
            #expect(outcome.imported?.refused == 2)
        }
    }

    @Test("A marking that came on an earlier page counts on a later one")
    func markingsCarry() async throws {
        let scratch = try Scratch()
        let marking = "marking-definition--00000000-0000-4000-8000-000000000001"
        let definition = """
            {"type":"marking-definition","spec_version":"2.1","id":"\(marking)","created":"2026-01-01T00:00:00.000Z",\
            "definition_type":"statement","definition":{"statement":"TLP:GREEN"}}
            """
        let marked = indicator(1).dropLast() + ",\"object_marking_refs\":[\"\(marking)\"]}"
        try await FakeServer.with({ request in
            request.query["next"] == nil
                ? FakeReply(body: "{\"more\":true,\"next\":\"2\",\"objects\":[\(definition)]}")
                : FakeReply(body: "{\"objects\":[\(marked)]}")
        }) { server in
            _ = try await pull(server, into: scratch)
            var markings: [Marking?] = []
            try scratch.store.view { view in try view.forEachIndicator { markings.append($0.marking) } }
            #expect(markings == [.green])
        }
    }

    @Test("A server that stops in the middle is gone on with from there, and nothing is taken twice")
    func resumes() async throws {
        let scratch = try Scratch()
        let collection = FakeCollection(40, pageSize: 5, .cursor)
        let isDown = Mutex(true)
        let count = Mutex(0)
        try await FakeServer.with({ request in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return number > 4 && isDown.withLock { $0 } ? .status(500) : collection.page(request)
        }) { server in
            let first = try await pull(server, into: scratch)
            #expect(first.failure?.isPassing == true)
            #expect(try scratch.ids().count == 20)
            isDown.withLock { $0 = false }
            let second = try await pull(server, into: scratch)
            #expect(second.failure == nil)
            #expect(try scratch.ids().count == 40)
            #expect(second.imported?.indicators.new == 20)
            #expect(second.imported?.indicators.unchanged == 1, "the one at the date that it stopped at")
        }
    }

    @Test("A server whose answers break off is named, and what came before is kept")
    func breaksOff() async throws {
        let scratch = try Scratch()
        let collection = FakeCollection(40, pageSize: 5, .header)
        try await FakeServer.with({ request in
            Self.changed(collection.page(request)) { $0.breaksOff = request.query["added_after"] != nil }
        }) { server in
            let outcome = try await pull(server, into: scratch)
            let failure = try #require(outcome.failure)
            #expect(failure.isPassing && "\(failure)".contains(server.base + collectionPath))
            #expect("\(failure)".contains("breaks off"))
            #expect(try scratch.ids().count == 5)
            #expect(server.requests.count == 5, "one page, and four times the next")
        }
    }

    @Test("An explicit start leaves the kept place, where it begins later")
    func explicitStart() async throws {
        let scratch = try Scratch()
        let collection = FakeCollection(20, pageSize: 5, .cursor)
        try await FakeServer.with({ collection.page($0) }) { server in
            _ = try await pull(server, into: scratch)
            let place = try scratch.store.feed(named: "fake")?.place
            let outcome = try await pull(server, into: scratch, start: .after(Timestamp(seconds: 1_900_000_000)))
            #expect(outcome.imported == nil)
            #expect(try scratch.store.feed(named: "fake")?.place == place)
            let all = try await pull(server, into: scratch, start: .beginning)
            #expect(all.imported?.indicators.unchanged == 20)
        }
    }
}
