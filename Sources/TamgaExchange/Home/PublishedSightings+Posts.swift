import TamgaJSON
public import TamgaModel
public import TamgaRelease
import TamgaStore

extension PublishedSightings {
    /// A published sighting that a recipient may have now.
    public struct Post: Hashable, Sendable {
        /// `sighting--uuid`.
        public let id: String
        /// The version.
        public let modified: Timestamp
        /// The object's JSON, as every door hands it out.
        public let body: [UInt8]
    }

    /// The published sightings that the policy lets a recipient have, what they refer to counted in; by id. Those in the
    /// recipient's own logs are not among them.
    ///
    /// - Throws: `StoreError`.
    /// - Complexity: O(published + what they refer to, by any way).
    public func posts(for recipient: Recipient) throws -> [Post] {
        let observers = observers
        var candidates: [(object: MarkedObject, modified: Timestamp, bytes: [UInt8])] = []
        try forEachOffered(["sighting"]) { stored, value in
            let object = MarkedObject(value, in: stored.original.span)
            if let observer = object.createdBy.flatMap({ observers[$0] }), recipient == .member(observer) { return }
            candidates.append((object, stored.modified, stored.original))
        }
        let released = try SightingObjects(in: store, of: community).released(
            candidates.map(\.object), for: recipient)
        return candidates.filter { released.contains($0.object.id) }.map {
            Post(id: $0.object.id, modified: $0.modified, body: $0.bytes)
        }
    }
}
