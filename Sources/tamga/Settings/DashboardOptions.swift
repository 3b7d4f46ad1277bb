import ArgumentParser
import FoundationEssentials
import Logging
import TamgaExchange
import TamgaModel
import TamgaReport
import TamgaStore

/// What a dashboard shows besides the store.
struct DashboardOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Follow this file of hits (NDJSON) in the dashboard, from its end on.", valueName: "file"))
    var hits: String?
    @Option(
        help: ArgumentHelp(
            "Show in the dashboard what “tamga bench --rules … --format json” has written.", valueName: "file"))
    var ruleCosts: String?
    @Option(help: "The language of its pages: \(Language.allCases.map(\.rawValue).joined(separator: ", ")).")
    var lang = "en"
    @Flag(
        help:
            "Ask for the key of an account with the role admin at a loopback address, too: for a proxy that has TLS and stands before it."
    )
    var signIn = false

    /// - Throws: `ValidationError` where there are no pages in the language, or the file of hits can be none.
    func check() throws {
        if Language(rawValue: lang) == nil {
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--lang \(lang): pages are in \(known).")
        }
        if let hits, FileIdentity.input(hits) == nil || hits == "-" {
            throw ValidationError(
                "--hits \(hits) is no regular file: a pipe has its hits once, “tamga top” shows them.")
        }
    }

    /// True where something is asked for that only a dashboard has.
    var isUsed: Bool { hits != nil || ruleCosts != nil || signIn }

    /// - Throws: `ValidationError` for an address that others reach, without TLS.
    static func check(_ address: HostAndPort, tls: [String]) throws {
        guard LoopbackAddress.isLoopback(address.host) || !tls.isEmpty else {
            throw ValidationError("\(DashboardServer.NotLoopback(host: address.host))")
        }
    }

    /// A dashboard at an address, which does not run yet.
    ///
    /// - Parameters:
    ///   - tls: the files of a certificate and its key, looked at; or none. At a loopback address they are used where
    ///     ``signIn`` is.
    ///   - span: how far back its figures go, in seconds; `nil` is all of them.
    func server(
        _ address: HostAndPort, _ store: Store, _ community: Community, tls: ServerSettings.TLS?, span: Int64?
    ) throws -> DashboardServer {
        var settings = try settings(address)
        settings.span = span
        settings.asksForKey = signIn || !LoopbackAddress.isLoopback(address.host)
        if settings.asksForKey {
            settings.tls = tls
            if try !store.accounts().contains(where: { $0.role == .admin && $0.removed == nil }) {
                StandardError.line(
                    "tamga: there is no account with the role admin, so nobody can sign in to the dashboard; “tamga users add NAME --member CODE --role admin” makes one",
                    .warning)
            }
        }
        let log = Logger(label: "tamga") { _ in
            ServerLog(format: .text, now: { .now }, sink: { StandardError.line($0) })
        }
        return DashboardServer(store: store, community: community, settings: settings, log: log)
    }

    /// How a dashboard at an address is set up.
    private func settings(_ address: HostAndPort) throws -> DashboardSettings {
        var settings = DashboardSettings(
            host: address.host, port: address.port, language: Language(rawValue: lang) ?? .english,
            version: Tamga.configuration.version, now: { .now })
        settings.hits = hits.map { HitFollower($0).hits }
        settings.costs = try ruleCosts.map(Self.costs)
        return settings
    }

    private static func costs(_ path: String) throws -> RuleCosts {
        let text = try WholeFile.read(path, limit: RuleCosts.maximumSize)
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(filePath: path).resolvingSymlinksInPath().path)
        let written = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        do {
            return try RuleCosts(text, name: path, written: Timestamp(seconds: Int64(written)))
        } catch let error as RuleCosts.Malformed {
            throw FailedInput(description: "\(path) \(error)")
        }
    }
}
