/// An instant as STIX writes it: patterns and observations have more digits than ``Timestamp`` keeps.
public struct StixInstant: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z.
    public let sinceEpoch: Duration

    /// An instant.
    public init(sinceEpoch: Duration) { self.sinceEpoch = sinceEpoch }

    /// An instant of a clock that counts microseconds.
    public init(_ timestamp: Timestamp) { sinceEpoch = .microseconds(timestamp.microseconds) }

    /// Reads a STIX timestamp (STIX 2.1 §2.16): RFC 3339 in UTC, `T` and `Z` in upper case. Digits of the fraction past
    /// the eighteenth are cut; second 60 is the first instant of the next minute.
    ///
    /// - Returns: `nil` where the text is anything else, or a date that no calendar has.
    public init?(_ text: some StringProtocol) { self.init(bytes: Array(text.utf8)) }

    /// The same from UTF-8.
    public init?(bytes: [UInt8]) {
        guard bytes.count >= 20, bytes[10] == 0x54, bytes.last == 0x5A,
            let whole = Timestamp(rfc3339Bytes: Array(bytes[..<19]) + [0x5A])
        else { return nil }
        var fraction = Duration.zero
        if bytes.count > 20 {
            let digits = bytes[20..<bytes.count - 1]
            guard bytes[19] == 0x2E, let part = Duration(fractionDigits: digits) else { return nil }
            fraction = part
        }
        sinceEpoch = .microseconds(whole.microseconds) + fraction
    }

    /// The instant with what is less than a microsecond cut.
    public var timestamp: Timestamp {
        let step: Int128 = 1_000_000_000_000
        let (quotient, rest) = sinceEpoch.attoseconds.quotientAndRemainder(dividingBy: step)
        return Timestamp(microseconds: Int64(clamping: rest < 0 ? quotient - 1 : quotient))
    }

    /// Earlier first.
    public static func < (left: StixInstant, right: StixInstant) -> Bool { left.sinceEpoch < right.sinceEpoch }
}

extension Duration {
    /// Reads seconds as STIX patterns write them, such as `5` or `.25`, exactly; digits of the fraction past the
    /// eighteenth are cut. `nil` where the text is anything else or has more whole seconds than 64 bits hold.
    public init?(decimalSeconds text: some StringProtocol) {
        let parts = text.utf8.drop { $0 == 0x2B }.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard 1...2 ~= parts.count else { return nil }
        var whole: Int64 = 0
        if !parts[0].isEmpty {
            guard let seconds = Int64(String(decoding: parts[0], as: UTF8.self)), seconds >= 0 else { return nil }
            whole = seconds
        }
        var fraction = Duration.zero
        if parts.count == 2 {
            guard let part = Duration(fractionDigits: parts[1]) else { return nil }
            fraction = part
        } else if parts[0].isEmpty {
            return nil
        }
        self = .seconds(whole) + fraction
    }

    /// The digits behind a decimal point, in seconds; one digit or more.
    init?(fractionDigits digits: some Collection<UInt8>) {
        guard !digits.isEmpty else { return nil }
        var attoseconds: Int128 = 0
        var unit: Int128 = 100_000_000_000_000_000
        for digit in digits {
            guard 0x30...0x39 ~= digit else { return nil }
            attoseconds += Int128(digit - 0x30) * unit
            unit /= 10
        }
        self.init(attoseconds: attoseconds)
    }
}
