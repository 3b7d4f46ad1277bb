/// Where a pull stopped: enough to go on without losing an object, whatever happened in between.
///
/// It is stored only after the objects before it are. There is no `next` in it: servers keep what it stands for in the
/// memory of a process, and step on with every page that they send, whether it was received or not.
public struct PullPlace: Hashable, Sendable, Codable {
    /// The collection's URL, as it was found.
    public var collection: String?
    /// The `added_after` of the next request; `nil` asks from the beginning.
    public var addedAfter: String?

    /// The beginning, or a time after which objects were added.
    public init(collection: String? = nil, addedAfter: String? = nil) {
        self.collection = collection
        self.addedAfter = addedAfter
    }
}
