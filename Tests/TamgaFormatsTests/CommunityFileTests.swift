import TamgaFormats
import TamgaModel
import Testing

@Suite struct CommunityFileTests {
    @Test func aCommunityIsReadWhole() throws {
        let yaml = """
            name: Example union
            members:
              - code: UZ
              - code: "NO"
                names: { en: Norway, ru: Норвегия }
                identities: [identity--00000000-0000-4000-8000-000000000001]
                networks: [192.0.2.0/25, 2001:db8::/32, 198.51.100.1]
                domains: [GOV.example., no]
                sources:
                  paths: ["logs/no/*"]
                  hosts: ["*.no.example"]
                  fields: { observer.geo: NO }
                sectors: [energy]
            """
        let community = try CommunityFile.read(Array(yaml.utf8), source: "community.yaml")
        #expect(community.name == "Example union")
        #expect(community.members.map(\.state.code) == ["NO", "UZ"])
        let member = try #require(community.member(MemberState("NO")!))
        #expect(member.names == ["en": "Norway", "ru": "Норвегия"])
        #expect(member.networks.map(\.text) == ["192.0.2.0/25", "2001:db8::/32", "198.51.100.1"])
        #expect(member.domains == ["gov.example", "no"])
        #expect(member.sources.paths == ["logs/no/*"])
        #expect(member.sources.hosts == ["*.no.example"])
        #expect(member.sources.fields == [Community.Sources.Field(name: "observer.geo", value: "NO")])
        #expect(member.sectors == ["energy"])
    }

