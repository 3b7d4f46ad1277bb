/// An indicator that the exercise's one informed member has shared.
struct SharedIndicator: Sendable {
    /// Which values, and as which STIX objects.
    enum Value: Sendable {
        case domain(String)
        case address(String)
        case url(String)
        case sender(String)
        case digest(String)
        case fileName(String)

        /// The value as hits name it.
        var text: String {
            switch self {
            case .domain(let text), .address(let text), .url(let text), .sender(let text), .digest(let text),
                .fileName(let text):
                text
            }
        }

        /// The comparison of a STIX pattern.
        var comparison: String {
            switch self {
            case .domain(let text): "domain-name:value = '\(text)'"
            case .address(let text): "ipv4-addr:value = '\(text)'"
            case .url(let text): "url:value = '\(text)'"
            case .sender(let text): "email-addr:value = '\(text)'"
            case .digest(let text): "file:hashes.'SHA-256' = '\(text)'"
            case .fileName(let text): "file:name = '\(text)'"
            }
        }
    }

    let name: String
    let values: [Value]
    /// A phase of Lockheed Martin's kill chain.
    let phase: String
    /// 0 … 100.
    let confidence: Int
    /// `amber` or `green`.
    let label: String
    /// True where it was valid only before the exercise begins.
    let isExpired: Bool
}
