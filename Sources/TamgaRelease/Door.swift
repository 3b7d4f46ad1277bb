/// How something leaves: what of an object goes through.
public enum Door: Hashable, Sendable, CaseIterable {
    /// The object's bytes, untouched: STIX exports and replies. An object of which a part must stay stays whole.
    case object
    /// The values that the object is about, with a few of its words: lists, rules, CSV, MISP. Where a part must
    /// stay, the values go without words.
    case value
}