    @Test func theRulesOfQualityAreRead() throws {
        func quality(_ yaml: String) throws -> QualityRules? {
            try CommunityFile.read(Array("members: [{code: UZ}]\n\(yaml)".utf8), source: "c.yaml").quality
        }
        #expect(try quality("") == nil)
        #expect(try quality("quality: {}") == QualityRules())
        let rules = try #require(
            try quality(
                "quality:\n  half-life: {ipv4: 36h, domain: 2w, url: never, md5: 1y, pattern: 3d}\n  dispute: 25%"))
        #expect(rules.decay.halfLives[.ipv4Address] == 1.5 && rules.decay.halfLives[.domainName] == 14)
        #expect(rules.decay.halfLives[.url] == nil && rules.decay.halfLives[.md5] == 365)
        #expect(rules.decay.halfLives[.pattern] == 3 && rules.decay.halfLives[.ipv6Address] == 14)
        #expect(rules.disputeFactor == 0.25)
        for wrong in [
            "half-life: {ipv4: 14}", "half-life: {ipv4: 0d}", "half-life: {ipv5: 1d}", "half-life: 14d", "dispute: 0.5",
            "dispute: 101%", "decay: 1", "half-life: {ipv4: -1d}", "half-life: {ipv4: 1e3d}",
        ] {
            #expect(throws: FormatsError.self, "\(wrong)") { try quality("quality: {\(wrong)}") }
        }
    }

    @Test func theSharingRulesAreRead() throws {
        let marking = "marking-definition--00000000-0000-4000-8000-000000000001"
        let yaml = """
            sharing:
              unmarked: TLP:GREEN
              partners: [regional-csirt]
              groups:
                - { name: energy, members: [KZ, UZ], markings: [\(marking)] }
            members: [{ code: KZ }, { code: UZ }]
            """
        let sharing = try CommunityFile.read(Array(yaml.utf8), source: "c.yaml").sharing
        let energy = SharingRules.Group(
            name: "energy", members: [MemberState("KZ")!, MemberState("UZ")!], markings: [marking])
        #expect(sharing == SharingRules(unmarked: .green, partners: ["regional-csirt"], groups: [energy]))
        let without = try CommunityFile.read(Array("members: [{ code: KZ }]".utf8), source: "c.yaml")
        #expect(without.sharing == SharingRules(unmarked: .amber))
    }

    @Test func whatIsToldOfSightingsIsRead() throws {
        let yaml = """
            members:
              - { code: KZ, disclosure: time, tell: [UZ, RU] }
              - { code: UZ, tell: nobody, anonymous: true }
              - { code: RU, disclosure: Evidence, anonymous: false }
              - { code: TJ, tell: [] }
            sharing: { disclosure: evidence }
            """
        let community = try CommunityFile.read(Array(yaml.utf8), source: "c.yaml")
        #expect(community.sharing.disclosure == .evidence)
        let read = community.members.map {
            "\($0.state) \($0.disclosure?.word ?? "-") \($0.tells?.sorted().description ?? "-") \($0.isAnonymous)"
        }
        #expect(
            read == ["KZ time [RU, UZ] false", "RU evidence - false", "TJ - [] false", "UZ - [] true"])
        let without = try CommunityFile.read(Array("members: [{ code: KZ }]".utf8), source: "c.yaml")
        #expect(without.sharing.disclosure == .count && without.members[0].tells == nil)
    }

    @Test(
        arguments: [
            ("members: [{ code: KZ, disclosure: all }]", 1, "count, time or evidence"),
            ("sharing: { disclosure: [time] }\nmembers: [{ code: KZ }]", 1, "single value"),
            ("members:\n  - code: KZ\n    tell: UZ\n  - code: UZ\n", 3, "[UZ, RU] or nobody"),
            ("members:\n  - code: KZ\n    tell: [UZ]\n", 3, "no member of the union"),
            ("members:\n  - code: KZ\n    tell: [KAZ]\n", 3, "two letters"),
            ("members: [{ code: KZ, anonymous: maybe }]", 1, "neither true nor false"),
            ("members: [{ code: KZ, anonymous: true, disclosure: evidence }]", 1, "names its sources"),
        ] as [(String, Int, String)])
    func whatCannotBeToldIsSaid(_ yaml: String, _ line: Int, _ words: String) {
        #expect {
            try CommunityFile.read(Array(yaml.utf8), source: "c.yaml")
        } throws: { error in
            guard case .unusable("c.yaml", line, let why) = error as? FormatsError else { return false }
            return why.contains(words)
        }
    }

    @Test(
        arguments: [
            ("", nil, "empty"), ("name: x", 1, "no members"), ("members:\n  - name: x\n", 2, "not known"),
            ("members:\n  - names: {en: x}\n", 2, "no “code:”"), ("members:\n  - code: KAZ\n", 2, "two letters"),
            ("members:\n  - code: KZ\n  - code: kz\n", 3, "twice"),
            (
                "members:\n  - code: KZ\n    networks: [192.0.2.1]\n  - code: UZ\n    networks:\n      - 192.0.2.1\n",
                6, "belongs to KZ and to UZ"
            ),
            ("members:\n  - code: KZ\n    networks: [example]\n", 3, "no network"),
            ("members:\n  - code: KZ\n    domains: ['a b.c']\n", 3, "no domain"),
            ("members:\n  - code: KZ\n    networks: 192.0.2.1\n", 3, "must be a list"),
            ("members:\n  - code: [KZ\n", nil, "not YAML"), ("member:\n  - code: KZ\n", 1, "not known"),
            ("members:\n  - code: KZ\n    identities: [x]\n", 3, "no STIX identity"),
            ("members:\n  - code: KZ\nsharing:\n  unmarked: purple\n", 4, "no marking"),
            ("members:\n  - code: KZ\nsharing:\n  partner: [x]\n", 4, "not known"),
            ("members:\n  - code: KZ\nsharing:\n  partners: [US]\n", 4, "no partner's name"),
            ("members:\n  - code: KZ\nsharing:\n  partners: [anyone]\n", 4, "no partner's name"),
            ("members:\n  - code: KZ\nsharing:\n  partners: [abc, abc]\n", 4, "twice"),
            ("members:\n  - code: KZ\nsharing:\n  groups:\n    - name: x\n      members: [US]\n", 6, "no member"),
            ("members:\n  - code: KZ\nsharing:\n  groups:\n    - name: x\n      members: [KZ]\n", 5, "no “markings:”"),
            ("members:\n  - code: KZ\nsharing:\n  groups:\n    - members: [KZ]\n", 5, "no “name:”"),
            (
                "members:\n  - code: KZ\nsharing:\n  groups:\n    - name: x\n      members: [KZ]\n      markings: [marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1]\n",
                7, "TLP marking"
            ),
        ] as [(String, Int?, String)])
    func whatIsWrongIsSaidWithItsLine(_ yaml: String, _ line: Int?, _ words: String) {
        var caught: FormatsError?
        do throws(FormatsError) { _ = try CommunityFile.read(Array(yaml.utf8), source: "c.yaml") } catch {
            caught = error
        }
        guard case .unusable(_, let place, let text) = caught else {
            Issue.record("accepted: \(yaml)")
            return
        }
        if let line { #expect(place == line) }
        #expect(text.contains(words), "\(text)")
    }
}
