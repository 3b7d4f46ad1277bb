import ArgumentParser
import FoundationEssentials
import TamgaExchange

/// How a server is reached.
struct WebOptions: ParsableArguments {
    @Option(help: "The user, for HTTP Basic; without one a key goes as a bearer token.")
    var user: String?
    @Option(
        help: ArgumentHelp(
            "The file with the key, which nobody else may read. [default: the environment's TAMGA_KEY; asked for on a terminal where --user is given]",
            valueName: "file"))
    var keyFile: String?
    @Option(
        help: ArgumentHelp("A PEM file: these certificate authorities are trusted, and no others.", valueName: "file"))
    var ca: String?
    @Option(
        help: ArgumentHelp("The proxy, as http://HOST:PORT. [default: $HTTPS_PROXY or $HTTP_PROXY]", valueName: "url"))
    var proxy: String?
    @Option(help: "How often a request that fails for the moment is sent again.")
    var retries: Int?

    func validate() throws {
        if let proxy, proxy.contains("@") {
            throw ValidationError("A key in --proxy would show in “ps”: put that URL into HTTPS_PROXY.")
        }
        if let retries, !(0...100).contains(retries) { throw ValidationError("--retries is 0 to 100.") }
    }

    /// The settings for a server.
    func settings(for home: WebAddress) throws -> WebSettings {
        var said = FeedSettings()
        said.user = user
        said.keyFile = keyFile
        said.authorityFile = ca
        said.proxy = proxy
        return try Self.settings(for: home, feed: nil, stored: said, retries: retries)
    }

    /// The settings for a server.
    ///
    /// - Parameters:
    ///   - feed: the feed's name, whose key the environment may have; `nil` for a URL.
    ///   - stored: what was said about it.
    static func settings(
        for home: WebAddress, feed: String?, stored: FeedSettings, retries: Int?
    ) throws -> WebSettings {
        var settings = WebSettings()
        settings.authorityFile = stored.authorityFile
        settings.proxy = try proxy(stored.proxy, for: home)
        if let retries { settings.retry.retries = retries }
        settings.report = { StandardError.line("tamga: \($0)") }
        if let key = try KeySource.key(file: stored.keyFile, feed: feed, user: stored.user, host: home.host) {
            settings.credentials = try Credentials(user: stored.user, key: key)
        }
        return settings
    }

    /// The proxy that is named, else the environment's, unless the host is one to be asked directly.
    private static func proxy(_ named: String?, for home: WebAddress) throws -> WebProxy? {
        if let named { return try WebProxy(named) }
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) -> String? {
            [environment[name], environment[name.lowercased()]].compactMap { $0 }.first { !$0.isEmpty }
        }
        guard !home.isLoopback, let proxy = value(home.isSecure ? "HTTPS_PROXY" : "HTTP_PROXY") else { return nil }
        for entry in (value("NO_PROXY") ?? "").split(separator: ",") {
            let suffix = entry.filter { $0 != " " }.lowercased()
            let bare = suffix.hasPrefix(".") ? String(suffix.dropFirst()) : suffix
            if suffix == "*" || home.host == bare || !bare.isEmpty && home.host.hasSuffix("." + bare) { return nil }
        }
        return try WebProxy(proxy)
    }
}
