import TamgaJSON

/// An indicator's pattern as its object states it.
public struct IndicatorPattern: Hashable, Sendable {
    /// `pattern_type` in lower case; `stix` where the object has none (STIX 2.0).
    public let language: String
    /// `pattern`.
    public let text: String

    /// Reads it out of an indicator's JSON; `nil` where there is none.
    public init?(indicator bytes: [UInt8]) {
        let span = bytes.span
        guard let object = try? JSONValue(span), let text = object.member("pattern", in: span)?.string(in: span) else {
            return nil
        }
        self.text = text
        language = (object.member("pattern_type", in: span)?.string(in: span) ?? "stix").lowercased()
    }
}
