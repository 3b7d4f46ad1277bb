import FoundationEssentials

/// Values of this module as text in the store: JSON with its keys in order.
enum JSONText {
    static func of(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    static func read<Value: Decodable>(_ type: Value.Type, _ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}

extension FeedSettings {
    /// Reads what ``text`` wrote; nothing said where it cannot be read.
    public init(text: String) { self = JSONText.read(FeedSettings.self, text) ?? FeedSettings() }

    /// As the store keeps it.
    public var text: String { JSONText.of(self) }
}
