import TamgaModel

/// Reads one value of a list or a table: what an observable's own text can be, and the forms that lists add to it.
///
/// - `address:port` and `domain:port` are the address or domain; the port is told apart.
/// - `a.b.c.d-e.f.g.h` is the fewest networks that cover exactly the range.
/// - `host/path` is a URL with the scheme `http`.
/// - `.example.org` is the domain `example.org`.
struct ListValue: Sendable {
    /// The kind that every value has, where the caller says so.
    let type: ObservableType?
    /// Whether defanged text is made whole.
    let refang: Bool

    /// What became of a text.
    enum Outcome {
        case values([Observable], port: Int?)
        case refused(String)
    }

    /// The most networks that a range may come to.
    static let maximumNetworks = 64

    /// True where a value of the forced kind may hold blanks and comment signs of its own.
    var isFreeText: Bool {
        switch type {
        case .fileName, .filePath, .registryKey, .mutex, .userAgent, .userAccount: true
        default: false
        }
    }

    /// Reads a value.
    func read(_ text: ArraySlice<UInt8>) -> Outcome {
        if let address = Self.dottedQuad(text), type == nil || type == .ipv4Address {
            return .values([Observable(type: .ipv4Address, canonicalBytes: address)], port: nil)
        }
        let whole = String(decoding: text, as: UTF8.self)
        if type == nil, Self.isPlain(text), let observable = Observable.guess(whole) {
            return .values([observable], port: nil)
        }
        return read(whole)
    }

