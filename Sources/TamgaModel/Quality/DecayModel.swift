/// How fast confidence in what is known of a value fades: by half in a span that depends on the kind of value.
///
/// An overlay: what a producer states stays as it is, and nothing is ever revoked for being old.
public struct DecayModel: Hashable, Sendable {
    /// Days after which half of the confidence is left, more than 0; a kind that is not here does not fade.
    public var halfLives: [ObservableType: Double]

    /// A model.
    public init(halfLives: [ObservableType: Double]) { self.halfLives = halfLives }

    /// What holds where a community says nothing.
    ///
    /// | kind | half-life | why |
    /// | --- | --- | --- |
    /// | addresses, networks | 14 days | rented by the hour and given to others |
    /// | domains, URLs | 60 days | a name is paid for by the year, taken down within weeks |
    /// | e-mail addresses, user agents, JA3, JA3S, JA4 | 90 days | changed with the tool that has them |
    /// | all others | none | a digest, a path or a key of a file that is malicious stays so |
    ///
    /// MISP's model for network indicators (NIDS Simple Decaying Model, misp-decaying-models) fades from 80 to its
    /// threshold of 30 in 26 days and to nothing in 120 with addresses and names in one class; 14 and 60 days lie on
    /// either side of it. Both are conventions and no measurements: a community that knows better sets its own.
    public static let standard = DecayModel(
        halfLives: [
            .ipv4Address: 14, .ipv6Address: 14, .ipv4Network: 14, .ipv6Network: 14, .domainName: 60, .url: 60,
            .emailAddress: 90, .userAgent: 90, .ja3: 90, .ja3s: 90, .ja4: 90,
        ])

    /// What is left of confidence after an age: 2^(−age ⁄ half-life), between 0 and 1; 1 for what does not fade, and for
    /// what is of the future.
    ///
    /// - Parameter age: in seconds.
    public func factor(_ type: ObservableType, age: Double) -> Double {
        guard let days = halfLives[type], days > 0, age > 0 else { return 1 }
        return Self.half(toThe: age / (days * 86_400))
    }

    /// 2^−x for x ≥ 0, within a few units of the last place: whole halvings exactly, the rest by the series of e^y.
    static func half(toThe power: Double) -> Double {
        guard power < 1_100 else { return 0 }
        let whole = power.rounded(.down)
        let rest = -(power - whole) * 0.693_147_180_559_945_3
        var term = 1.0
        var sum = 1.0
        for index in 1...22 {
            term *= rest / Double(index)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: -Int(whole), significand: 1)
    }
}
