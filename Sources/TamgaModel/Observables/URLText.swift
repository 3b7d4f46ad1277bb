/// The canonical form of URLs.
public enum URLText {
    /// A URL's canonical bytes, or `nil` where the text is none. Idempotent.
    ///
    /// RFC 3986 §6.2: scheme and host lower-case, the host in the canonical form of addresses and names
    /// (one label is enough, `file:` needs none), user information kept, the scheme's default port
    /// left out, an empty path `/`, dot segments removed, percent-encodings in upper case and decoded
    /// where they stand for unreserved bytes, bytes that may not stand in a URL encoded. The fragment
    /// is left out: it is never sent. Texts over 65,535 bytes or with control characters are refused.
    public static func canonical(_ text: Span<UInt8>) -> [UInt8]? {
        guard text.count <= 65_535, let scheme = schemeLength(text) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + 8)
        for index in 0..<scheme { bytes.append(text[index].asciiLowercased) }
        bytes.append(0x3A)
        bytes.append(0x2F)
        bytes.append(0x2F)

        var authorityEnd = scheme + 3
        var host = authorityEnd
        while authorityEnd < text.count {
            let byte = text[authorityEnd]
            if byte == 0x2F || byte == 0x3F || byte == 0x23 { break }
            if byte == 0x40 { host = authorityEnd + 1 }
            authorityEnd += 1
        }
        if host > scheme + 3 {
            guard appendEncoded(text, scheme + 3..<host - 1, to: &bytes) else { return nil }
            bytes.append(0x40)
        }
        var hostEnd = host
        if host < authorityEnd, text[host] == 0x5B {
            while hostEnd < authorityEnd, text[hostEnd] != 0x5D { hostEnd += 1 }
            guard hostEnd < authorityEnd else { return nil }
            hostEnd += 1
        } else {
            while hostEnd < authorityEnd, text[hostEnd] != 0x3A { hostEnd += 1 }
        }
        guard appendHost(text.extracting(host..<hostEnd), scheme: scheme, to: &bytes),
            appendPort(text.extracting(hostEnd..<authorityEnd), scheme: scheme, to: &bytes)
        else { return nil }

