import TamgaModel
import TamgaTestSupport

/// Makes random indicators, and texts out of them, of pieces of them and of all that could be mistaken for them.
struct TextMaker {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    mutating func chance(_ one: Int) -> Bool { below(one) == 0 }

    private mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

    private mutating func digits(_ count: Int, _ alphabet: String = "0123456789abcdef") -> String {
        let letters = Array(alphabet)
        return String((0..<count).map { _ in letters[below(letters.count)] })
    }

    // MARK: - Indicators

    mutating func observables() -> [Observable] {
        var seen: Set<Observable> = []
        var observables: [Observable] = []
        for _ in 0..<1 + below(12) {
            let (type, text) = value()
            if let observable = try? Observable(type, text), seen.insert(observable).inserted {
                observables.append(observable)
            }
        }
        return observables
    }

    private mutating func name() -> String {
        let tops = [
            "com", "example", "ru", "co.uk", "рф", "中国", "photography", "1x", "x", "github.io", "a-b_c", "xn--p1ai",
        ]
        let labels = [
            "evil", "a", "b", "1", "evil-2", "x_y", "пример", "例", "bad", "com", "beef", "n", "u0041", "dead",
        ]
        return (0..<1 + below(3)).map { _ in pick(labels) }.joined(separator: ".") + "." + pick(tops)
    }

    private mutating func address() -> String {
        (0..<4).map { _ in String(pick([0, 1, 2, 9, 10, 99, 100, 192, 199, 250, 255])) }.joined(separator: ".")
    }

    private mutating func six() -> String {
        pick([
            "2001:db8::\(digits(1))", "::\(digits(4))", "fe80::\(digits(2)):\(digits(1))", "::1", "a::b",
            "2001:db8:1:2:3:4:5:\(digits(2))",
        ])
    }

    private mutating func value() -> (ObservableType, String) {
        switch below(24) {
        case 0...3: (.ipv4Address, address())
        case 4: (.ipv4Network, "\(address())/\(below(33))")
        case 5: (.ipv6Address, six())
        case 6: (.ipv6Network, "\(six())/\(below(129))")
        case 7...10: (.domainName, name())
        case 11, 12:
            (
                .url,
                "\(pick(["http", "https", "ftp"]))://\(chance(4) ? address() : chance(8) ? "[\(six())]" : chance(8) ? "intranet" : name())\(pick(["", ":80", ":8080"]))\(pick(["", "/", "/a", "/a.exe?b=c", "/%41/é", "/x,y"]))"
            )
        case 13: (.emailAddress, "\(pick(["bob", "b.b", "b+b"]))@\(name())")
        case 14:
            pick([
                (.md5, digits(32)), (.ja3, digits(32)), (.sha1, digits(40)), (.sha256, digits(64)),
                (.sha512, digits(128)), (.x509Fingerprint, digits(40)),
            ])
        case 15: (.fileName, pick(["evil.exe", "bad file.doc", "вирус", "a", "n", "恶意.exe", "a-b.c-d"]))
        case 16: (.filePath, pick(["C:\\Temp\\evil.exe", "/tmp/evil", "\\\\srv\\x", "/a", "c:\\new\\b"]))
        case 17: (.registryKey, pick(["HKLM\\Software\\Evil", "HKCU\\n", "\\Registry\\Machine\\x"]))
        case 18: (.userAgent, pick(["Evil Bot/1.0", "a b", "evil"]))
        case 19: (.mutex, pick(["Global\\Evil", "a.b", "x"]))
        case 20: (.macAddress, digits(12))
        case 21: (.x509Serial, digits(2 + below(30)))
        case 22:
            pick([
                (.autonomousSystem, "AS\(below(99_999))"), (.userAccount, pick(["mallory", "corp\\m", "a"])),
                (.cryptocurrencyAddress, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
            ])
        default: (.ja4, "t13d1516h2_8daaf6152771_e5627efa2ab1")
        }
    }

    // MARK: - Texts

    private static let separators = [
        " ", " ", " ", "\"", ",", ".", ":", "/", "\\", "@", "=", "-", "_", "[", "]", "(", ")", "\t", "\n", "\r\n", "\n",
        "|", "'", "<", ">", ";", "%", "?", "#",
        "&", "+", "://", "http://", "\\/", "\\n", "\\t", "\\\"", "\\\\", "\\u002e", "\\u0022", "%20", "%2F", "%2e",
        "%252e", "%0a", "{\"", "{", "\":\"", "%", "\\u", "\\", "::",
        "é", "ж", "访", "。", "\u{301}", "😀", "1", "a", "x", "0", "f", "[.]", "hxxp", "http:\\/\\/", "%3A", "..", "--",
        "\\b", "\\f",
    ]

    mutating func text(of observables: [Observable]) -> [UInt8] {
        var bytes: [UInt8] = chance(4) ? Array("{\"a\":\"".utf8) : []
        if chance(3) { bytes += [UInt8](repeating: pick([0x20, 0x61, 0x2E, 0x3A]), count: below(130)) }
        for _ in 0..<below(60) {
            switch below(10) {
            case 0...4:
                guard !observables.isEmpty else { continue }
                bytes += spelled(pick(observables))
            case 5...8: bytes += pick(Self.separators).utf8
            default:
                if chance(4) {
                    for _ in 0..<1 + below(6) { bytes.append(UInt8(below(256))) }
                } else {
                    let (_, text) = value()
                    bytes += text.utf8
                }
            }
            if chance(3) { bytes.append(0x20) }
        }
        return bytes
    }

    /// A value in one of the ways in which logs write it, or a part of it.
    private mutating func spelled(_ observable: Observable) -> [UInt8] {
        var text = observable.text
        switch observable.type {
        case .ipv4Network: text = String(text.prefix { $0 != "/" })
        case .ipv6Network: text = String(text.prefix { $0 != "/" }) + digits(1)
        case .macAddress where chance(2): text = text.replacing(":", with: pick(["-", ""]))
        case .x509Fingerprint where chance(2), .x509Serial where chance(2):
            text = observable.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
        default: break
        }
        switch below(12) {
        case 0: text = text.uppercased()
        case 1: text = text.replacing("\\", with: "\\\\").replacing("/", with: "\\/")
        case 2: text = text.replacing(".", with: pick(["%2e", "\\u002e", "%252E", "[.]"]))
        case 3: text = String(text.dropFirst(below(4)))
        case 4: text = String(text.dropLast(below(4)))
        case 5: text = pick(["a.", "a", "-", "b.c.", "_", "\\n", "ж"]) + text
        case 6: text += pick([".", ".a", "a", "-", "--", "_", ":80", "/x", "%41", "ж", "\\n"])
        case 7:
            var escaped: [UInt8] = []
            for byte in text.utf8 {
                if chance(4) {
                    escaped += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
                } else {
                    escaped.append(byte)
                }
            }
            return escaped
        default: break
        }
        return Array(text.utf8)
    }
}
