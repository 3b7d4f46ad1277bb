/// A STIX object that may go to a recipient, as it came: the only thing that writers of objects take.
public struct ReleasedObject: Hashable, Sendable {
    /// `type--uuid`.
    public let id: String
    /// The object's JSON exactly as it came.
    public let bytes: [UInt8]
    /// The marking definitions that it refers to.
    public let markings: [String]

    /// What an object becomes; `nil` where it may not go, or not whole.
    ///
    /// - Parameter closure: closed over every object that could be referred to.
    public init?(_ object: MarkedObject, bytes: [UInt8], decision: ReleaseDecision, closure: ReleaseClosure) {
        guard decision.isReleased, decision.withheldParts.isEmpty, closure.reason(object.id) == nil else { return nil }
        id = object.id
        self.bytes = bytes
        markings = object.markings + object.granular.map(\.marking)
    }
}
