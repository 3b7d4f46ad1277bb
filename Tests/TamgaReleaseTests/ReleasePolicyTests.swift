import TamgaModel
import TamgaRelease
import Testing

/// Who gets what: the table of docs/sharing.md.
@Suite struct ReleasePolicyTests {
    /// One row: properties of the object, and the recipients that get it of all there are.
    struct Row: Sendable, CustomTestStringConvertible {
        let object: String
        let goesTo: Set<String>
        var testDescription: String { object }

        init(_ object: String, to goesTo: Set<String>) {
            self.object = object
            self.goesTo = goesTo
        }
    }

    static let everyone: Set = ["KZ", "UZ", "RU", "TJ", "regional-csirt", "anyone"]
    static let members: Set = ["KZ", "UZ", "RU", "TJ"]

    static func refs(_ ids: String...) -> String {
        #""object_marking_refs":["# + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    static func named(_ codes: String...) -> String {
        #""extensions":{"\#(Fixture.recipients)":{"extension_type":"property-extension","recipients":["#
            + codes.map { "\"\($0)\"" }.joined(separator: ",") + "]}}"
    }

    static func by(_ state: MemberState) -> String { "\"created_by_ref\":\"\(Fixture.identity[state]!)\"" }

    static let clear = Marking.clear.definitionID
    static let green = Marking.green.definitionID
    static let amber = Marking.amber.definitionID
    static let strict = Marking.amberStrict.definitionID
    static let red = Marking.red.definitionID
    static let white1 = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"
    static let green1 = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"
    static let amber1 = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
    static let red1 = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"

