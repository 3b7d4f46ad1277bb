import PCRE2

/// Why a text format cannot be used.
enum FormatError: Error, CustomStringConvertible {
    case malformedPattern(PatternError)
    case malformedTimeForm(String)
    case noSuchGroup(String)
    case noSuchFormat(String)
    case repeatedName

    var description: String {
        switch self {
        case .malformedPattern(let error): "\(error)"
        case .malformedTimeForm(let form): "\(form) is no form of a time"
        case .noSuchGroup(let group): "no pattern has the time's group \(group)"
        case .noSuchFormat(let name): "there is no format \(name) to stand within"
        case .repeatedName: "another format has the same name"
        }
    }
}
