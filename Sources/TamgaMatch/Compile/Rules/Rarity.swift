/// How rare a literal is in logs: the sieve of a rule is the rarest thing that any match must hold.
///
/// An estimate from the bytes alone, so that the choice depends on nothing but the rule: the bits that a text of
/// independent bytes would carry, by the frequencies of bytes in Windows events and in web, mail and system logs
/// taken together, and a low bound for what every such log is full of.
enum Rarity {
    /// Eighths of a bit that each ASCII byte carries, lower case.
    private static let eighths: [UInt8] = [
        150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 62, 150, 150, 99, 150, 150, 150, 150, 150, 150, 150, 150, 150,
        150, 150, 150, 150, 150, 150, 150, 150, 150, 31, 123, 40, 139, 104, 89, 92, 122, 66, 66, 143, 65, 58, 43, 42,
        47, 36, 37, 39, 44, 49, 46, 51, 47, 52, 52, 40, 71, 150, 71, 119, 95, 98, 150, 150, 150, 150, 150, 150, 150,
        150,
        150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 150, 60, 43, 60, 150, 63,
        150, 41, 56, 42, 43, 34, 53, 54, 50, 39, 73, 61, 45, 45, 41, 38, 45, 86, 39, 35, 37, 49, 60, 50, 63, 55, 74, 80,
        73, 80, 145, 150,
    ]

    /// What logs are full of: a literal that lies in one of these says next to nothing.
    private static let common: [[UInt8]] = [
        "c:\\windows\\system32\\", "c:\\program files\\", "c:\\program files (x86)\\", "c:\\users\\",
        "\\appdata\\local\\",
        "\\appdata\\roaming\\", "\\software\\microsoft\\windows\\currentversion\\",
        "\\windowspowershell\\v1.0\\powershell",
        "hklm\\system\\currentcontrolset\\services\\", "microsoft-windows-sysmon/operational", "microsoft-windows-",
        "security-auditing", "administrator", "authority\\system", "\\svchost.exe", "\\cmd.exe", "http://www.",
        "https://", " http/1.1\" 200 ", " http/1.0", "mozilla/5.0 (", "applewebkit/537.36", "(khtml, like gecko)",
        "chrome/", "safari/", "windows nt 10.0; win64; x64", "\"get /", "\"post ", "failed password for ",
        "invalid user ", " from ", " port ", " ssh2", "sshd[", "pam_unix(sshd:auth): authentication failure",
        "connection closed by ", "disconnected from ", "accepted ", "session opened for user root", "kernel: ",
        "index.php", ".html", "message", "eventid", "version", "process", "service", "username", "error", "warning",
        "function", "microsoft", "internal", "address", "request", "response", "status", "object", "access", "account",
        "localhost", "127.0.0.1", "192.168.", "10.0.", "2020-", "2024-", "2025-", "2026-", "0x00", "00000", "false",
    ].map { Array($0.utf8) }

    /// Bits: a literal of *n* bits is expected in about one of 2ⁿ places. More is rarer.
    ///
    /// - Parameter literal: in lower case.
    static func bits(_ literal: [UInt8]) -> Double {
        let sum = literal.reduce(0) { $0 + Int($1 < 0x80 ? eighths[Int($1)] : 100) }
        // Bytes of a word depend on each other: about half of what they would carry alone.
        let bits = Double(sum) / 8 * (literal.count > 3 ? 0.6 : 0.8)
        // A long literal is none of the common ones.
        let isCommon = bits > 10 && literal.count < 48 && isCommon(literal)
        return isCommon ? 10 : bits
    }

    /// Whether a literal lies in what logs are full of: looked for where its first two bytes stand.
    private static func isCommon(_ literal: [UInt8]) -> Bool {
        let key = UInt16(literal[0]) << 8 | UInt16(literal.count > 1 ? literal[1] : 0)
        return (places[key] ?? []).contains { place in
            let text = common[place.text]
            return place.at + literal.count <= text.count
                && text[place.at..<place.at + literal.count].elementsEqual(literal)
        }
    }

    /// Where each pair of bytes stands in ``common``.
    private static let places: [UInt16: [(text: Int, at: Int)]] = {
        var places: [UInt16: [(text: Int, at: Int)]] = [:]
        for (text, bytes) in common.enumerated() {
            for at in 0..<bytes.count - 1 {
                places[UInt16(bytes[at]) << 8 | UInt16(bytes[at + 1]), default: []].append((text, at))
            }
        }
        return places
    }()

    /// The share of records that are expected to hold the literal, in a value or a line of some hundred bytes.
    static func share(_ literal: [UInt8], placesPerRecord places: Double) -> Double {
        min(1, places * exp2(-bits(literal)))
    }

    private static func exp2(_ exponent: Double) -> Double {
        var result = 1.0
        var left = -exponent
        while left >= 1 {
            result /= 2
            left -= 1
        }
        return result * (1 - left / 2)
    }

    /// Whether a text holds another one.
    static func contains(_ text: [UInt8], _ piece: [UInt8]) -> Bool {
        guard piece.count <= text.count else { return false }
        return (0...text.count - piece.count).contains { start in
            text[start..<start + piece.count].elementsEqual(piece)
        }
    }

    /// Where the rarest bytes of a literal begin: `width` of them, or fewer where it is shorter.
    static func rarestWindow(of literal: [UInt8], width: Int) -> Int {
        guard literal.count > width else { return 0 }
        var best = (start: 0, bits: 0)
        for start in 0...literal.count - width {
            let sum = literal[start..<start + width].reduce(0) { $0 + Int($1 < 0x80 ? eighths[Int($1)] : 100) }
            if sum > best.bits { best = (start, sum) }
        }
        return best.start
    }
}
