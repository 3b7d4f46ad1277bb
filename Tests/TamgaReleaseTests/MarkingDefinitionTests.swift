import TamgaModel
import TamgaRelease
import Testing

@Suite struct MarkingDefinitionTests {
    static let id = "marking-definition--00000000-0000-4000-8000-000000000001"

    static func statement(_ text: String) -> String {
        #""definition_type":"statement","definition":{"statement":"\#(text)"}"#
    }

    @Test(
        "A definition's level is found in every form that occurs",
        arguments: [
            (#""definition_type":"tlp","definition":{"tlp":"amber"}"#, .level(.amber)),
            (#""definition_type":"tlp","definition":{"tlp":"white"}"#, .level(.clear)),
            (
                #""extensions":{"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d":{"extension_type":"property-extension","tlp_2_0":"amber+strict"}}"#,
                .level(.amberStrict)
            ),
            (#""name":"TLP:RED","definition_type":"tlp","definition":{"tlp":"green"}"#, .level(.red)),
            (
                #""definition_type":"statement","definition":{"statement":"custom"},"x_opencti_definition":"TLP:AMBER+STRICT""#,
                .level(.amberStrict)
            ),
            (statement("TLP:AMBER+STRICT"), .level(.amberStrict)),
            (statement("tlp amber strict"), .level(.amberStrict)),
            (statement("TLP-AMBER_STRICT, then TLP:GREEN"), .level(.amberStrict)),
            (statement("Shared under TLP:GREEN."), .level(.green)), (statement("We follow TLP."), .statement),
            (statement("© 2026"), .statement), (statement("xTLP:RED"), .statement),
            (statement("TLP:PURPLE"), .opaque("“TLP:PURPLE”")), (statement("TLP:"), .opaque("“TLP:”")),
            (#""definition_type":"tlp","definition":{"tlp":"purple"}"#, .opaque("a TLP label that is none")),
            (#""definition_type":"tlp","definition":{}"#, .opaque("nothing that it says")),
            (#""definition_type":"iep","definition":{"tlp":"green"}"#, .opaque("“iep”")),
            (#""definition_type":7"#, .opaque("“another value than a name”")),
            (
                #""extensions":{"extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce":{"identifier":"isa"}}"#,
                .opaque("“extension-definition--3a65884d-005a-4290-8335-cb2d778a83ce”")
            ),
            ("\"created\":\"2026-01-01T00:00:00.000Z\"", .opaque("nothing that it says")),
        ] as [(String, MarkingDefinition.Kind)])
    func kinds(_ properties: String, _ kind: MarkingDefinition.Kind) throws {
        let definition = try #require(
            Fixture.definition(#"{"type":"marking-definition","id":"\#(Self.id)",\#(properties)}"#))
        #expect(definition.kind == kind)
    }

    @Test("Of two definitions with one id the stricter parts count")
    func twice() {
        let kinds: [MarkingDefinition.Kind] = [.statement, .level(.clear), .level(.red), .opaque("x")]
        for (lower, left) in kinds.enumerated() {
            for right in kinds[lower...] {
                let one = MarkingDefinition(id: Self.id, kind: left, recipients: [Fixture.kz, Fixture.uz])
                let other = MarkingDefinition(id: Self.id, kind: right, recipients: [Fixture.kz])
                #expect(one.stricter(other).kind == right && other.stricter(one).kind == right)
                #expect(one.stricter(other).recipients == [Fixture.kz])
            }
        }
    }

    @Test(
        "What several definitions of one id mark goes to nobody, unless they say the same; too many are as good as others"
    )
    func contested() {
        let clear = MarkingDefinition(id: Self.id, kind: .level(.clear))
        let red = MarkingDefinition(id: Self.id, kind: .level(.red))
        let named = MarkingDefinition(id: Self.id, kind: .level(.clear), recipients: [Fixture.kz])
        let object = Fixture.indicator(ReleasePolicyTests.refs(Self.id))
        let most = Marking.maximumDefinitions
        let cases: [(definitions: [MarkingDefinition], isReleased: Bool)] = [
            ([clear], true), ([clear, clear], true), ([clear, red], false), ([red, clear], false),
            ([clear, named], false),
            ([clear, clear, named], false), (Array(repeating: clear, count: most - 1), true),
            (Array(repeating: clear, count: most), false),
        ]
        for (definitions, isReleased) in cases {
            let policy = ReleasePolicy(community: Fixture.community(), definitions: definitions)
            for recipient in [Recipient.anyone, .member(Fixture.kz)] {
                #expect(policy.decide(object, for: recipient).isReleased == isReleased, "\(definitions.count)")
            }
        }
    }

    @Test("A foreign copy of a TLP definition changes nothing")
    func foreignCopies() {
        let copy = MarkingDefinition(id: Marking.red.definitionID, kind: .level(.clear))
        let policy = ReleasePolicy(community: Fixture.community(), definitions: [copy])
        let object = Fixture.indicator(ReleasePolicyTests.refs(Marking.red.definitionID))
        #expect(!policy.decide(object, for: .anyone).isReleased)
    }
}
