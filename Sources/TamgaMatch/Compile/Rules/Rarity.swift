import Glibc
import PCRE2

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

    /// The share of places that are expected to fit a window of sets of bytes.
    static func share(_ window: [ByteSet]) -> Double {
        let places = window.map(bits)
        let sum = places.reduce(0, +) * (window.count > 3 ? 0.6 : 0.8)
        // What logs are full of stands in every other record.
        return exp2(-(sum > 8 && isCommon(window) ? 8 : sum))
    }

    /// The bits that a byte carries which is one of a set.
    static func bits(_ set: ByteSet) -> Double {
        // Letters of either case are one.
        let ends = (set.word(0), set.word(1) | (set.word(1) & 0x07FF_FFFE) << 32)
        var share = 0.0
        for (first, word) in [(0, ends.0), (64, ends.1)] {
            var left = word
            while left != 0 {
                share += frequencies[first + left.trailingZeroBitCount]
                left &= left &- 1
            }
        }
        // Bytes beyond ASCII: of text that is not English.
        share += Double(set.word(2).nonzeroBitCount + set.word(3).nonzeroBitCount) * exp2(-12)
        return max(0, -log2(share))
    }

    /// How often each ASCII byte is met, letters of either case as the small one.
    private static let frequencies: [Double] = eighths.enumerated().map { byte, eighths in
        (0x41...0x5A).contains(byte) ? 0 : exp2(-Double(eighths) / 8)
    }

    /// How often each byte is met, the capital letters a third as often as the small ones.
    static let byteFrequencies: [Double] = (0..<256).map { byte in
        switch byte {
        case 0x41...0x5A: frequencies[byte + 0x20] / 4
        case 0x61...0x7A: frequencies[byte] * 3 / 4
        case 0x80...: exp2(-9)
        default: frequencies[byte]
        }
    }

    /// Whether a window fits somewhere in what logs are full of.
    private static func isCommon(_ window: [ByteSet]) -> Bool {
        // Looked for where its thinnest place fits.
        guard let thinnest = window.indices.min(by: { window[$0].count < window[$1].count }) else { return true }
        let bytes = Set(window[thinnest].bytes.map(TextByte.lowercased))
        return bytes.contains { byte in
            placesOfBytes[Int(byte)].contains { place in
                let text = common[place.text]
                let start = place.at - thinnest
                return start >= 0 && start + window.count <= text.count
                    && window.indices.allSatisfy { index in
                        let byte = text[start + index]
                        return window[index].contains(byte)
                            || byte &- 0x61 < 26 && window[index].contains(byte - 0x20)
                    }
            }
        }
    }

    /// Where each byte stands in ``common``.
    private static let placesOfBytes: [[(text: Int, at: Int)]] = {
        var places = [[(text: Int, at: Int)]](repeating: [], count: 256)
        for (text, bytes) in common.enumerated() {
            for (at, byte) in bytes.enumerated() { places[Int(byte)].append((text, at)) }
        }
        return places
    }()

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
