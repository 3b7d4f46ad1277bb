/// The names that the built-in families give, and under which other names they give the same values.
enum BuiltInNames {
    /// Zeek's columns and the names that all formats share.
    static let zeek = [
        "id.orig_h": "src_ip", "id.orig_p": "src_port", "id.resp_h": "dst_ip", "id.resp_p": "dst_port",
    ]

    /// The other names of a W3C column.
    static func w3c(_ column: String) -> [String] {
        switch column {
        case "c-ip", "src-ip": return ["src_ip"]
        case "c-port", "src-port": return ["src_port"]
        case "s-ip", "dst-ip": return ["dst_ip"]
        case "s-port", "dst-port": return ["dst_port"]
        case "cs-username": return ["user"]
        case "cs(User-Agent)": return ["cs-user-agent", "c-useragent"]
        case "cs(Referer)": return ["cs-referer", "cs-referrer"]
        default:
            guard column.hasSuffix(")"), let open = column.firstIndex(of: "("), open > column.startIndex else {
                return []
            }
            let inner = column[column.index(after: open)...].dropLast().lowercased()
            return ["\(column[..<open])-\(inner)"]
        }
    }

    /// All of them.
    static let all: Set<String> = [
        "src_ip", "src_port", "dst_ip", "dst_port", "user", "_path", "c-uri", "cs-uri-stem", "cs-uri-query",
        "cs-user-agent", "c-useragent", "cs-referer", "cs-referrer", "cs-cookie", "cs-host",
    ]
}
