import TamgaMatch
import TamgaModel

/// One fact about matching: this indicator is found in this text, or it is not.
struct MatchCase: Sendable, CustomStringConvertible {
    var type: ObservableType
    var indicator: String
    var text: [UInt8]
    /// The text as it must be found; `nil` where the indicator must not be found.
    var matched: String?
    var how: Hit.Manner = .exact
    var exactDomains = false
    var refangs = false

    var description: String {
        "\(type.label) \(indicator) \(matched == nil ? "not " : "")in \(String(decoding: text, as: UTF8.self))"
    }

    /// Found once, as `matched` or, without it, as the indicator is written.
    static func finds(
        _ type: ObservableType, _ indicator: String, in text: String, as matched: String? = nil,
        _ how: Hit.Manner = .exact,
        exactDomains: Bool = false, refangs: Bool = false
    ) -> MatchCase {
        MatchCase(
            type: type, indicator: indicator, text: Array(text.utf8), matched: matched ?? indicator, how: how,
            exactDomains: exactDomains, refangs: refangs)
    }

    /// Not found.
    static func misses(_ type: ObservableType, _ indicator: String, in text: String, exactDomains: Bool = false)
        -> MatchCase
    {
        MatchCase(type: type, indicator: indicator, text: Array(text.utf8), matched: nil, exactDomains: exactDomains)
    }

    static let all =
        addresses + networks + sixes + names + escapes + international + urls + mails + digests + files + others
}
