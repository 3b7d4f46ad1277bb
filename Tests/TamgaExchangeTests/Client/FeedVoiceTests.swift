import Synchronization
import TamgaExchange
import TamgaModel
import TamgaStore
import Testing

/// A feed of one member does not speak for another one.
@Suite struct FeedVoiceTests {
    private static let kz = "identity--00000000-0000-4000-8000-0000000000aa"
    private static let ru = "identity--00000000-0000-4000-8000-0000000000bb"
    private static let identities = [kz: MemberState("KZ")!, ru: MemberState("RU")!]
    private static let marking = "marking-definition--00000000-0000-4000-8000-000000000001"

    private static func made(_ number: Int, by creator: String?, _ more: String = "") -> String {
        indicator(number).dropLast() + (creator.map { ",\"created_by_ref\":\"\($0)\"" } ?? "") + more + "}"
    }

    private static func identity(_ id: String) -> String {
        """
        {"type":"identity","spec_version":"2.1","id":"\(id)","created":"2026-01-01T00:00:00.000Z",\
        "modified":"2026-01-01T00:00:00.000Z","name":"x"}
        """
    }

    private static func definition(_ id: String, _ statement: String) -> String {
        """
        {"type":"marking-definition","spec_version":"2.1","id":"\(id)","created":"2026-01-01T00:00:00.000Z",\
        "definition_type":"statement","definition":{"statement":"\(statement)"}}
        """
    }

    /// What one object of a feed of RU comes to, where KZ's indicator 1 and a marking are here.
    static let rows: [(object: String, isTaken: Bool)] = [
        (made(2, by: ru), true),
        (made(2, by: nil), true),
        (made(2, by: kz), false),
        (identity(ru), true),
        (identity(kz), false),
        (
            made(1, by: ru).replacing(
                "\"modified\":\"2026-01-01", with: "\"revoked\":true,\"modified\":\"2026-01-02"), false
        ),
        (definition(marking, "TLP:RED"), true),
        // Kept beside the one that is here: what the two mark goes to nobody.
        (definition(marking, "TLP:CLEAR"), true),
        (definition(Marking.red.definitionID, "TLP:RED"), true),
        (definition(Marking.red.definitionID, "TLP:CLEAR"), false),
    ]

    @Test("What is another's is refused and counted, and nothing of it is kept", arguments: rows)
    func another(_ object: String, _ isTaken: Bool) async throws {
        for producer in [MemberState("RU"), nil] {
            let scratch = try Scratch()
            let body = Mutex("{\"objects\":[\(Self.made(1, by: Self.kz)),\(Self.definition(Self.marking, "TLP:RED"))]}")
            try await FakeServer.with({ _ in FakeReply(body: body.withLock { $0 }) }) { server in
                _ = try await pull(server, into: scratch)
                let before = try scratch.store.objects(matching: ObjectQuery()).map(\.original)
                body.withLock { $0 = "{\"objects\":[\(object)]}" }
                let outcome = try await pull(
                    server, into: scratch, producer: producer, identities: Self.identities)
                let isRefused = producer != nil && !isTaken
                #expect(outcome.imported?.refused == (isRefused ? 1 : 0))
                let after = try scratch.store.objects(matching: ObjectQuery()).map(\.original)
                #expect(!isRefused || before == after)
            }
        }
    }
}
