import FoundationEssentials

/// An `http` or `https` URL without a user in it.
public struct WebAddress: Hashable, Sendable {
    private let url: URL
    /// The host's name or address, in lower case, an IPv6 address without brackets.
    public let host: String
    /// True for `https`.
    public let isSecure: Bool

    /// Reads a URL.
    ///
    /// - Throws: ``ExchangeError/badAddress(_:reason:)`` for anything but `http://HOST…` and `https://HOST…`.
    public init(_ text: String) throws(ExchangeError) {
        guard let url = URL(string: text) else { throw .badAddress(Self.shown(text), reason: "it is no URL") }
        try self.init(url)
    }

    private init(_ url: URL) throws(ExchangeError) {
        let shown = Self.shown(url.absoluteString)
        let scheme = url.scheme?.lowercased()
        guard scheme == "https" || scheme == "http" else {
            throw .badAddress(shown, reason: "it begins with neither https:// nor http://")
        }
        guard url.user() == nil, url.password() == nil else {
            throw .badAddress(
                "\(scheme ?? "")://…", reason: "a user or key does not belong into it: --user, --key-file")
        }
        guard let host = url.host(percentEncoded: false)?.lowercased(), !host.isEmpty else {
            throw .badAddress(shown, reason: "it names no host")
        }
        self.url = url
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        isSecure = scheme == "https"
    }

    /// The whole URL, query and all. It may hold a secret: ``description`` is for people.
    public var text: String { url.absoluteString }

    /// The port.
    public var port: Int { url.port ?? (isSecure ? 443 : 80) }

    /// True where no wire leaves this machine.
    public var isLoopback: Bool { LoopbackAddress.isLoopback(host) }

    /// True where a key may go to `other` that was meant for this address: the same host, and the same port or a step
    /// from plain to secure.
    func sharesKeys(with other: WebAddress) -> Bool {
        host == other.host && (port == other.port && isSecure == other.isSecure || !isSecure && other.isSecure)
    }

    /// What a reference on this page leads to (RFC 3986 §5).
    func resolving(_ reference: String) throws(ExchangeError) -> WebAddress {
        guard let found = URL(string: reference, relativeTo: url)?.absoluteURL else {
            throw .badAddress(Self.shown(reference), reason: "it is no URL")
        }
        return try WebAddress(found)
    }

    /// The address without query and fragment, its path with a `/` at the end, as TAXII has it.
    var folder: WebAddress {
        get throws(ExchangeError) {
            let bare = String(text.prefix { $0 != "?" && $0 != "#" })
            return try WebAddress(bare.hasSuffix("/") ? bare : bare + "/")
        }
    }

    /// The parts of the path between slashes.
    var pathParts: [String] {
        url.path(percentEncoded: true).split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    }

    /// A query on this address, whose own it replaces; names and values are encoded.
    func asking(_ query: [(name: String, value: String)]) throws(ExchangeError) -> WebAddress {
        if query.isEmpty { return self }
        let bare = String(text.prefix { $0 != "?" && $0 != "#" })
        let pairs = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
        return try WebAddress(bare + "?" + pairs.joined(separator: "&"))
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986 §2.3.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let isLetter = (byte | 0x20) &- 0x61 < 26
            if isLetter || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E {
                bytes.append(byte)
            } else {
                bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A URL for people: queries hold keys.
    fileprivate static func shown(_ text: String) -> String {
        let bare = text.prefix { $0 != "?" && $0 != "#" }
        return String(bare.prefix(300)) + (bare.count < text.count ? "?…" : "")
    }
}

extension WebAddress: CustomStringConvertible {
    /// The URL without its query, which may hold a key.
    public var description: String { Self.shown(text) }
}
