public import TamgaModel

extension Observable {
    /// The value's text, made so that nothing turns it into a link: `hxxp`, `[.]`, `[:]`, `[@]`. `refanged` gives it back.
    public var defanged: String {
        let text = text
        switch type {
        case .ipv4Address, .ipv4Network, .domainName: return Self.marked(text, ["."])
        case .ipv6Address, .ipv6Network: return Self.marked(text, [":", "."])
        case .emailAddress: return Self.marked(text, ["@", "."])
        case .url:
            guard let colon = text.firstRange(of: "://") else { return Self.marked(text, ["."]) }
            let scheme = text[..<colon.lowerBound]
            let rest = text[colon.upperBound...]
            let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
            let host = Self.marked(String(rest[..<end]), ["."])
            let isWeb = scheme == "http" || scheme == "https"
            return (isWeb ? "hxxp\(scheme.dropFirst(4))://" : "\(scheme)[://]") + host + rest[end...]
        default:
            return text.replacing("http://", with: "hxxp://").replacing("https://", with: "hxxps://")
        }
    }

    private static func marked(_ text: String, _ marks: Set<Character>) -> String {
        var marked = ""
        for character in text {
            if marks.contains(character) { marked += "[\(character)]" } else { marked.append(character) }
        }
        return marked
    }
}
