import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaTestSupport

/// A random union with indicators and sightings, and what everybody may know of them by rules as plain as those of the
/// documentation: nothing here reads JSON or calls the policy.
struct HomeScenario {
    static let states = ["KZ", "UZ", "RU", "TJ", "CN"].map { MemberState($0)! }
    /// How many values are stated.
    static let values = 16
    static let stranger = MemberState("US")!
    static let recipients = states.map { Recipient.member($0) } + [.partner("regional-csirt"), .anyone]

    /// What the generator knows of a statement.
    struct Statement {
        var indicator: SightedIndicator
        var level: Marking?
        var names: Set<MemberState>?
    }

    var community: Community
    var statements: [Statement]
    var sightings: [RecordedSighting]

    init(_ random: inout SeededRandom) {
        func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }
        func some<Element>(_ all: [Element]) -> [Element] { all.filter { _ in Bool.random(using: &random) } }
        let members = Self.states.map { state in
            Community.Member(
                state: state, names: ["en": "Land of \(state)"],
                identities: [
                    "identity--00000000-0000-4000-8000-0000000000\(state.code.lowercased().utf8.map { String($0, radix: 16) }.joined().prefix(2))"
                ],
                sectors: chance(2) ? ["sector-of-\(state)"] : [],
                disclosure: chance(4) ? nil : Disclosure.allCases.randomElement(using: &random),
                tells: chance(3) ? Set(some(Self.states)) : nil, isAnonymous: chance(5))
        }
        community = Community(
            name: "Test union", members: members,
            sharing: SharingRules(
                unmarked: Marking.allCases.randomElement(using: &random)!, partners: ["regional-csirt"],
                disclosure: Disclosure.allCases.randomElement(using: &random)!))
        statements = []
        for value in 0..<Self.values {
            for number in 0..<Int.random(in: 1...3, using: &random) {
                let producer = chance(8) ? nil : Self.states.randomElement(using: &random)
                let level = chance(4) ? nil : Marking.allCases.randomElement(using: &random)
                let names = chance(5) ? Set(some(Self.states)) : nil
                let id = "indicator--00000000-0000-4000-8000-00000000\(1000 + value * 10 + number)"
                statements.append(
                    Statement(
                        indicator: SightedIndicator(
                            id: id, producer: producer, observable: Self.value(value),
                            object: MarkedObject(
                                id: id, type: "indicator", sharedBy: producer, label: level, recipients: names),
                            isObject: !chance(3), confidence: UInt8.random(in: 0...100, using: &random)),
                        level: level, names: names))
            }
        }
        sightings = []
        for number in 10..<58 {
            let value = Self.value(Int.random(in: 0..<Self.values, using: &random))
            let producers = Set(
                statements.filter { $0.indicator.observable == value }.compactMap(\.indicator.producer))
            let observer = chance(10) ? (chance(2) ? nil : Self.stranger) : Self.states.randomElement(using: &random)
            // A day of its own for each, so that no time of one is a time of another.
            let day = Timestamp(seconds: 1_800_000_000 + Int64(number) * 864_000)
            sightings.append(
                RecordedSighting(
                    Sighting(
                        id: "sighting--00000000-0000-4000-8000-0000000000\(number)", observable: value,
                        indicatorID: nil, producers: producers.sorted(), observer: observer,
                        source: "logs/source-\(number).log", count: Int.random(in: 1...9_999_999, using: &random),
                        firstSeen: chance(6) ? nil : day.adding(Int64.random(in: 1..<3_600, using: &random)),
                        lastSeen: day.adding(7_200 + Int64.random(in: 1..<3_600, using: &random)),
                        confidence: 77, marking: .red),
                    recorded: day.adding(360_000 + Int64.random(in: 1..<3_600, using: &random))))
        }
    }

    static func value(_ number: Int) -> Observable {
        Observable(type: .ipv4Address, canonicalBytes: [198, 51, 100, UInt8(200 + number)])
    }

    // MARK: - The rules

    func mayHave(_ recipient: Recipient, _ statement: Statement) -> Bool {
        let level = statement.level ?? community.sharing.unmarked
        guard case .member(let state) = recipient else {
            return statement.names == nil && level <= (recipient == .anyone ? .clear : .green)
        }
        let isNamed = statement.names?.contains(state) ?? false
        if level == .red { return isNamed }
        if statement.indicator.producer == state { return true }
        return level == .amberStrict ? isNamed : statement.names == nil || isNamed
    }

    /// `nil` where it is told nothing; a level; `.evidence` and own for what is the recipient's.
    func told(_ observer: MemberState?, _ recipient: Recipient) -> (level: Disclosure, isOwn: Bool)? {
        guard let member = observer.flatMap({ community.member($0) }) else { return nil }
        if recipient == .member(member.state) { return (.evidence, true) }
        guard case .member(let state) = recipient, member.tells?.contains(state) ?? true else { return nil }
        let level = member.disclosure ?? community.sharing.disclosure
        return (member.isAnonymous ? min(level, .time) : level, false)
    }

    func stating(_ sighting: Sighting) -> [Statement] {
        statements.filter { statement in
            guard statement.indicator.observable == sighting.observable else { return false }
            return statement.indicator.producer.map { sighting.producers.contains($0) } ?? sighting.producers.isEmpty
        }
    }

    func mayKnow(_ recipient: Recipient, _ sighting: Sighting) -> Bool {
        told(sighting.observer, recipient) != nil && stating(sighting).contains { mayHave(recipient, $0) }
    }

    /// The same union in which everything that the recipient may not know is otherwise.
    func altered(for recipient: Recipient, _ random: inout SeededRandom) -> HomeScenario {
        var other = self
        // What others have stated beside what the recipient may have: that they have, and how sure they are.
        other.statements.removeAll { statement in
            guard !mayHave(recipient, statement), let producer = statement.indicator.producer else { return false }
            let stays = statements.contains {
                $0.indicator.observable == statement.indicator.observable && mayHave(recipient, $0)
                    && $0.indicator.producer != nil && $0.indicator.producer != producer
            }
            return stays && Bool.random(using: &random)
        }
        other.sightings = sightings.compactMap { entry in
            var (entry, sighting) = (entry, entry.sighting)
            (sighting.confidence, sighting.marking) = (UInt8.random(in: 0...100, using: &random), nil)
            guard mayKnow(recipient, sighting), let told = told(sighting.observer, recipient) else {
                if Bool.random(using: &random) { return nil }
                sighting.count += 1_234_567
                sighting.source = "logs/elsewhere.log"
                sighting.firstSeen = sighting.firstSeen?.adding(-86_400 * 3)
                sighting.lastSeen = sighting.lastSeen?.adding(86_400 * 3)
                entry = RecordedSighting(sighting, recorded: entry.recorded.adding(86_400 * 5))
                return entry
            }
            let known = Set(other.stating(sighting).compactMap(\.indicator.producer))
            if !known.isEmpty { sighting.producers.removeAll { !known.contains($0) } }
            if !told.isOwn, told.level < .evidence {
                sighting.source = "logs/other-\(entry.sighting.source.suffix(5))"
                if told.level == .count {
                    sighting.firstSeen = nil
                    sighting.lastSeen = sighting.lastSeen?.adding(86_400 * 2)
                    entry.recorded = entry.recorded.inSameDay
                } else {
                    sighting.firstSeen = sighting.firstSeen?.inSameHour
                    sighting.lastSeen = sighting.lastSeen?.inSameHour
                    entry.recorded = entry.recorded.inSameHour
                }
            }
            return RecordedSighting(sighting, recorded: entry.recorded)
        }
        return other
    }

    // MARK: - The doors

    /// What a member may know.
    func digest(for state: MemberState) -> Digest {
        let told = ToldSightings(
            of: sightings, indicators: SightedIndicators(statements.map(\.indicator)),
            policy: ReleasePolicy(community: community), community: community, for: .member(state))
        return Digest(told, for: state, community: community)
    }

    /// What the recipient gets by each door, as text; of the page's forms one.
    func outputs(for recipient: Recipient, form: Int) -> [(door: String, text: String)] {
        let policy = ReleasePolicy(community: community)
        let indicators = SightedIndicators(statements.map(\.indicator))
        let told = ToldSightings(
            of: sightings, indicators: indicators, policy: policy, community: community, for: recipient)
        var outputs = [
            ("export", StixExport.sightings(told, for: recipient, community: community)),
            ("items", Array(told.items(for: recipient).map { "\($0.id) \($0.modified)" }.joined().utf8)),
        ]
        if case .member(let state) = recipient {
            let digest = Digest(told, for: state, community: community)
            switch form {
            case 0: outputs.append(("text", Array(digest.text().utf8)))
            case 1: outputs.append(("json", digest.json()))
            case 2: outputs.append(("csv", Array(digest.csv().utf8)))
            case 3: outputs.append(("page", DigestPage(digest, making: PageFixture.making(.uzbek)).html()))
            default: outputs.append(("markdown", Array(digest.markdown().utf8)))
            }
            let offer = SightingOffer(
                to: state, of: sightings, indicators: indicators, policy: policy, community: community)
            outputs.append(
                ("published", offer.objects.flatMap { $0.json(created: $0.recorded, modified: $0.recorded) }))
        }
        return outputs.map { (door: $0.0, text: String(decoding: $0.1, as: UTF8.self)) }
    }
}

extension Timestamp {
    func adding(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds + seconds * 1_000_000) }

    /// Another moment of the hour, not at its beginning.
    var inSameHour: Timestamp {
        let start = microseconds - microseconds % 3_600_000_000
        return Timestamp(microseconds: start + (microseconds - start) / 2 + 1)
    }

    /// Another moment of the day.
    var inSameDay: Timestamp {
        let start = microseconds - microseconds % 86_400_000_000
        return Timestamp(microseconds: start + (microseconds - start) / 3 + 1)
    }
}
