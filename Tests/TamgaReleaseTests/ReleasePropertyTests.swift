import Foundation
import TamgaModel
import TamgaRelease
import TamgaTestSupport
import Testing

/// Random objects, unions, recipients and doors against an oracle that is as plain as the table in the documentation,
/// and that never looks at the JSON.
@Suite struct ReleasePropertyTests {
    /// Objects that are judged; `TAMGA_FUZZ_ROUNDS` for more.
    static let rounds = ProcessInfo.processInfo.environment["TAMGA_FUZZ_ROUNDS"].flatMap(Int.init) ?? 100_000

    /// A marking as the generator knows it.
    enum Mark: CaseIterable {
        case clear, green, amber, strict, red, clear1, green1, amber1, red1
        case statement, strictStatement, namesKZ, group, missing, opaque

        var id: String {
            switch self {
            case .clear: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
            case .green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
            case .amber: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
            case .strict: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
            case .red: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
            case .clear1: "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"
            case .green1: "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"
            case .amber1: "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
            case .red1: "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"
            case .statement: Fixture.statement
            case .strictStatement: Fixture.strictStatement
            case .namesKZ: Fixture.namesKZ
            case .group: Fixture.groupMarking
            case .missing: Fixture.missing
            case .opaque: Fixture.opaque
            }
        }

        /// 1 … 5 for CLEAR … RED; 0 for no level; 9 for what nobody can read.
        var rank: Int {
            switch self {
            case .clear, .clear1: 1
            case .green, .green1: 2
            case .amber, .amber1: 3
            case .strict, .strictStatement: 4
            case .red, .red1: 5
            case .statement, .namesKZ, .group: 0
            case .missing, .opaque: 9
            }
        }

        var names: [String]? {
            switch self {
            case .namesKZ: ["KZ"]
            case .group: ["KZ", "UZ"]
            default: nil
            }
        }
    }

    struct Case {
        var unmarked: Int
        var marks: [Mark]
        var granular: [(mark: Mark, selector: String)]
        var creator: String?
        var sharedBy: String?
        var recipients: [String]?
        var reader: String
        var door: Door

