import TamgaModel

/// The modifiers of Sigma 2.1, by the words that rules write.
enum SigmaModifier: String, CaseIterable {
    case all, neq, cased
    case contains, startswith, endswith
    case windash, wide, utf16le, utf16be, utf16, base64, base64offset, expand
    case re, i, ignorecase, m, multiline, s, dotall
    case cidr, exists, fieldref
    case lt, lte, gt, gte
    case minute, hour, day, week, month, year

    /// `contains`, `startswith`, `endswith`.
    var isWildcard: Bool { self == .contains || self == .startswith || self == .endswith }

    /// What re-encodes as UTF-16.
    var isUTF16: Bool { self == .wide || self == .utf16le || self == .utf16be || self == .utf16 }

    /// What encodes as base64.
    var isBase64: Bool { self == .base64 || self == .base64offset }

    /// A comparison of numbers.
    var comparison: SigmaComparison? {
        switch self {
        case .lt, .lte, .gt, .gte: SigmaComparison(rawValue: rawValue)
        default: nil
        }
    }

    /// A part of a date.
    var datePart: SigmaDatePart? { SigmaDatePart(rawValue: rawValue) }

    /// How two fields compare.
    var fieldComparison: SigmaFieldComparison? {
        switch self {
        case .contains: .contains
        case .startswith: .startsWith
        case .endswith: .endsWith
        default: nil
        }
    }
}
