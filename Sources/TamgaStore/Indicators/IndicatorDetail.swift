/// All that the store has on one indicator or one value.
public struct IndicatorDetail: Sendable {
    /// What is said, by whom and by which way it came; revoked and withdrawn statements too.
    public var statements: [StoredIndicator]
    /// Every version of the STIX objects that say so, by id and then by `modified`.
    public var objects: [StoredObject]
    /// The names of the sources that brought those objects, again or first, in alphabetical order.
    public var sources: [String]
}
