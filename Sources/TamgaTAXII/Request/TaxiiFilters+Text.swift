import TamgaModel

extension TaxiiFilters {
    /// The filters that choose objects, as a text that is the same for the same choice and that ``init(text:)`` reads.
    /// The page's size and place are not in it.
    var text: String {
        var parts: [String] = []
        if let addedAfter { parts.append("a=\(addedAfter.microseconds)") }
        if !ids.isEmpty { parts.append("i=" + ids.joined(separator: ",")) }
        if !types.isEmpty { parts.append("t=" + types.joined(separator: ",")) }
        if !versions.isEmpty { parts.append("v=" + versions.map(\.text).joined(separator: ",")) }
        if !specVersions.isEmpty { parts.append("s=" + specVersions.joined(separator: ",")) }
        return parts.joined(separator: "\n")
    }

    /// Reads ``text``; `nil` for what is none.
    init?(text: String) {
        for part in text.split(separator: "\n") {
            guard let value = Self.value(part) else { return nil }
            switch part.first {
            case "a":
                guard let number = Int64(value) else { return nil }
                addedAfter = Timestamp(microseconds: number)
            case "i": ids = value.split(separator: ",").map(String.init)
            case "t": types = value.split(separator: ",").map(String.init)
            case "v":
                for word in value.split(separator: ",") {
                    guard let version = Version(text: word) else { return nil }
                    versions.append(version)
                }
            case "s": specVersions = value.split(separator: ",").map(String.init)
            default: return nil
            }
        }
    }

    private static func value(_ part: Substring) -> Substring? {
        let rest = part.dropFirst()
        return rest.first == "=" ? rest.dropFirst() : nil
    }
}

extension TaxiiFilters.Version {
    fileprivate var text: String {
        switch self {
        case .last: "last"
        case .first: "first"
        case .all: "all"
        case .exact(let time): "\(time.microseconds)"
        }
    }

    fileprivate init?(text: Substring) {
        switch text {
        case "last": self = .last
        case "first": self = .first
        case "all": self = .all
        default:
            guard let number = Int64(text) else { return nil }
            self = .exact(Timestamp(microseconds: number))
        }
    }
}
