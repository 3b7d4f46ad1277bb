/// A constant of a STIX pattern (STIX 2.1 §9.2).
public enum StixLiteral: Hashable, Sendable {
    /// `'…'`, its escapes decoded.
    case string(String)
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    /// `t'…'` as written: the grammar has dates, such as 30 February, that no calendar has.
    case timestamp(String)
    /// `h'…'`.
    case hex([UInt8])
    /// `b'…'`, decoded.
    case binary([UInt8])
}
