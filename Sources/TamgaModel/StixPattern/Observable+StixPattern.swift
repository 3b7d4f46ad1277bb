extension Observable {
    /// The STIX pattern that this value satisfies (STIX 2.1 §9).
    public var stixPattern: String {
        switch type {
        case .md5: comparison("file:hashes.MD5", text)
        case .sha1: comparison("file:hashes.'SHA-1'", text)
        case .sha224: comparison("file:hashes.'SHA-224'", text)
        case .sha256: comparison("file:hashes.'SHA-256'", text)
        case .sha384: comparison("file:hashes.'SHA-384'", text)
        case .sha512: comparison("file:hashes.'SHA-512'", text)
        case .fileName: comparison("file:name", text)
        case .filePath: pathComparison
        case .registryKey: comparison("windows-registry-key:key", text)
        case .mutex: comparison("mutex:name", text)
        case .userAgent:
            comparison("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'", text)
        case .ja3: comparison("network-traffic:extensions.'tls-ext'.ja3_hash", text)
        case .ja3s: comparison("network-traffic:extensions.'tls-ext'.ja3s_hash", text)
        case .ja4: comparison("network-traffic:extensions.'tls-ext'.ja4", text)
        case .autonomousSystem: "[autonomous-system:number = \(bytes.reduce(0) { $0 << 8 | Int($1) })]"
        case .x509Serial: comparison("x509-certificate:serial_number", text)
        case .x509Fingerprint:
            comparison(
                "x509-certificate:hashes."
                    + ([16: "MD5", 20: "'SHA-1'"][bytes.count] ?? "'SHA-256'"), text)
        case .pattern: text
        case .userAccount: comparison("user-account:account_login", text)
        default: comparison("\(type.stixName):value", text)
        }
    }

    private var pathComparison: String {
        let path = text
        let cut = path.utf8.lastIndex { $0 == 0x2F || $0 == 0x5C }
        guard let cut, cut > path.startIndex else { return comparison("file:name", path) }
        let name = String(path[path.utf8.index(after: cut)...])
        return
            "[file:name = \(Self.quoted(name)) AND file:parent_directory_ref.path = \(Self.quoted(String(path[..<cut])))]"
    }

    private func comparison(_ path: String, _ text: String) -> String { "[\(path) = \(Self.quoted(text))]" }

    /// A string constant: `\'` and `\\` are its only escapes.
    private static func quoted(_ text: String) -> String {
        var quoted = "'"
        for scalar in text.unicodeScalars {
            if scalar == "'" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "'"
    }
}
