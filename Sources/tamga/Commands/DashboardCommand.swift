import ArgumentParser
import TamgaExchange
import TamgaStore

/// `tamga dashboard`: the store and live hits in a browser.
struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Look at the store and at live hits in a browser.",
        discussion: """
            It listens on a loopback address and writes nothing. With --hits it follows what a stream writes: every hit is
            counted, and where more come than can be read, some are shown. SIGTERM or Ctrl-C ends it.

              tamga dashboard --open
              tamga dashboard --hits hits.ndjson --lang ru --since 7d
              tamga bench --rules rules/ logs/ --format json > costs.json && tamga dashboard --rule-costs costs.json
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @Option(
        help: ArgumentHelp("Where to listen, a loopback address; port 0 is a free one.", valueName: "address:port"))
    var listen = "127.0.0.1:8666"
    @Flag(help: "Open it in the system's browser.")
    var open = false
    @OptionGroup var dashboardOptions: DashboardOptions
    @Option(help: "Only what was correlated in this span up to now: 90m, 36h, 7d, 2w.")
    var since: TimeSpan?

    func validate() throws {
        try DashboardOptions.check(HostAndPort(listen))
        try dashboardOptions.check()
    }

    func run() throws { try Failure.reporting(serve) }

    private func serve() throws {
        // Before there is another thread, so that none is ended by a signal.
        let signals = SignalInbox()
        let address = try HostAndPort(listen)
        let server = try dashboardOptions.server(
            address, store(), communityOptions.read(), span: since?.seconds)
        let opens = open
        try AsyncWork.wait {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run(onListening: { port in
                        let place = "http://\(address.shown(port: port))/"
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
