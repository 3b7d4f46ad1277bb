import TamgaModel
import TamgaRelease
import Testing

/// What each recipient is told of what was seen in a member's logs, by the community file alone.
@Suite struct SightingTermsTests {
    private static func policy(
        _ disclosure: Disclosure?, tells: Set<MemberState>? = nil, isAnonymous: Bool = false
    ) -> ReleasePolicy {
        var community = Fixture.community()
        community.sharing.disclosure = .time
        community.members = community.members.map { member in
            var member = member
            if member.state == Fixture.kz {
                (member.disclosure, member.tells, member.isAnonymous) = (disclosure, tells, isAnonymous)
            }
            return member
        }
        return ReleasePolicy(community: community)
    }

    /// `own`, the level's word, or nothing; `?` for an observer that is not named.
    private static func told(_ policy: ReleasePolicy, _ observer: MemberState?, _ name: String) -> String? {
        policy.terms(of: observer, for: Recipient(name)!).map {
            ($0.disclosure?.word ?? "own") + ($0.isAnonymous ? "?" : "")
        }
    }

    @Test(
        "The member's word counts, else the union's",
        arguments: [
            (nil, nil, false, ["own", "time", "time", nil, nil]),
            (.count, nil, false, ["own", "count", "count", nil, nil]),
            (.evidence, nil, false, ["own", "evidence", "evidence", nil, nil]),
            (.evidence, ["UZ"], false, ["own", "evidence", nil, nil, nil]),
            (.count, [], false, ["own", nil, nil, nil, nil]),
            (.evidence, nil, true, ["own", "time?", "time?", nil, nil]),
            (.count, ["RU"], true, ["own", nil, "count?", nil, nil]),
        ] as [(Disclosure?, [String]?, Bool, [String?])])
    func levels(_ disclosure: Disclosure?, _ tells: [String]?, _ isAnonymous: Bool, _ told: [String?]) {
        let policy = Self.policy(
            disclosure, tells: tells.map { Set($0.compactMap { MemberState($0) }) }, isAnonymous: isAnonymous)
        let recipients = ["KZ", "UZ", "RU", "regional-csirt", "anyone"]
        #expect(recipients.map { Self.told(policy, Fixture.kz, $0) } == told)
        // Strangers are told nothing, and nobody is told of strangers' logs.
        #expect(Self.told(policy, Fixture.kz, "US") == nil && Self.told(policy, Fixture.kz, "stranger") == nil)
        for recipient in recipients + ["US"] {
            #expect(Self.told(policy, nil, recipient) == nil)
            #expect(Self.told(policy, MemberState("US"), recipient) == nil)
        }
    }
}
