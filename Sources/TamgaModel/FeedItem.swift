/// What a reader of a feed yields, one at a time, in the feed's order.
public enum FeedItem: Sendable {
    /// An indicator, from a STIX object or from a line of a list.
    case indicator(Indicator)
    /// A version of an indicator that counts only where an earlier one is known: it ends what was stated before, and
    /// says nothing to whoever never heard of it.
    case retracted(Indicator)
    /// Any other STIX object.
    case object(StixObject)
    /// Something that was not accepted.
    case refused(Refusal)
}

/// Pulls the next piece of a feed's bytes; an empty array is the end.
///
/// Readers take bytes from one of these and do no I/O themselves.
public typealias ByteSource = () throws -> [UInt8]