    static let rows: [Row] = [
        // Levels of both families.
        Row(refs(clear), to: everyone), Row(refs(white1), to: everyone),
        Row(refs(green), to: members.union(["regional-csirt"])),
        Row(refs(green1), to: members.union(["regional-csirt"])),
        Row(refs(amber), to: members), Row(refs(amber1), to: members),
        Row(refs(strict), to: []), Row(refs(red), to: []), Row(refs(red1), to: []),
        // The strictest wins, in any order, over both families.
        Row(refs(clear, amber1), to: members), Row(refs(red1, clear), to: []),
        Row(refs(green1, green), to: members.union(["regional-csirt"])),
        // Unmarked is the community's default.
        Row("", to: members), Row(#""object_marking_refs":[]"#, to: members),
        Row(refs(Fixture.statement), to: members),
        Row(refs(Fixture.statement, clear), to: everyone),
        // The organisation that made it.
        Row(refs(strict) + "," + by(Fixture.uz), to: ["UZ"]),
        Row(refs(amber) + "," + by(Fixture.uz), to: members),
        Row(refs(red) + "," + by(Fixture.uz), to: []),
        Row(refs(strict) + #","created_by_ref":"identity--00000000-0000-4000-8000-0000000000ee""#, to: []),
        Row(refs(Fixture.strictStatement) + "," + by(Fixture.tj), to: ["TJ"]),
        // Whom it names.
        Row(refs(red) + "," + named("KZ", "UZ"), to: ["KZ", "UZ"]),
        Row(refs(strict) + "," + named("KZ") + "," + by(Fixture.uz), to: ["KZ", "UZ"]),
        Row(refs(amber) + "," + named("KZ"), to: ["KZ"]),
        Row(refs(clear) + "," + named("KZ"), to: ["KZ"]),
        Row(refs(red) + "," + named(), to: []),
        Row(refs(red, Fixture.namesKZ), to: ["KZ"]),
        Row(refs(red, Fixture.namesKZ) + "," + named("UZ"), to: []),
        Row(refs(red) + "," + named("US"), to: []),
        // A sharing group narrows, and names.
        Row(refs(Fixture.groupMarking), to: ["KZ", "UZ"]),
        Row(refs(Fixture.groupMarking, clear), to: ["KZ", "UZ"]),
        Row(refs(Fixture.groupMarking, red), to: ["KZ", "UZ"]),
        Row(refs(Fixture.groupMarking, strict) + "," + by(Fixture.ru), to: ["KZ", "UZ", "RU"]),
        Row(refs(Fixture.groupMarking, Fixture.namesKZ, red), to: ["KZ"]),
        // What is missing, not understood or broken goes to nobody.
        Row(refs(Fixture.missing), to: []), Row(refs(Fixture.missing, clear), to: []),
        Row(refs(Fixture.opaque, clear), to: []),
        Row(refs(clear.uppercased()), to: []),
        Row(#""object_marking_refs":"\#(clear)""#, to: []),
        Row(#""object_marking_refs":[1]"#, to: []),
        Row(#""object_marking_refs":null"#, to: []),
        Row(#""Object_Marking_Refs":["\#(clear)"]"#, to: []),
        Row(refs(clear) + #","granular_markings":{}"#, to: []),
        Row(refs(clear) + #","granular_markings":[{"marking_ref":"\#(clear)"}]"#, to: []),
        Row(refs(clear) + #","extensions":{"\#(Fixture.recipients)":{"recipients":"KZ"}}"#, to: []),
        Row(refs(clear) + #","extensions":{"\#(Fixture.recipients)":{}}"#, to: []),
        // Where they stand in no place for them they close as well.
        Row(refs(clear) + #","extensions":[{"\#(Fixture.recipients)":{"recipients":["KZ"]}}]"#, to: []),
        Row(refs(clear) + #","extensions":"\#(Fixture.recipients)""#, to: []),
        Row(refs(clear) + #","extensions":{"\#(Fixture.recipients.uppercased())":{"recipients":"KZ"}}"#, to: []),
        // A property that stands twice is read twice.
        Row(refs(red) + "," + refs(clear), to: []), Row(refs(clear) + "," + refs(red), to: []),
        Row(refs(red) + "," + named("KZ", "UZ") + "," + named("UZ"), to: ["UZ"]),
        // Parts: an object goes whole or not at all.
        Row(refs(clear) + #","granular_markings":[{"marking_ref":"\#(amber)","selectors":["name"]}]"#, to: members),
        Row(refs(clear) + #","granular_markings":[{"marking_ref":"\#(clear)","selectors":["nowhere"]}]"#, to: everyone),
        Row(refs(amber) + #","granular_markings":[{"marking_ref":"\#(clear)","selectors":["name"]}]"#, to: members),
        Row(refs(clear) + #","granular_markings":[{"lang":"ru","selectors":["name"]}]"#, to: everyone),
        Row(
            refs(clear) + #","granular_markings":[{"marking_ref":"\#(Fixture.missing)","selectors":["name"]}]"#, to: []),
    ]

    @Test("An object goes to those whom its markings let have it", arguments: rows)
    func wholeObjects(_ row: Row) {
        let object = Fixture.indicator(row.object)
        let policy = Fixture.policy()
        for name in Self.everyone {
            let decision = policy.decide(object, for: Recipient(name)!)
            #expect(
                decision.isReleased == row.goesTo.contains(name),
                "\(name): \(decision.reason.words(for: Recipient(name)!))")
        }
    }

    @Test("Nobody outside the union gets anything, not even what is clear")
    func strangers() {
        let object = Fixture.indicator(Self.refs(Self.clear))
        #expect(Fixture.policy().decide(object, for: Recipient("US")!).withheldBecause == .unknownRecipient)
        #expect(Fixture.policy().decide(object, for: Recipient("no-partner")!).withheldBecause == .unknownRecipient)
        #expect(
            ReleasePolicy(community: .none).decide(object, for: Recipient("KZ")!).withheldBecause == .unknownRecipient)
    }

    @Test("What nobody signed belongs to who handed it over", arguments: [Fixture.kz, Fixture.uz])
    func handedOver(_ recipient: MemberState) {
        let unsigned = Fixture.indicator(Self.refs(Self.strict), sharedBy: Fixture.kz)
        let signed = Fixture.indicator(Self.refs(Self.strict) + "," + Self.by(Fixture.ru), sharedBy: Fixture.kz)
        let policy = Fixture.policy()
        #expect(policy.decide(unsigned, for: .member(recipient)).isReleased == (recipient == Fixture.kz))
        #expect(!policy.decide(signed, for: .member(recipient)).isReleased)
    }

    @Test("Where values go, the parts that may not are named; a required or lost one keeps the whole")
    func parts() {
        let policy = Fixture.policy()
        func decide(_ selectors: String) -> ReleaseDecision {
            policy.decide(
                Fixture.indicator(
                    Self.refs(Self.clear)
                        + #","granular_markings":[{"marking_ref":"\#(Self.red)","selectors":[\#(selectors)]}]"#),
                for: .member(Fixture.kz), through: .value)
        }
        #expect(decide(#""name","labels.[1]""#).withheldParts.map(\.path) == ["name", "labels.[1]"])
        #expect(decide(#""name""#).isReleased)
        #expect(decide(#""pattern""#).withheldBecause == .requiredPart("pattern"))
        #expect(decide(#""id""#).withheldBecause == .requiredPart("id"))
        for lost in ["labels.[2]", "labels.x", "nothing", "", "labels.[-1]", "labels.[1].x"] {
            #expect(decide("\"\(lost)\"").withheldBecause == .lostPart(lost))
        }
    }

    @Test("An observable is not released without what its id is made from")
    func observables() {
        let object = Fixture.object(
            #"{"type":"ipv4-addr","id":"ipv4-addr--00000000-0000-5000-8000-000000000001","value":"192.0.2.1","object_marking_refs":["\#(Self.clear)"],"granular_markings":[{"marking_ref":"\#(Self.red)","selectors":["value"]}]}"#
        )
        #expect(
            Fixture.policy().decide(object, for: .anyone, through: .value).withheldBecause == .requiredPart("value"))
    }

    @Test("A marking goes with what it marks, unless it is marked itself")
    func definitions() {
        let plain = Fixture.object(#"{"type":"marking-definition","id":"\#(Fixture.statement)"}"#)
        let marked = Fixture.object(
            #"{"type":"marking-definition","id":"\#(Fixture.statement)",\#(Self.refs(Self.red))}"#)
        #expect(Fixture.policy().decide(plain, for: .anyone).isReleased)
        #expect(!Fixture.policy().decide(marked, for: .anyone).isReleased)
        var closure = ReleaseClosure()
        let carrier = Fixture.indicator(Self.refs(Fixture.statement, Self.clear))
        closure.add(carrier, Fixture.policy().decide(carrier, for: .anyone))
        closure.add(marked, Fixture.policy().decide(marked, for: .anyone))
        closure.close()
        #expect(closure.reason(carrier.id) == .refersTo(Fixture.statement))
    }

    @Test("The default moves with the community", arguments: Marking.allCases)
    func defaults(_ unmarked: Marking) {
        let policy = Fixture.policy(unmarked: unmarked)
        for name in Self.everyone {
            let recipient = Recipient(name)!
            let marked = Fixture.indicator(Self.refs(unmarked.definitionID))
            #expect(
                policy.decide(Fixture.indicator(""), for: recipient).isReleased
                    == policy.decide(marked, for: recipient).isReleased)
        }
    }

    @Test("Every hostile number of selectors ends, and fails closed")
    func manySelectors() {
        let selectors = repeatElement("\"labels.[1]\"", count: 200_000).joined(separator: ",")
        let object = Fixture.indicator(
            Self.refs(Self.clear)
                + #","granular_markings":[{"marking_ref":"\#(Self.clear)","selectors":[\#(selectors)]}]"#)
        #expect(!Fixture.policy().decide(object, for: .anyone).isReleased)
    }
}
