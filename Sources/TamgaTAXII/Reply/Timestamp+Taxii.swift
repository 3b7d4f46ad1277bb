public import TamgaModel

extension Timestamp {
    /// RFC 3339 in UTC with exactly six fraction digits, as TAXII 2.1 §3.2 asks of its own times.
    public var taxii: String {
        let whole = Timestamp(microseconds: microseconds - ((microseconds % 1_000_000) + 1_000_000) % 1_000_000)
        let digits = String(microseconds - whole.microseconds)
        let fraction = String(repeating: "0", count: 6 - digits.count) + digits
        return "\(whole.description.dropLast()).\(fraction)Z"
    }

    /// The text of an object's version: three fraction digits as STIX 2.1 §3.2 has them, more where it states more.
    public var stixVersion: String { microseconds % 1_000 == 0 ? stix : description }
}
