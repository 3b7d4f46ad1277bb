import Foundation
import TamgaExchange
import TamgaFormats
import TamgaModel
import TamgaRelease
import TamgaStore

/// A store of a union of five members, and sightings in it.
final class HomeUnion {
    static let kz = MemberState("KZ")!
    static let uz = MemberState("UZ")!
    static let ru = MemberState("RU")!
    static let tj = MemberState("TJ")!
    static let cn = MemberState("CN")!
    static let identity = [
        kz: "identity--00000000-0000-4000-8000-0000000000aa", uz: "identity--00000000-0000-4000-8000-0000000000bb",
        ru: "identity--00000000-0000-4000-8000-0000000000cc", tj: "identity--00000000-0000-4000-8000-0000000000dd",
    ]

    let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-home-\(UUID().uuidString)")
    let store: Store
    private var runs: Int64 = 0

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(path: folder.appending(path: "store.sqlite").path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The union, with what KZ and RU say of their sightings. CN has no identity.
    static func community(
        _ kz: Disclosure? = nil, tells: Set<MemberState>? = nil, isAnonymous: Bool = false,
        ru: Disclosure? = nil, ruIsAnonymous: Bool = false, unmarked: Marking = .amber
    ) -> Community {
        Community(
            name: "Test union",
            members: [Self.kz, uz, Self.ru, tj, cn].map { state in
                var member = Community.Member(
                    state: state, names: ["en": "Land of \(state.code)"],
                    identities: [identity[state]].compactMap { $0 }, sectors: ["sector-of-\(state.code)"])
                if state == Self.kz { (member.disclosure, member.tells, member.isAnonymous) = (kz, tells, isAnonymous) }
                if state == Self.ru { (member.disclosure, member.isAnonymous) = (ru, ruIsAnonymous) }
                return member
            }, sharing: SharingRules(unmarked: unmarked, partners: ["regional-csirt"]))
    }

    static func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text)! }

    static func id(_ number: Int) -> String {
        "indicator--00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - "\(number)".count) + "\(number)"
    }

    static func address(_ number: Int) -> Observable {
        Observable(type: .ipv4Address, canonicalBytes: [198, 51, 100, UInt8(number)])
    }

    /// Brings in an indicator on 198.51.100.*number* by a member.
    func indicator(_ number: Int, by creator: MemberState, _ markings: [String] = [], more: String = "") throws {
        let refs =
            markings.isEmpty ? "" : ",\"object_marking_refs\":[\(markings.map { "\"\($0)\"" }.joined(separator: ","))]"
        let json =
            #"{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","spec_version":"2.1","id":"\#(Self.id(number))","created_by_ref":"\#(Self.identity[creator]!)","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","pattern":"[ipv4-addr:value = '198.51.100.\#(number)']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"\#(refs)\#(more)}]}"#
        try bring(json, "\(creator.code)-\(number).json", from: nil)
    }

    /// Brings in a feed.
    func bring(_ text: String, _ name: String, from producer: MemberState?) throws {
        var bytes = Array(text.utf8)
        _ = try store.importFeed(
            from: FeedDescription(
                name: name, format: "x", producer: producer,
                identities: Dictionary(uniqueKeysWithValues: Self.identity.map { ($0.value, $0.key) }),
                time: Self.time("2026-11-01T00:00:00Z"))
        ) { sink in
            try FeedReader(source: name).read(
                {
                    defer { bytes = [] }
                    return bytes
                }, into: sink)
        }
    }

    /// Records a sighting of 198.51.100.*number*.
    func see(
        _ number: Int, of producers: [MemberState], in observer: MemberState?, count: Int,
        source: String = "logs/fw.log",
        first: String? = "2026-11-20T08:12:34.567Z", last: String? = "2026-11-21T09:45:56.789Z",
        recorded: String = "2026-11-22T10:11:12.345678Z"
    ) throws {
        runs += 1
        let sighting = Sighting(
            id: "sighting--\(number)-\(observer?.code ?? "")-\(source)", observable: Self.address(number),
            indicatorID: nil, producers: producers.sorted(), observer: observer, source: source, count: count,
            firstSeen: first.map(Self.time), lastSeen: last.map(Self.time), confidence: nil, marking: nil)
        try store.record(RunOutcome(finished: Self.time(recorded), revision: runs), sightings: [sighting])
    }

    @discardableResult
    func publish(_ community: Community, at time: String = "2026-11-23T00:00:00Z") throws -> Publication {
        try PublishedSightings(in: store, of: community).publish(at: Self.time(time))
    }

    /// The published objects of a type that are offered now, parsed.
    func offered(_ type: String = "sighting") throws -> [[String: Any]] {
        try store.objects(matching: ObjectQuery(types: [type])).filter { $0.source == PublishedSightings.source }
            .map { try JSONSerialization.jsonObject(with: Data($0.original)) as? [String: Any] ?? [:] }
    }

    /// Every version of every object, as bytes.
    func everything() throws -> [StoredObject] {
        try store.objects(matching: ObjectQuery(includesHistory: true))
    }
}