        var end = authorityEnd
        while end < text.count, text[end] != 0x23 { end += 1 }
        var pathEnd = authorityEnd
        while pathEnd < end, text[pathEnd] != 0x3F { pathEnd += 1 }
        let pathStart = bytes.count
        if pathEnd == authorityEnd { bytes.append(0x2F) }
        guard appendEncoded(text, authorityEnd..<pathEnd, to: &bytes) else { return nil }
        removeDotSegments(&bytes, from: pathStart)
        guard appendEncoded(text, pathEnd..<end, to: &bytes) else { return nil }
        return bytes.count <= 65_535 ? bytes : nil
    }

    /// Where the host of a canonical URL stands, without the brackets of an IPv6 address; `nil` where it has none.
    public static func host(of canonical: Span<UInt8>) -> Range<Int>? {
        guard let scheme = schemeLength(canonical) else { return nil }
        var start = scheme + 3
        var index = start
        while index < canonical.count, canonical[index] != 0x2F {
            if canonical[index] == 0x40 { start = index + 1 }
            index += 1
        }
        let authorityEnd = index
        guard start < authorityEnd else { return nil }
        index = start
        if canonical[start] == 0x5B {
            while index < authorityEnd, canonical[index] != 0x5D { index += 1 }
            return start + 1..<max(index, start + 1)
        }
        while index < authorityEnd, canonical[index] != 0x3A { index += 1 }
        return index > start ? start..<index : nil
    }

    /// Where the path of a canonical URL begins, with its query, up to the end: at least `/`.
    public static func pathAndQuery(of canonical: Span<UInt8>) -> Range<Int> {
        var index = (schemeLength(canonical) ?? -3) + 3
        while index < canonical.count, canonical[index] != 0x2F { index += 1 }
        return index..<canonical.count
    }

    /// The length of the scheme that stands before `://`.
    static func schemeLength(_ text: Span<UInt8>) -> Int? {
        guard text.count > 3, text[0].isASCIILetter else { return nil }
        var index = 1
        while index < text.count, index <= 32 {
            let byte = text[index]
            if byte == 0x3A {
                return index + 2 < text.count && text[index + 1] == 0x2F && text[index + 2] == 0x2F ? index : nil
            }
            guard byte.isASCIIAlphanumeric || byte == 0x2B || byte == 0x2D || byte == 0x2E else { return nil }
            index += 1
        }
        return nil
    }

    private static func appendHost(_ text: Span<UInt8>, scheme: Int, to bytes: inout [UInt8]) -> Bool {
        if text.isEmpty { return scheme == 4 && bytes.starts(with: "file".utf8) }
        if text[0] == 0x5B {
            guard let (high, low) = IPv6Address.parse(text) else { return false }
            if let address = IPv6Address.mapped(high: high, low: low) {
                IPv4Address.append(address, to: &bytes)
                return true
            }
            bytes.append(0x5B)
            IPv6Address.append(high: high, low: low, to: &bytes)
            bytes.append(0x5D)
            return true
        }
        if let address = IPv4Address.parse(text) {
            IPv4Address.append(address, to: &bytes)
            return true
        }
        if ASCII.firstIndex(of: 0x25, in: text) != nil {
            guard let decoded = decoded(text), let name = hostName(decoded.span) else { return false }
            bytes += name
            return true
        }
        guard let name = hostName(text) else { return false }
        bytes += name
        return true
    }

    private static func hostName(_ text: Span<UInt8>) -> [UInt8]? {
        if let address = IPv4Address.parse(text) { return Array(IPv4Address.text(address).utf8) }
        return DomainName.canonicalHost(text, minimumLabels: 1)
    }

    private static func decoded(_ text: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == 0x25 {
                guard index + 2 < text.count, let high = text[index + 1].hexValue, let low = text[index + 2].hexValue
                else { return nil }
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }

    private static func appendPort(_ text: Span<UInt8>, scheme: Int, to bytes: inout [UInt8]) -> Bool {
        if text.isEmpty { return true }
        guard text[0] == 0x3A, text.count <= 11 else { return false }
        if text.count == 1 { return true }
        var port = 0
        for index in 1..<text.count {
            guard text[index].isASCIIDigit else { return false }
            port = port * 10 + Int(text[index] - 0x30)
        }
        guard port <= 65_535 else { return false }
        if port == defaultPort(bytes.span.extracting(0..<scheme)) { return true }
        bytes.append(0x3A)
        ASCII.appendDecimal(port, to: &bytes)
        return true
    }

    private static func defaultPort(_ scheme: Span<UInt8>) -> Int? {
        switch scheme.count {
        case 2: ASCII.hasPrefix(scheme, "ws") ? 80 : nil
        case 3: ASCII.hasPrefix(scheme, "ftp") ? 21 : ASCII.hasPrefix(scheme, "wss") ? 443 : nil
        case 4: ASCII.hasPrefix(scheme, "http") ? 80 : nil
        case 5: ASCII.hasPrefix(scheme, "https") ? 443 : nil
        default: nil
        }
    }

    /// Appends a component with its percent-encoding normalised. False at a control character.
    private static func appendEncoded(_ text: Span<UInt8>, _ range: Range<Int>, to bytes: inout [UInt8]) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            if byte == 0x25 {
                if index + 2 < range.upperBound, let high = text[index + 1].hexValue,
                    let low = text[index + 2].hexValue
                {
                    let decoded = high << 4 | low
                    if isUnreserved(decoded) { bytes.append(decoded) } else { appendEscape(decoded, to: &bytes) }
                    index += 3
                    continue
                }
                appendEscape(byte, to: &bytes)
            } else if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                if byte.isASCIIControl { return false }
                switch byte {
                case 0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x80...: appendEscape(byte, to: &bytes)
                default: bytes.append(byte)
                }
            }
            index += 1
        }
        return true
    }

    private static func appendEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(0x25)
        bytes.append(ASCII.upperHexDigits[Int(byte >> 4)])
        bytes.append(ASCII.upperHexDigits[Int(byte & 15)])
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
    }

    /// RFC 3986 §5.2.4 in place; the path begins with `/`.
    private static func removeDotSegments(_ bytes: inout [UInt8], from start: Int) {
        let end = bytes.count
        var read = start
        var write = start
        while read < end {
            var next = read + 1
            while next < end, bytes[next] != 0x2F { next += 1 }
            let length = next - read - 1
            let isDot = length == 1 && bytes[read + 1] == 0x2E
            let isDoubleDot = length == 2 && bytes[read + 1] == 0x2E && bytes[read + 2] == 0x2E
            if isDot || isDoubleDot {
                if isDoubleDot {
                    while write > start {
                        write -= 1
                        if bytes[write] == 0x2F { break }
                    }
                }
                if next == end {
                    bytes[write] = 0x2F
                    write += 1
                }
            } else {
                while read < next {
                    bytes[write] = bytes[read]
                    write += 1
                    read += 1
                }
            }
            read = next
        }
        bytes.removeLast(end - write)
    }
}
