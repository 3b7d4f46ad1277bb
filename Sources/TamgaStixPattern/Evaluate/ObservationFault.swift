/// Why the reference implementation gives no verdict: data that it does not take.
public enum ObservationFault: Error, Hashable, Sendable {
    /// A text compared with a timestamp that is none.
    case malformedTimestamp
    /// A property `…_ref` that is no text, or `…_refs` that is no list of texts.
    case malformedReference
    /// A property `…_hex` or `…_bin` that is not what its name says.
    case malformedBytes
    /// ISSUBSET or ISSUPERSET on what is no IPv4 address or network, or lacks a prefix where one is needed.
    case malformedAddress
}

extension ObservationFault: CustomStringConvertible {
    /// Half a sentence.
    public var description: String {
        switch self {
        case .malformedTimestamp: "a timestamp that is none"
        case .malformedReference: "a reference property that holds no references"
        case .malformedBytes: "a property _hex or _bin that does not hold such text"
        case .malformedAddress: "a value that is no IPv4 address or network where one is asked for"
        }
    }
}
