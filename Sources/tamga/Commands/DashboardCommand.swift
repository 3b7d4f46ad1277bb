import ArgumentParser
import TamgaExchange
import TamgaStore

/// `tamga dashboard`: the store and live hits in a browser.
struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Look at the store and at live hits in a browser.",
        discussion: """
            It writes nothing. At a loopback address it shows all to whoever sits at the machine; at another it needs --tls,
            and accounts with the role admin sign in by their keys. With --hits it follows what a stream writes: every hit
            is counted, and where more come than can be read, some are shown. SIGTERM or Ctrl-C ends it.

              tamga dashboard --open
              tamga dashboard --hits hits.ndjson --lang ru --since 7d
              tamga dashboard --listen 0.0.0.0:8666 --tls cert.pem key.pem
              tamga bench --rules rules/ logs/ --format json > costs.json && tamga dashboard --rule-costs costs.json
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @Option(
        help: ArgumentHelp(
            "Where to listen; port 0 is a free one. Other addresses than the loopback need --tls.",
            valueName: "address:port"))
    var listen = "127.0.0.1:8666"
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The files of the certificate, with those it rests on, and of its key.", valueName: "pem"))
    var tls: [String] = []
    @Flag(help: "Open it in the system's browser.")
    var open = false
    @OptionGroup var dashboardOptions: DashboardOptions
    @Option(help: "Only what was correlated in this span up to now: 90m, 36h, 7d, 2w.")
    var since: TimeSpan?

    func validate() throws {
        guard tls.isEmpty || tls.count == 2 else {
            throw ValidationError("--tls takes two files: certificate and key.")
        }
        let address = try HostAndPort(listen)
        try DashboardOptions.check(address, tls: tls)
        if !tls.isEmpty, LoopbackAddress.isLoopback(address.host), !dashboardOptions.signIn {
            throw ValidationError("--tls at a loopback address goes with --sign-in.")
        }
        try dashboardOptions.check()
    }

    func run() throws { try Failure.reporting(serve) }

    private func serve() throws {
        // Before there is another thread, so that none is ended by a signal.
        let signals = try SignalInbox()
        let address = try HostAndPort(listen)
        let files = try TLSFiles.checked(tls)
        let server = try dashboardOptions.server(
            address, store(), communityOptions.read(), tls: files, span: since?.seconds)
        let (opens, scheme) = (open, tls.isEmpty ? "http" : "https")
        try AsyncWork.wait {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run(onListening: { port in
                        let place = "\(scheme)://\(address.shown(port: port))/"
                        StandardError.line("tamga: the dashboard is at \(place)")
                        if opens, OutsideProgram("xdg-open")?.start([place]) != true {
                            StandardError.line("tamga: no browser could be opened; open the address above")
                        }
                    })
                }
                group.addTask {
                    while signals.next(within: .zero) != .end { try await Task.sleep(for: .milliseconds(100)) }
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    /// The store for reading alone; where there is none yet, an empty one is made, as by every command.
    private func store() throws -> Store {
        if let store = try storeOptions.openForReading() { return store }
        _ = try storeOptions.open()
        guard let store = try storeOptions.openForReading() else {
            throw FailedInput(description: "there is no store at \(try storeOptions.path())")
        }
        return store
    }
}
