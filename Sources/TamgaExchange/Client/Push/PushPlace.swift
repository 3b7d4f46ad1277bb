import TamgaModel
public import TamgaStore

/// What was written into the log of releases and may not have arrived: it is sent again the next time.
public struct PushPlace: Sendable, Codable {
    private var items: [Item] = []

    private struct Item: Sendable, Codable {
        var id: String
        var modified: Int64
    }

    /// Nothing under way.
    public init() {}

    /// Reads what ``text`` wrote.
    public init(text: String?) { self = JSONText.read(PushPlace.self, text) ?? PushPlace() }

    /// Versions that are under way.
    public init(_ items: some Sequence<ReleasedItem>) {
        self.items = items.map { Item(id: $0.id, modified: $0.modified.microseconds) }
    }

    /// As the store keeps it.
    public var text: String { JSONText.of(self) }

    /// The versions.
    public var outstanding: Set<ReleasedItem> {
        Set(items.map { ReleasedItem(id: $0.id, modified: Timestamp(microseconds: $0.modified)) })
    }
}
