/// A cyber-observable object of an observation.
public struct ObservedObject: Sendable {
    /// What references name it by, as UTF-8.
    public let id: [UInt8]
    /// Its type, as UTF-8; `nil` where it has none.
    public let type: [UInt8]?
    /// Its properties, a dictionary.
    public let properties: ObservedValue

    /// An object; its type is its property `type`.
    public init(id: [UInt8], properties: [[UInt8]: ObservedValue]) {
        self.id = id
        if case .string(let type) = properties[Array("type".utf8)] { self.type = type } else { type = nil }
        self.properties = .dictionary(properties)
    }
}
