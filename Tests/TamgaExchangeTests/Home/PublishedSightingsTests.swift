import Foundation
import TamgaExchange
import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaStore
import Testing

/// Sightings go home: what the producer of an indicator is offered of its sightings in the logs of others.
@Suite struct PublishedSightingsTests {
    typealias Union = HomeUnion

    static let green = Marking.green.definitionID
    static let red = Marking.red.definitionID
    static let amber = Marking.amber.definitionID

    @Test(
        "The observer's level says what is told, and nothing above it is in the objects",
        arguments: [
            (Disclosure.count, nil, nil, 0, ["2026-11-20", "2026-11-21", "logs/fw.log", "sector-of", "10:11"]),
            (
                .time, "2026-11-20T08:00:00Z", "2026-11-21T10:00:00Z", 0,
                ["08:12", "09:45", "logs/fw.log", "10:11"]
            ),
            (.evidence, "2026-11-20T08:12:34.567Z", "2026-11-21T09:45:56.789Z", 1, []),
        ] as [(Disclosure, String?, String?, Int, [String])])
    func levels(_ level: Disclosure, _ first: String?, _ last: String?, _ data: Int, _ hidden: [String]) throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz, [Self.green])
        try union.see(1, of: [Union.uz], in: Union.kz, count: 7)
        let publication = try union.publish(Union.community(level))
        #expect(publication.sightings == 1 && publication.new == 2 + data)
        let sighting = try #require(try union.offered().first)
        #expect(sighting["count"] as? Int == 7)
        #expect(sighting["first_seen"] as? String == first)
        #expect(sighting["last_seen"] as? String == last)
        #expect(sighting["sighting_of_ref"] as? String == Union.id(1))
        #expect(sighting["created_by_ref"] as? String == Union.identity[Union.kz])
        #expect(sighting["where_sighted_refs"] as? [String] == [Union.identity[Union.kz]!])
        #expect(sighting["labels"] as? [String] == (level == .count ? nil : ["sector:sector-of-KZ"]))
        // As its indicator, and TLP:AMBER at least.
        #expect(sighting["object_marking_refs"] as? [String] == [Self.amber])
        #expect(try union.offered("observed-data").count == data)
        let bytes = try union.everything().filter { $0.source == PublishedSightings.source }.map(\.original)
        for text in bytes.map({ String(decoding: $0, as: UTF8.self) }) {
            for word in hidden { #expect(!text.contains(word), "\(word) in \(text)") }
            if level != .evidence { #expect(!text.contains("198.51.100")) }
        }
    }

    @Test("Evidence is the observable, its exact times and the source, source by source")
    func evidence() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        try union.see(1, of: [Union.uz], in: Union.kz, count: 7)
        try union.see(1, of: [Union.uz], in: Union.kz, count: 3, source: "logs/dns.log", first: nil, last: nil)
        try union.see(1, of: [Union.uz], in: Union.kz, count: 2, source: "logs/mail.log")
        try union.publish(Union.community(.evidence))
        let sighting = try #require(try union.offered().first)
        #expect(sighting["count"] as? Int == 12)
        let data = try union.offered("observed-data")
        #expect(Set(sighting["observed_data_refs"] as? [String] ?? []) == Set(data.compactMap { $0["id"] as? String }))
        #expect(Set(data.compactMap { $0["number_observed"] as? Int }) == [7, 2])
        let sources = data.flatMap { $0["external_references"] as? [[String: String]] ?? [] }
        #expect(Set(sources.compactMap { $0["external_id"] }) == ["logs/fw.log", "logs/mail.log"])
        let objects = try #require(data.first?["objects"] as? [String: [String: String]])
        #expect(objects["0"]?["value"] == "198.51.100.1" && objects["0"]?["type"] == "ipv4-addr")
    }

    @Test("A second run writes nothing: not a version, not a row, not a time")
    func idempotent() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        try union.bring("198.51.100.9\n", "list.txt", from: Union.ru)
        try union.see(1, of: [Union.uz], in: Union.kz, count: 7)
        try union.see(9, of: [Union.ru], in: Union.kz, count: 1)
        let community = Union.community(.evidence)
        let first = try union.publish(community)
        #expect(first.sightings == 2 && !first.isUnchanged)
        let (before, sources) = (try union.everything(), try union.store.sources())
        // The same log read again is recorded again, and says the same.
        try union.see(1, of: [Union.uz], in: Union.kz, count: 7, recorded: "2026-11-25T00:00:00Z")
        let second = try union.publish(community, at: "2026-11-26T00:00:00Z")
        #expect(second.isUnchanged && second.unchanged == first.new - 1)
        #expect(try union.everything() == before)
        #expect(try union.store.sources() == sources)
    }

    @Test("No store's ids can be worked out from what is sighted: each has a secret of its own")
    func secretIDs() throws {
        let ids = try (0..<2).map { _ in
            let union = try Union()
            try union.indicator(1, by: Union.uz)
            try union.see(1, of: [Union.uz], in: Union.kz, count: 7)
            try union.publish(Union.community(.evidence))
            let query = ObjectQuery(types: ["sighting", "observed-data"])
            return Set(try union.store.objects(matching: query).map(\.id))
        }
        #expect(ids[0].count == 2 && ids[0].isDisjoint(with: ids[1]))
    }

    @Test("A higher count is a newer version of the same object, however close in time")
    func versions() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        let community = Union.community(.count)
        var versions: [StoredObject] = []
        for count in [7, 8, 9] {
            try union.see(1, of: [Union.uz], in: Union.kz, count: count)
            #expect(try union.publish(community).isUnchanged == false)
            versions = try union.store.objects(matching: ObjectQuery(types: ["sighting"], includesHistory: true))
        }
        #expect(versions.count == 3 && Set(versions.map(\.id)).count == 1)
        #expect(
            versions.map(\.modified) == versions.map(\.modified).sorted() && Set(versions.map(\.modified)).count == 3)
        // Of a count no time is told: the versions have the day, and a millisecond a hit.
        #expect(versions[0].modified == Union.time("2026-11-22T00:00:00.007Z"))
        let newest = try #require(try union.offered().first)
        #expect(newest["count"] as? Int == 9 && newest["created"] as? String == "2026-11-22T00:00:00.007Z")
    }

    @Test("Each is named to the producer and the observer, and to nobody else")
    func recipients() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz, [Marking.clear.definitionID])
        try union.see(1, of: [Union.uz], in: Union.kz, count: 7)
        let community = Union.community(.evidence)
        try union.publish(community)
        let policy = ReleasePolicy(community: community)
        for stored in try union.store.objects(matching: ObjectQuery(types: ["sighting", "observed-data"])) {
            let value = try JSONValue(stored.original.span)
            let object = MarkedObject(value, in: stored.original.span)
            for name in ["UZ", "KZ", "RU", "TJ", "CN", "regional-csirt", "anyone"] {
                let decision = policy.decide(object, for: Recipient(name)!, through: .object)
                #expect(decision.isReleased == ["UZ", "KZ"].contains(name), "\(name): \(decision.reason)")
            }
        }
        let published = PublishedSightings(in: union.store, of: community)
        #expect(
            try published.posts(for: .member(Union.uz)).map(\.body)
                == union.store.objects(
                    matching: ObjectQuery(types: ["sighting"])
                ).map(\.original))
        // Nobody is told of what it has seen itself.
        for name in ["KZ", "RU", "regional-csirt", "anyone", "US"] {
            #expect(try published.posts(for: Recipient(name)!).isEmpty, "\(name)")
        }
    }

    @Test("Of several producers each is told of its own indicator, and not that others have one")
    func mergedProducers() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz, [Self.green])
        try union.bring("198.51.100.1\n", "list.txt", from: Union.ru)
        try union.see(1, of: [Union.uz, Union.ru], in: Union.kz, count: 7)
        let community = Union.community(.evidence)
        try union.publish(community)
        let line = Store.derivedIndicatorID(producer: Union.ru, observable: Union.address(1))
        let published = PublishedSightings(in: union.store, of: community)
        for (state, own, other) in [(Union.uz, Union.id(1), "RU"), (Union.ru, line, "UZ")] {
            let posts = try published.posts(for: .member(state))
            let text = posts.map { String(decoding: $0.body, as: UTF8.self) }.joined()
            #expect(
                posts.count == 1 && text.contains("\"sighting_of_ref\":\"\(own)\"") && !text.contains("\"\(other)\""))
            // A line is known by its value to who shared it; an object by its id.
            #expect(text.contains("198.51.100.1") == (state == Union.ru))
        }
    }

    @Test("An anonymous observer is in no byte of it, and two of them cannot be told apart")
    func anonymous() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        let community = Union.community(.evidence, isAnonymous: true, ru: .time, ruIsAnonymous: true)
        try union.see(1, of: [Union.uz], in: Union.kz, count: 7)
        try union.publish(community)
        let alone = try #require(try union.offered().first)
        try union.see(1, of: [Union.uz], in: Union.ru, count: 5, source: "logs/ru.log")
        try union.publish(community)
        let both = try #require(try union.offered().first)
        #expect(try union.offered().count == 1 && both["id"] as? String == alone["id"] as? String)
        #expect(both["count"] as? Int == 12 && both["first_seen"] as? String == "2026-11-20T08:00:00Z")
        for stored in try union.everything() where stored.source == PublishedSightings.source {
            let text = String(decoding: stored.original, as: UTF8.self)
            for word in [
                "KZ", "RU", Union.identity[Union.kz]!, Union.identity[Union.ru]!, "logs/", "sector-of", "Land of",
            ] {
                #expect(!text.contains(word), "\(word) in \(text)")
            }
        }
        // One that tells no times hides those of the others, with whom it is one.
        try union.publish(Union.community(.count, isAnonymous: true, ru: .time, ruIsAnonymous: true))
        #expect(try union.offered().first?["first_seen"] == nil)
    }

    @Test("What is not to be told is not offered, and it is said why")
    func withheld() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz, [Self.red])
        try union.indicator(2, by: Union.uz)
        try union.see(1, of: [Union.uz], in: Union.ru, count: 1)
        try union.see(2, of: [Union.uz], in: Union.kz, count: 1)
        try union.see(2, of: [Union.uz], in: nil, count: 1)
        try union.see(2, of: [Union.uz], in: Union.uz, count: 1)
        try union.see(3, of: [], in: Union.kz, count: 1)
        try union.see(4, of: [Union.uz], in: Union.kz, count: 1)
        let publication = try union.publish(Union.community(tells: []))
        #expect(publication.sightings == 0 && publication.isUnchanged)
        #expect(publication.own == 1 && publication.unattributed == 1)
        let offer = try #require(publication.offers.first)
        #expect(offer.producer == Union.uz && offer.told.forgotten == 1)
        #expect(Set(offer.told.withheld) == [.notNamed(.red), .untold(Union.kz), .untold(nil)])
        // TLP:RED goes to whom it names, and so do its sightings.
        try union.indicator(
            5, by: Union.uz, [Self.red],
            more: ",\"extensions\":{\"\(RecipientExtension.id)\":{\"recipients\":[\"UZ\",\"RU\"]}}")
        try union.see(5, of: [Union.uz], in: Union.ru, count: 1)
        #expect(try union.publish(Union.community(tells: [])).sightings == 1)
        #expect(try union.offered().first?["object_marking_refs"] as? [String] == [Self.red])
        let posts = try PublishedSightings(in: union.store, of: Union.community()).posts(for: .member(Union.uz))
        #expect(posts.count == 1)
    }

    @Test("tell: narrows to the members that it names")
    func tells() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        try union.indicator(2, by: Union.ru)
        for (number, producer) in [(1, Union.uz), (2, Union.ru)] {
            try union.see(number, of: [producer], in: Union.kz, count: 1)
        }
        try union.publish(Union.community(tells: [Union.ru]))
        #expect(try union.offered().compactMap { $0["sighting_of_ref"] as? String } == [Union.id(2)])
    }

    @Test("Who tells less than before has it taken back, and tells it again at will")
    func takenBack() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        try union.see(1, of: [Union.uz], in: Union.kz, count: 7)
        #expect(try union.publish(Union.community(.evidence)).new == 3)
        let less = try union.publish(Union.community(.count))
        #expect(less.changed == 1 && less.takenBack == 1)
        #expect(try union.offered("observed-data").isEmpty)
        #expect(try union.offered().first?["first_seen"] == nil)
        #expect(try union.publish(Union.community(tells: [])).takenBack == 1)
        #expect(try union.offered().isEmpty)
        #expect(try union.publish(Union.community(tells: [])).isUnchanged)
        let again = try union.publish(Union.community(.evidence))
        #expect(again.changed == 2 && again.sightings == 1)
        #expect(try union.offered("observed-data").count == 1)
        #expect(try union.offered().first?["first_seen"] as? String == "2026-11-20T08:12:34.567Z")
        #expect(try union.publish(Union.community(.evidence)).isUnchanged)
    }

    @Test("Publishing adds no indicator, no sighting and no knowledge for the matcher")
    func noEcho() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        try union.bring("198.51.100.9\n", "list.txt", from: Union.ru)
        try union.see(1, of: [Union.uz], in: Union.kz, count: 7)
        try union.see(9, of: [Union.ru], in: Union.kz, count: 7)
        let before = (
            try union.store.revision(), try union.store.indicatorCount(matching: IndicatorQuery()),
            try union.store.sightings(), try union.store.indicatorsShared()
        )
        try union.publish(Union.community(.evidence))
        try union.publish(Union.community(.evidence))
        #expect(try union.store.revision() == before.0)
        #expect(try union.store.indicatorCount(matching: IndicatorQuery()) == before.1)
        #expect(try union.store.sightings() == before.2)
        #expect(try union.store.indicatorsShared() == before.3)
    }

    @Test("Members without an identity get one, all at once: whose came tells nobody who has seen something")
    func derivedIdentity() throws {
        let union = try Union()
        try union.indicator(1, by: Union.uz)
        try union.see(1, of: [Union.uz], in: Union.cn, count: 7)
        // An unmarked indicator is TLP:RED in this union.
        #expect(try union.publish(Union.community(unmarked: .red)).sightings == 0)
        let community = Union.community()
        try union.publish(community)
        let identities = try union.offered("identity")
        #expect(Set(identities.compactMap { $0["name"] as? String }).count == community.members.count)
        #expect(identities.allSatisfy { $0["object_marking_refs"] as? [String] == [Marking.amber.definitionID] })
        let identity = try #require(identities.first { $0["name"] as? String == "Land of CN" })
        #expect(try union.offered().first?["created_by_ref"] as? String == identity["id"] as? String)
        #expect(try PublishedSightings(in: union.store, of: community).posts(for: .member(Union.uz)).count == 1)
        // The indicator has become TLP:RED since: what refers to it stays, whatever it says itself.
        let red = PublishedSightings(in: union.store, of: Union.community(unmarked: .red))
        #expect(try red.posts(for: .member(Union.uz)).isEmpty)
    }
}