        var json: String {
            var members = [
                #""type":"indicator""#, #""id":"indicator--00000000-0000-4000-8000-000000000001""#,
                #""name":"n""#, #""labels":["a","b"]"#, #""pattern":"[x:y = 1]""#,
                #""valid_until":"2027-01-01T00:00:00Z""#,
            ]
            if !marks.isEmpty {
                members.append(#""object_marking_refs":["# + marks.map { "\"\($0.id)\"" }.joined(separator: ",") + "]")
            }
            if !granular.isEmpty {
                let all = granular.map { #"{"marking_ref":"\#($0.mark.id)","selectors":["\#($0.selector)"]}"# }
                members.append(#""granular_markings":["# + all.joined(separator: ",") + "]")
            }
            if let creator {
                let id = MemberState(creator).flatMap { Fixture.identity[$0] } ?? "identity--foreign"
                members.append("\"created_by_ref\":\"\(id)\"")
            }
            if let recipients {
                members.append(
                    #""extensions":{"\#(Fixture.recipients)":{"recipients":["#
                        + recipients.map { "\"\($0)\"" }.joined(separator: ",") + "]}}")
            }
            return "{" + members.joined(separator: ",") + "}"
        }
    }

    /// What the documentation's table says: may the reader have what carries these marks?
    static func mayHave(_ reader: String, _ marks: [Mark], _ object: Case) -> Bool {
        let union = ["KZ", "UZ", "RU", "TJ"]
        let isMember = union.contains(reader)
        guard isMember || reader == "regional-csirt" || reader == "anyone" else { return false }
        if marks.contains(where: { $0.rank == 9 }) { return false }
        var rank = 0
        for mark in marks where mark.rank > rank { rank = mark.rank }
        if rank == 0 { rank = object.unmarked }
        var lists: [[String]] = marks.compactMap(\.names)
        if let own = object.recipients { lists.append(own) }
        let isInEveryList = lists.allSatisfy { $0.contains(reader) }
        let isNamed = !lists.isEmpty && isInEveryList
        let isOwn = object.creator.map { $0 == reader } ?? (object.sharedBy == reader)
        switch rank {
        case 5: return isMember && isNamed
        case 4: return isMember && (isOwn || isNamed)
        case 3: return isMember && (isOwn || isInEveryList)
        case 2: return isMember ? isOwn || isInEveryList : reader == "regional-csirt" && lists.isEmpty
        default: return isMember ? isOwn || isInEveryList : lists.isEmpty
        }
    }

    /// The parts that leave, of `name`, `labels.[0]`, `labels.[1]`, `valid_until`; `nil` where nothing does.
    static func oracle(_ object: Case) -> Set<String>? {
        guard mayHave(object.reader, object.marks, object) else { return nil }
        var parts: Set = ["name", "labels.[0]", "labels.[1]", "valid_until"]
        for (mark, selector) in object.granular where !mayHave(object.reader, object.marks + [mark], object) {
            switch selector {
            case "name", "valid_until", "labels.[1]": parts.remove(selector)
            case "labels": parts.subtract(["labels.[0]", "labels.[1]"])
            default: return nil  // what is required, and what is not there
            }
            if object.door == .object { return nil }
        }
        return parts
    }

    static func random(_ random: inout SeededRandom) -> Case {
        func pick<Element>(_ all: [Element]) -> Element { all.randomElement(using: &random)! }
        func some<Element>(_ all: [Element], _ most: Int) -> [Element] {
            (0..<Int.random(in: 0...most, using: &random)).map { _ in pick(all) }
        }
        let readable = Mark.allCases.filter { $0.rank != 9 }
        // What nobody can read is rare, or nothing would ever be released.
        func mark(_: Int) -> Mark { Int.random(in: 0..<12, using: &random) == 0 ? pick(Mark.allCases) : pick(readable) }
        return Case(
            unmarked: Int.random(in: 1...5, using: &random),
            marks: (0..<Int.random(in: 0...3, using: &random)).map(mark),
            granular: (0..<Int.random(in: 0...2, using: &random)).map {
                (mark($0), pick(["name", "labels", "labels.[1]", "valid_until", "name", "labels", "pattern", "gone"]))
            },
            creator: pick([nil, nil, "KZ", "UZ", "RU", "foreign"]), sharedBy: pick([nil, "KZ", "TJ"]),
            recipients: pick([nil, nil, nil, [], ["KZ"]])
                ?? (Bool.random(using: &random) ? nil : some(["KZ", "UZ", "RU", "US"], 3)),
            reader: pick(["KZ", "UZ", "RU", "TJ", "US", "regional-csirt", "stranger", "anyone"]),
            door: pick(Door.allCases))
    }

    @Test("Nothing leaks, whatever the markings, members and doors")
    func noLeak() {
        var generator = SeededRandom(seed: SeededRandom.seed)
        var released = 0
        var reduced = 0
        let policies = Marking.allCases.map { Fixture.policy(unmarked: $0) }
        for round in 0..<Self.rounds {
            let tried = Self.random(&generator)
            let expected = Self.oracle(tried)
            let object = Fixture.object(tried.json, sharedBy: tried.sharedBy.flatMap { MemberState($0) })
            let recipient = Recipient(tried.reader)!
            let decision = policies[tried.unmarked - 1].decide(object, for: recipient, through: tried.door)
            var parts: Set<String>?
            if decision.isReleased {
                parts = ["name", "labels.[0]", "labels.[1]", "valid_until"]
                for part in decision.withheldParts {
                    parts?.subtract(part.path == "labels" ? ["labels.[0]", "labels.[1]"] : [part.path])
                }
                released += 1
                if !decision.withheldParts.isEmpty { reduced += 1 }
            }
            if parts != expected {
                Issue.record(
                    "seed \(SeededRandom.seed), round \(round): \(tried): \(String(describing: parts)) for \(String(describing: expected)): \(decision.reason.words(for: recipient))"
                )
                return
            }
        }
        #expect(
            released * 8 > Self.rounds && reduced * 400 > Self.rounds,
            "\(released) released, \(reduced) without parts")
    }

    @Test("A stricter level never lets more through")
    func stricterLevels() {
        var generator = SeededRandom(seed: SeededRandom.seed &+ 1)
        let policies = Marking.allCases.map { Fixture.policy(unmarked: $0) }
        for round in 0..<Self.rounds / 4 {
            var tried = Self.random(&generator)
            let recipient = Recipient(tried.reader)!
            let policy = policies[tried.unmarked - 1]
            let sharedBy = tried.sharedBy.flatMap { MemberState($0) }
            let looser = policy.decide(
                Fixture.object(tried.json, sharedBy: sharedBy), for: recipient, through: tried.door)
            let level = [Mark.amber, .strict, .red, .red1, .missing].randomElement(using: &generator)!
            // A level adds to what is stated; where nothing is, it takes the default's place.
            if level.rank < tried.unmarked { continue }
            tried.marks.append(level)
            let stricter = policy.decide(
                Fixture.object(tried.json, sharedBy: sharedBy), for: recipient, through: tried.door)
            #expect(
                looser.isReleased || !stricter.isReleased, "seed \(SeededRandom.seed), round \(round): \(tried)")
        }
    }
}
