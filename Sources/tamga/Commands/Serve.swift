public import ArgumentParser
import FoundationEssentials
import Logging
public import TamgaExchange
import TamgaMatch
import TamgaModel
import TamgaStore

/// `tamga serve`: the store as a TAXII 2.1 server.
struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the store to members, partners and the public by TAXII 2.1.",
        discussion: """
            Whoever asks sees what the release policy lets go to them, and the log of releases says who had what. Accounts are
            made by “tamga users add”. SIGTERM ends it, after the requests that are under way.

              tamga serve --listen 0.0.0.0:8443 --tls cert.pem key.pem --community community.yaml
              tamga serve --listen 127.0.0.1:8080
              tamga serve --listen 127.0.0.1:8080 --dashboard 127.0.0.1:8666 --hits hits.ndjson
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @Option(help: ArgumentHelp("Where to listen; port 0 is a free one.", valueName: "address:port"))
    var listen = "127.0.0.1:8443"
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The files of the certificate, with those it rests on, and of its key.", valueName: "pem"))
    var tls: [String] = []
    @Option(
        name: .customLong("client-ca"),
        help: ArgumentHelp(
            "Authorities whose certificates accounts sign in with; see “tamga users add”.", valueName: "pem"))
    var clientCA: String?
    @Flag(help: "Plain HTTP on other addresses than the loopback, too: keys go over the wire unless a proxy has TLS.")
    var plain = false
    @Option(help: "What discovery calls the server.")
    var title = "Tamga"
    @Flag(help: "Take only what TAXII 2.1 has: a bundle posted as STIX is answered with 415.")
    var strict = false
    @Option(help: ArgumentHelp("The largest body of a request.", valueName: "bytes"))
    var maxBody = 10 << 20
    @Option(help: ArgumentHelp("How many requests an account may make in a minute.", valueName: "n"))
    var rate = 1_200
    @Option(help: "The form of the log on standard error: text or json. [default: $TAMGA_LOG_FORMAT, else text]")
    var logFormat: ServerLog.Format?
    @Option(
        help: ArgumentHelp(
            "Also serve the dashboard there: see “tamga dashboard”. At other addresses than the loopback it takes --tls, and asks for keys.",
            valueName: "address:port"))
    var dashboard: String?
    @OptionGroup var dashboardOptions: DashboardOptions

    func validate() throws {
        guard tls.isEmpty || tls.count == 2 else {
            throw ValidationError("--tls takes two files: certificate and key.")
        }
        guard clientCA == nil || tls.count == 2 else { throw ValidationError("--client-ca needs --tls.") }
        guard 1_024...(1 << 30) ~= maxBody else { throw ValidationError("--max-body is from 1024 to 1073741824.") }
        guard rate > 0 else { throw ValidationError("--rate is above 0.") }
        if let dashboard { try DashboardOptions.check(HostAndPort(dashboard, flag: "--dashboard"), tls: tls) }
        guard dashboard != nil || !dashboardOptions.isUsed else {
            throw ValidationError("--hits, --rule-costs and --sign-in go with --dashboard.")
        }
        try dashboardOptions.check()
        let host = try HostAndPort(listen).host
        if tls.isEmpty, !plain, !LoopbackAddress.isLoopback(host) {
            throw ValidationError(
                "\(host) is no loopback address: give --tls CERT KEY, or --plain where something else has TLS.")
        }
    }

    func run() throws { try Failure.reporting(serve) }

    private func serve() throws {
        let community = try communityOptions.read()
        guard !community.members.isEmpty else {
            throw FailedInput(
                description: "no community file says who the members are; name one with --community or TAMGA_COMMUNITY")
        }
        // Before the store is opened and settled, which takes its time.
        let files = try TLSFiles.checked(tls, clientAuthorities: clientCA)
        let store = try storeOptions.open()
        var settings = ServerSettings(now: { .now })
        let address = try HostAndPort(listen)
        (settings.host, settings.port) = (address.host, address.port)
        settings.tls = files
        settings.title = title
        settings.isStrict = strict
        settings.maximumBody = maxBody
        settings.requestsPerMinute = rate
        let format = logFormat ?? (MessageForm.ofEnvironment.isJSON ? .json : .text)
        let least = MessageForm.ofEnvironment.least
        let log = Logger(label: "tamga") { _ in
            var log = ServerLog(format: format, now: { .now }, sink: { StandardError.logged($0) })
            log.logLevel = least.ofServer
            return log
        }
        let lines = try store.lineCount()
        if lines > 0 {
            StandardError.line(
                "tamga: \(lines) lines of plain lists are not served, they are no STIX objects; “tamga export --for … --as stix --output lines.json” and “tamga import lines.json” make them objects"
            )
        }
        let accounts = try store.accounts().count { $0.removed == nil }
        if accounts == 0 { StandardError.line("tamga: there are no accounts; “tamga users add” makes them", .warning) }
        Surroundings.ignoreHangUp()
        let watch = CommunityWatch(communityOptions)
        let scheme = settings.tls == nil ? "http" : "https"
        let server = TaxiiServer(store: store, community: community, settings: settings, log: log)
        let beside = try dashboard.map { text in
            let place = try HostAndPort(text, flag: "--dashboard")
            let asks = dashboardOptions.signIn || !LoopbackAddress.isLoopback(place.host)
            return (
                place: place, scheme: asks && !tls.isEmpty ? "https" : "http",
                server: try dashboardOptions.server(place, store, community, tls: TLSFiles.checked(tls), span: nil)
            )
        }
        try AsyncWork.wait {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run(
                        takesSignals: true,
                        reload: {
                            watch.changed {
                                StandardError.line("tamga: the community file stays as it was: \($0)", .warning)
                            }
                        },
                        onListening: { port in
                            StandardError.line("tamga: listening on \(scheme)://\(address.shown(port: port))/taxii2/")
                        })
                }
                if let beside {
                    group.addTask {
                        try await beside.server.run { port in
                            StandardError.line(
                                "tamga: the dashboard is at \(beside.scheme)://\(beside.place.shown(port: port))/")
                        }
                    }
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }
}

extension ServerLog.Format: ExpressibleByArgument {}
