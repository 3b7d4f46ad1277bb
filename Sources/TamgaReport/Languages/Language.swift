/// A language in which pages can be written.
public enum Language: String, Hashable, Sendable, CaseIterable {
    /// English.
    case english = "en"
    /// Russian.
    case russian = "ru"
    /// Chinese, in simplified characters.
    case chinese = "zh"
    /// Uzbek, in Latin letters.
    case uzbek = "uz"

    /// How BCP 47 names it, for a page's `lang`.
    public var tag: String {
        switch self {
        case .english: "en"
        case .russian: "ru"
        case .chinese: "zh-Hans"
        case .uzbek: "uz-Latn"
        }
    }

    /// The forms that a noun has beside a number.
    package var plurals: [PluralForm] {
        switch self {
        case .english, .uzbek: [.one, .other]
        case .russian: [.one, .few, .many]
        case .chinese: [.other]
        }
    }

    /// The form for a whole number.
    ///
    /// Source: Unicode CLDR, Language Plural Rules, cardinal numbers without fractions.
    func plural(_ number: Int) -> PluralForm {
        let magnitude = number.magnitude
        switch self {
        case .english, .uzbek: return magnitude == 1 ? .one : .other
        case .chinese: return .other
        case .russian:
            let (unit, hundred) = (magnitude % 10, magnitude % 100)
            if unit == 1, hundred != 11 { return .one }
            return 2...4 ~= unit && !(12...14 ~= hundred) ? .few : .many
        }
    }
}

/// The form of a noun beside a number, as Unicode CLDR names them.
package enum PluralForm: String, CaseIterable, Sendable {
    case one
    case few
    case many
    case other
}
