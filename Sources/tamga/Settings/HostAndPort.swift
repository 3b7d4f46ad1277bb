import ArgumentParser

/// Where to listen: `127.0.0.1:8443`, `[::1]:8443`.
struct HostAndPort {
    /// The address, without brackets.
    let host: String
    let port: Int

    /// - Parameter flag: the flag that it was given with.
    /// - Throws: `ValidationError` where the text is no address with a port.
    init(_ text: String, flag: String = "--listen") throws {
        var host = ""
        let colon = text.lastIndex(of: ":")
        if let colon { host = String(text[..<colon]) }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard let colon, !host.isEmpty, let port = UInt16(text[text.index(after: colon)...]) else {
            throw ValidationError("\(flag) is an address and a port, such as 127.0.0.1:8443 or [::1]:8443.")
        }
        self.host = host
        self.port = Int(port)
    }

    /// As a URL has it, with the port that was given by the system.
    func shown(port: Int) -> String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
