import ArgumentParser
import FoundationEssentials
import TamgaExchange
import TamgaModel
import TamgaRelease
import TamgaStore

/// `tamga push`: objects, to a TAXII 2.1 collection.
struct Push: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Push STIX objects to a TAXII 2.1 collection: files, or what the store has for a recipient.",
        discussion: """
            Without files, what the store has for the recipient (--for) goes, as far as the release policy lets it and the log of
            releases does not say that it has had it (docs/sharing.md). Files go as they are: through the policy with --for,
            else what is marked up to TLP:AMBER. What goes to a named recipient is written into the log before it leaves.
            The server's verdict on each object is waited for; exit status 65 where it refuses any,
            or says nothing of some.

              tamga push https://hub.example/union/collections/365fed99-08fa-fdcd-a1b3-fb247eb41d01/ --for KZ
              tamga push https://hub.example/taxii2/ --collection inbox-kz --user kz-cert bundle.json
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @OptionGroup var webOptions: WebOptions

    @Option(help: "The collection's id, alias or title, where the URL is not its own.")
    var collection: String?
    @Option(name: .customLong("for"), help: "For whom: a member's code, a partner's name, or anyone.")
    var recipient: Recipient?
    @Flag(help: "What the recipient has had goes again.")
    var all = false
    @Option(help: "Seconds that the server's verdict is waited for.")
    var wait = 60
    @Option(help: "Who lets it out, for the log. [default: the user's name]")
    var by: String?
    @Option(help: "Why, for the log.")
    var reason: String?
    @Flag(help: "Say what would go, and send nothing.")
    var dryRun = false

    @Argument(help: "The collection's URL, its API root's or its server's.")
    var url: String
    @Argument(help: "STIX files; without them the store's objects.")
    var files: [String] = []

    func validate() throws {
        if files.isEmpty, recipient == nil { throw ValidationError("Say for whom (--for), or name files.") }
        if !files.isEmpty, all { throw ValidationError("--all is for what comes from the store.") }
        guard 0...86_400 ~= wait else { throw ValidationError("--wait is 0 to 86400.") }
    }

    func run() throws {
        try Failure.reporting {
            let address = try WebAddress(url)
            let community = try communityOptions.read()
            if let recipient { try community.check(recipient) }
            let store = try storeOptions.open()
            let row = "push \(url)\(collection.map { " \($0)" } ?? "")\(recipient.map { " for \($0)" } ?? "")"
            _ = try store.addFeed(StoredFeed(name: row, url: url, kind: "push"))
            var refused = 0
            let queue: PushQueue
            if files.isEmpty, let recipient {
                let place = PushPlace(text: try store.feed(named: row)?.place)
                queue = try PushQueue(store, community, for: recipient, all: all, outstanding: place.outstanding)
            } else {
                let read = try FileObjects(files)
                for refusal in read.refusals { StandardError.line("refused: \(refusal)", .warning) }
                refused = read.refusals.count
                let (objects, withheld) = read.outgoing(for: recipient, community)
                queue = PushQueue(objects, withheld: withheld)
            }
            tell(queue)
            if dryRun || queue.count == 0 {
                if refused > 0 { throw Failure.badInput }
                return
            }
            let report = try send(queue, to: address, store, row)
            show(report)
            try store.setOutcome("\(report.accepted) of \(report.sent) accepted", ofFeed: row, at: .now)
            if refused > 0 || report.refused > 0 || report.unknown > 0 { throw Failure.badInput }
        }
    }

    private func tell(_ queue: PushQueue) {
        let whom = recipient.map { " for \($0)" } ?? ""
        StandardError.line("tamga: \(queue.count) objects to push\(whom), \(queue.withheld.count) held back")
        if queue.known > 0 {
            StandardError.line("  \(queue.known) left out: \(recipient.map { "\($0)" } ?? "") has had them")
        }
        for (words, count) in ReleaseText.counts(queue.withheld, recipient ?? .anyone) {
            StandardError.line("  \(count) held back: \(words)")
        }
        for (kind, count) in queue.unheld.sorted(by: { $0.key < $1.key }) {
            StandardError.line("  STIX 2.1 cannot hold: \(count) \(kind)")
        }
    }

    /// Each chunk is written into the log, and noted as under way, before it leaves; what may not have arrived goes
    /// again.
    private func send(_ queue: PushQueue, to address: WebAddress, _ store: Store, _ row: String) throws -> PushReport {
        let web = try webOptions.settings(for: address)
        let (recipient, collection, wait, door) = (recipient, collection, wait, "push \(address.host)")
        let environment = ProcessInfo.processInfo.environment
        let actor =
            [by, environment["SUDO_USER"], environment["LOGNAME"], environment["USER"]].compactMap { $0 }
            .first { !$0.isEmpty } ?? "unknown"
        let purpose = reason ?? ""
        let withheld = Dictionary(queue.withheld.map { ($0.code, 1) }, uniquingKeysWith: +)
        let before = PushPlace(text: try store.feed(named: row)?.place).outstanding
        return try AsyncWork.wait {
            try await WebClient.with(web, for: address) { client in
                let push = try await CollectionPush(client, to: address, collection: collection, patience: wait)
                var report = PushReport()
                var isFirst = true
                var outstanding = before
                try await queue.forEachChunk { chunk in
                    if let recipient {
                        outstanding.formUnion(chunk.items)
                        try store.setPlace(PushPlace(outstanding).text, ofFeed: row)
                        try store.log(
                            Release(
                                time: .now, recipient: recipient.description, door: door, actor: actor,
                                purpose: purpose,
                                released: Dictionary(chunk.reasons.map { ($0.code, 1) }, uniquingKeysWith: +),
                                withheld: isFirst ? withheld : [:]),
                            items: chunk.items)
                        isFirst = false
                    }
                    let verdict = try await push.send(chunk.objects)
                    report.add(verdict)
                    if recipient != nil {
                        // What was refused was not had: it goes again.
                        let failed = Set(verdict.failures.map(\.id))
                        outstanding.subtract(chunk.items.filter { !failed.contains($0.id) })
                        try store.setPlace(outstanding.isEmpty ? nil : PushPlace(outstanding).text, ofFeed: row)
                    }
                }
                return report
            }
        }
    }

    private func show(_ report: PushReport) {
        var line = "\(report.sent) objects pushed: \(report.accepted) accepted, \(report.refused) refused"
        if report.pending > 0 { line += ", \(report.pending) pending still" }
        if report.unknown > 0 { line += ", \(report.unknown) of which the server says nothing" }
        StandardError.line(line)
        for failure in report.failures.prefix(10) {
            StandardError.line(
                "  refused: \(failure.id.isEmpty ? "an object" : failure.id): \(failure.message)", .warning)
        }
        if report.failures.count > 10 {
            StandardError.line("  and \(report.failures.count - 10) more refused", .warning)
        }
    }
}
