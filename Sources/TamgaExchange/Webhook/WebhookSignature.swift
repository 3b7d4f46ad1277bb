import TamgaUUID

/// The header `Tamga-Signature`: `t=UNIX,v1=HEX`, where `HEX` is HMAC-SHA256 over the time, a dot and the body.
///
/// The time is signed, so that nobody can send an old post again and have it pass for a new one.
public enum WebhookSignature {
    /// The header's name.
    public static let header = "Tamga-Signature"

    /// The header's value.
    ///
    /// - Parameter time: seconds since 1970.
    public static func value(of body: [UInt8], secret: [UInt8], time: Int64) -> String {
        let code = MessageAuthentication.code(Array("\(time).".utf8) + body, key: secret)
        return "t=\(time),v1=\(hexadecimal(code))"
    }

    /// True where a header's value is the one that who knows the secret has made, at most so many seconds ago or ahead.
    public static func isValid(
        _ value: String, of body: [UInt8], secret: [UInt8], now: Int64, tolerance: Int64 = 300
    ) -> Bool {
        var time: Int64?
        var codes: [String] = []
        for part in value.split(separator: ",") {
            if part.hasPrefix("t=") { time = Int64(part.dropFirst(2)) }
            if part.hasPrefix("v1=") { codes.append(String(part.dropFirst(3))) }
        }
        guard let time, time > 0, time < 1 << 40, abs(now - time) <= tolerance else { return false }
        let expected = hexadecimal(MessageAuthentication.code(Array("\(time).".utf8) + body, key: secret))
        return codes.contains { MessageAuthentication.isSame(Array($0.utf8), Array(expected.utf8)) }
    }

    /// A new secret, 64 hexadecimal digits from the system's generator.
    public static func newSecret() -> String {
        hexadecimal(RandomBytes.make(32))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