    /// True for a text that can be none of the forms that lists add, nor defanged: a word of letters, digits, `.`,
    /// `-` and `_` with a letter in it, as domains and digests are.
    private static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.first != 0x2E else { return false }
        var hasLetter = false
        for byte in text {
            if byte.isLetter {
                hasLetter = true
            } else if !byte.isDigit, byte != 0x2E, byte != 0x2D, byte != 0x5F {
                return false
            }
        }
        return hasLetter
    }

    /// Reads a value.
    func read(_ raw: String) -> Outcome {
        var text = raw[...]
        if text.utf8.first == 0x22, text.utf8.count > 1, text.utf8.last == 0x22 { text = text.dropFirst().dropLast() }
        if text.isEmpty { return .refused("the value is empty") }
        if isFreeText, let type { return make(type, text, port: nil) }
        let value = refang && type != .mutex ? String(text.refanged) : String(text)
        if let outcome = range(value) { return outcome }
        if let outcome = hostAndPort(value) { return outcome }
        if let outcome = schemeless(value) { return outcome }
        if value.hasPrefix("."), type == nil || type == .domainName {
            return make(.domainName, value.dropFirst(), port: nil)
        }
        if let type { return make(type, value[...], port: nil) }
        if let observable = Observable.guess(value) { return .values([observable], port: nil) }
        return .refused(ObservableError.unrecognised(raw).description)
    }

    private func make(_ type: ObservableType, _ text: Substring, port: Int?) -> Outcome {
        do throws(ObservableError) {
            return .values([try Observable(type, text)], port: port)
        } catch {
            return .refused("“\(text.prefix(80))” is \(error)")
        }
    }

    // MARK: - Forms of lists

    private func hostAndPort(_ value: String) -> Outcome? {
        guard type == nil || type == .ipv4Address || type == .ipv6Address || type == .domainName,
            let colon = value.utf8.lastIndex(of: 0x3A), !value.utf8.contains(0x2F), !value.utf8.contains(0x40)
        else { return nil }
        let digits = value[colon...].dropFirst()
        guard 1...5 ~= digits.utf8.count, digits.utf8.allSatisfy(\.isDigit), let port = Int(digits) else { return nil }
        var host = value[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.utf8.contains(0x3A) {
            return nil
        }
        guard let observable = Observable.guess(String(host)) else { return nil }
        switch observable.type {
        case .ipv4Address, .ipv6Address, .domainName:
            if port > 65_535 { return .refused("port \(port) is past 65535") }
            return .values([observable], port: port)
        default: return nil
        }
    }

    private func schemeless(_ value: String) -> Outcome? {
        guard type == nil || type == .url, !value.contains("://") else { return nil }
        guard let slash = value.utf8.firstIndex(of: 0x2F) else {
            return type == .url ? make(.url, "http://\(value)", port: nil) : nil
        }
        if slash == value.utf8.startIndex { return .refused("a path without a host says too little to match") }
        if Self.isNetwork(value[slash...].dropFirst()) { return nil }
        let host = value[..<slash].utf8
        guard host.contains(0x2E) || host.contains(0x3A), !host.contains(0x5C) else { return nil }
        return make(.url, "http://\(value)", port: nil)
    }

    /// True for what may stand after the slash of a network: digits, or a dotted mask.
    private static func isNetwork(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isDigit || $0 == 0x2E }
    }

    /// A range of addresses as networks.
    private func range(_ value: String) -> Outcome? {
        guard
            type == nil || type == .ipv4Network || type == .ipv6Network || type == .ipv4Address || type == .ipv6Address,
            let dash = value.utf8.firstIndex(of: 0x2D),
            value.utf8.first.map({ $0.isDigit || $0.isLetter || $0 == 0x3A }) == true
        else { return nil }
        let first = value[..<dash].filter { $0 != " " }
        let last = value[dash...].dropFirst().filter { $0 != " " }
        guard let low = try? Observable(.ipv4Address, first), let high = try? Observable(.ipv4Address, last) else {
            guard first.utf8.contains(0x3A), let low = try? Observable(.ipv6Address, first),
                let high = try? Observable(.ipv6Address, last), low.bytes.count == high.bytes.count
            else { return nil }
            return networks(low, high, value)
        }
        return networks(low, high, value)
    }

    private func networks(_ low: Observable, _ high: Observable, _ value: String) -> Outcome {
        // An address with a prefix is a network, and has no place in a range.
        guard low.type == high.type, low.type == .ipv4Address || low.type == .ipv6Address else {
            return .refused("“\(value.prefix(80))” is no range: one lies between two addresses")
        }
        let width = low.bytes.count * 8
        var start = low.bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let end = high.bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        guard start <= end else { return .refused("the range “\(value)” ends before it begins") }
        var networks: [Observable] = []
        while true {
            // The largest block that begins here and does not pass the end.
            var bits = min(start == 0 ? width : start.trailingZeroBitCount, width)
            while bits > 0, bits == 128 || end - start < (UInt128(1) << UInt128(bits)) - 1 { bits -= 1 }
            if bits == 127, start == 0, end == .max { bits = 128 }
            guard networks.count < Self.maximumNetworks else {
                return .refused("the range “\(value)” comes to more than \(Self.maximumNetworks) networks")
            }
            networks.append(Self.network(start, bits: bits, width: width, address: low.type))
            let size = bits == 128 ? UInt128.max : (UInt128(1) << UInt128(bits)) - 1
            if end - start == size { return .values(networks, port: nil) }
            start += size + 1
        }
    }

    private static func network(_ start: UInt128, bits: Int, width: Int, address: ObservableType) -> Observable {
        var bytes: [UInt8] = []
        for shift in stride(from: width - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: start >> UInt128(shift)))
        }
        if bits == 0 { return Observable(type: address, canonicalBytes: bytes) }
        let type: ObservableType = width == 32 ? .ipv4Network : .ipv6Network
        return Observable(type: type, canonicalBytes: bytes + [UInt8(width - bits)])
    }

    /// The four bytes of an address in its plainest spelling: decimal, no leading zeros. It is what nearly every
    /// line of an address list is, and needs no text.
    static func dottedQuad(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard 7...15 ~= text.count else { return nil }
        var address: UInt32 = 0
        var part: UInt32 = 0
        var digits = 0
        var parts = 0
        for byte in text {
            if byte.isDigit {
                if digits > 0, part == 0 { return nil }
                part = part * 10 + UInt32(byte - 0x30)
                digits += 1
                if part > 255 { return nil }
            } else {
                guard byte == 0x2E, digits > 0, parts < 3 else { return nil }
                address = address << 8 | part
                part = 0
                digits = 0
                parts += 1
            }
        }
        guard parts == 3, digits > 0 else { return nil }
        address = address << 8 | part
        return [
            UInt8(truncatingIfNeeded: address >> 24), UInt8(truncatingIfNeeded: address >> 16),
            UInt8(truncatingIfNeeded: address >> 8), UInt8(truncatingIfNeeded: address),
        ]
    }
}
