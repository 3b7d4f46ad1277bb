import Foundation
import TamgaModel
import TamgaStore

/// A folder that is gone after the test.
final class Scratch {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-store-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String = "store.sqlite") -> String { folder.appending(path: name).path }

    func store() throws -> Store { try Store(path: path()) }
}

let kz = MemberState("KZ")!
let uz = MemberState("UZ")!
let cn = MemberState("CN")!
let noon = Timestamp(seconds: 1_800_000_000)

func ipv4(_ number: UInt32) -> Observable {
    Observable(
        type: .ipv4Address,
        canonicalBytes: [UInt8(number >> 24), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)])
}

func domain(_ name: String) -> Observable { Observable(type: .domainName, canonicalBytes: Array(name.utf8)) }

func line(_ observable: Observable, confidence: UInt8? = nil, name: String? = nil) -> FeedItem {
    .indicator(Indicator(observables: [observable], name: name, confidence: confidence))
}

func stix(
    _ id: Int, version: Int64, _ observables: [Observable], revoked: Bool = false, by: String? = nil,
    form: PatternForm = .observables, confidence: UInt8? = nil, name: String? = nil, marking: Marking? = nil,
    labels: [String] = [], validity: Validity = Validity(), bytes: String? = nil
) -> FeedItem {
    let stixID = indicatorID(id)
    return .indicator(
        Indicator(
            id: stixID, observables: observables, pattern: form, name: name, createdBy: by,
            created: Timestamp(seconds: 0), modified: Timestamp(seconds: version), isRevoked: revoked,
            validity: validity, confidence: confidence, marking: marking, labels: labels,
            original: Array((bytes ?? "{\"id\":\"\(stixID)\",\"modified\":\(version)}").utf8)))
}

func indicatorID(_ id: Int) -> String {
    let digits = String(id, radix: 16)
    return "indicator--00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
}

func object(
    _ id: String, type: String? = nil, link: StixObject.Link = .none, version: Int64? = 1, revoked: Bool = false,
    bytes: String? = nil
) -> FeedItem {
    .object(
        StixObject(
            id: id, type: type ?? String(id.prefix { $0 != "-" }), modified: version.map { Timestamp(seconds: $0) },
            isRevoked: revoked, link: link, original: Array((bytes ?? "{\"id\":\"\(id)\"}").utf8)))
}

extension Store {
    @discardableResult
    func take(
        _ items: [FeedItem], name: String = "feed", from producer: MemberState? = nil, batch: Int = 50_000,
        identities: [String: MemberState] = [:], at time: Timestamp = noon
    ) throws -> ImportOutcome {
        let feed = FeedDescription(
            name: name, format: "test", producer: producer, identities: identities, time: time, batchSize: batch)
        return try importFeed(from: feed) { sink in for item in items { try sink(item) } }
    }

    func live(newSince: Int64? = nil) throws -> [LiveStatement] {
        var statements: [LiveStatement] = []
        try forEachLiveStatement(newSince: newSince) { statements.append($0) }
        return statements
    }
}
