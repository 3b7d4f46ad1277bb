import TamgaExchange
import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaStore

/// What a producer may be told by webhook: sightings of its own indicators, each a STIX sighting, as far as the release
/// policy lets it.
struct SightingPosts {
    let store: Store
    let community: Community

    /// The posts for a recipient; none for one that is no member.
    func posts(for name: String) throws -> [WebhookPost] {
        guard let recipient = Recipient(name), case .member(let member) = recipient else { return [] }
        let own = try store.sightings().filter { $0.producers.contains(member) }
        if own.isEmpty { return [] }
        let ids = Set(own.compactMap(\.indicatorID) + community.members.flatMap(\.identities)).sorted()
        var originals: [String: [UInt8]] = [:]
        for object in try store.objects(matching: ObjectQuery(ids: ids)) { originals[object.id] = object.original }
        let definitions = try store.objects(matching: ObjectQuery(types: ["marking-definition"]))
            .compactMap(\.markingDefinition)
        let release = SightingRelease(
            of: own, originals: originals, definitions: definitions, community: community, for: recipient)
        let newest = try store.runs().map(\.finished).max() ?? Timestamp(seconds: 0)
        let bundle = StixExport.sightings(
            release.sightings, community: community, time: newest, originals: release.originals)
        return Self.sightings(bundle)
    }

    /// The sightings of a bundle, one by one.
    private static func sightings(_ bundle: [UInt8]) -> [WebhookPost] {
        let span = bundle.span
        var posts: [WebhookPost] = []
        guard let root = try? JSONValue(span), var elements = root.member("objects", in: span)?.elements else {
            return []
        }
        while let object = elements.next(in: span) {
            guard object.member("type", in: span)?.isString("sighting", in: span) == true,
                let id = object.member("id", in: span)?.string(in: span)
            else { continue }
            let body = Array(bundle[object.range])
            // The time of the export is in it; what is told again is what else changed.
            let last = object.member("last_seen", in: span)?.string(in: span).flatMap { Timestamp(rfc3339: $0) }
            let modified = object.member("modified", in: span)?.string(in: span).flatMap { Timestamp(rfc3339: $0) }
            posts.append(WebhookPost(id: id, modified: last ?? modified ?? Timestamp(seconds: 0), body: body))
        }
        return posts
    }
}
