import ArgumentParser
import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaRelease
import TamgaReport
import TamgaStore

/// `tamga export`: what is shared back.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write indicators for a recipient, in the form that a product reads; or sightings as STIX 2.1.",
        discussion: """
            With --for, every object passes the release policy: what a recipient may not have is held back, and counted with
            the reason (docs/sharing.md). What has gone out is written into the store's log: “tamga release log”.
            Of sightings a member is told what the observer lets others know, and nobody else is told anything.
            Without --for, sightings that anybody has marked above --up-to are held back, unmarked ones go out, and who
            may receive the file is for its sender to decide. What rules have found is not of indicators, and stays here.

            Forms: stix, csv, misp: what is known; list, zeek-intel, suricata-rules, suricata-dataset, rpz, hosts,
            nftables, squid, sigma: what is in force now, without what is known to be harmless.

              tamga export --for KZ --as stix > kz.json
              tamga export --for KZ --as rpz --min-confidence 70 --output db.rpz
              tamga export --for anyone --as suricata-dataset --type sha256 > bad-files.lst
              tamga export --sightings --for KZ --since 7d --output kz.json
              tamga export --for KZ --as stix --output kz.json --sign uz.key

            With --sign a signature lies beside the file, as FILE.sig, by which the recipient can prove who made it
            (docs/signing.md).
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @Option(name: .customLong("for"), help: "For whom: a member's code, a partner's name, or anyone.")
    var recipient: Recipient?
    @Option(name: .customLong("as"), help: "The form of indicators.")
    var form: ExportForm?
    @Option(help: "Only values of this kind: ipv4, domain, url, sha256, …; may be given more than once.")
    var type: [ObservableType] = []
    @OptionGroup var qualityOptions: QualityOptions
    @Option(help: "Who lets it out, for the log. [default: the user's name]")
    var by: String?
    @Option(help: "Why, for the log.")
    var reason: String?
    @Flag(help: "What is known to be harmless goes out too, in every form.")
    var noAllow = false
    @Flag(help: "Export sightings.")
    var sightings = false
    @Option(help: "Only sightings that were correlated in this span up to now: 90m, 36h, 7d, 2w.")
    var since: TimeSpan?
    @Option(help: "Only sightings in this member's logs.")
    var observer: MemberState?
    @Option(help: "The strictest marking that goes out without --for: clear, green, amber, … [default: amber]")
    var upTo: Marking?
    @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
    var output = "-"
    @Option(help: ArgumentHelp("Sign the file with this key, which “tamga keys make” made.", valueName: "file"))
    var sign: String?

    func validate() throws {
        if sign != nil, output == "-" { throw ValidationError("--sign is for a file: name one with --output.") }
        if sightings == (form != nil) { throw ValidationError("Say what to export: --as a form, or --sightings.") }
        if form != nil, recipient == nil { throw ValidationError("Say for whom: --for.") }
        if recipient != nil, upTo != nil { throw ValidationError("--for knows what may go; --up-to is without it.") }
        if !sightings, since != nil || observer != nil {
            throw ValidationError("--since and --observer go with --sightings.")
        }
        if sightings, !type.isEmpty || qualityOptions.minConfidence != nil {
            throw ValidationError("--type and --min-confidence go with --as.")
        }
        if form == .stix, !type.isEmpty { throw ValidationError("--type is for values; STIX objects go whole.") }
        if form == .suricataDataset, type.isEmpty {
            throw ValidationError("A dataset holds one kind: say which with --type.")
        }
    }

    func run() throws {
        try Failure.reporting {
            if let file = FileIdentity.output(output), try storeOptions.files().contains(file) {
                throw ValidationError("--output \(output) is a file of the store.")
            }
            // A key that cannot be used is found before anything goes out.
            let signature = try sign.map { try OutputSignature(key: $0, of: output) }
            let store = try storeOptions.open()
            let community = try communityOptions.read()
            // The key and the community have been read; nothing has gone out.
            try ReadFiles.check(output)
            if let recipient { try community.check(recipient) }
            if let recipient, let form {
                try exportIndicators(store, community, recipient, form, signature)
            } else {
                try exportSightings(store, community, signature)
            }
        }
    }

    private func exportIndicators(
        _ store: Store, _ community: Community, _ recipient: Recipient, _ form: ExportForm,
        _ signature: OutputSignature?
    ) throws {
        let known = noAllow ? [] : FalsePositive.builtIn + (try store.falsePositives())
        let context = ExportContext(recipient: recipient, time: .now)
        var release = StoreRelease(
            store: store, community: community, context: context,
            choice: .init(
                types: type, quality: try qualityOptions.quality(store, community),
                suppressions: SuppressionList(known)))
        let held = try HeldOutput(beside: store)
        if var writer = form.writer(context) {
            try release.write(&writer, as: form, to: held)
        } else {
            try release.writeBundle(to: held)
        }
        let account = release.account
        try ReleaseEntry(
            recipient: recipient, door: "export \(form.rawValue)", time: context.time, by: by, reason: reason
        ).log(in: store, account.released, account.withheld, account.items)
        try held.deliver(to: output)
        try signature?.write(over: held)
        for line in ReleaseAccountText.lines(account, recipient, form) { StandardError.line(line) }
    }

    private func exportSightings(_ store: Store, _ community: Community, _ signature: OutputSignature?) throws {
        let start = since.map { Timestamp(microseconds: Timestamp.now.microseconds - $0.seconds * 1_000_000) }
        guard let recipient else {
            let all = try store.sightings(since: start, observer: observer)
            let newest = try store.runs().map(\.finished).max() ?? Timestamp(seconds: 0)
            let upTo = upTo ?? .amber
            let found = all.filter { sighting in sighting.marking.map { $0 <= upTo } ?? true }
            if found.count < all.count {
                StandardError.line(
                    "tamga: \(all.count - found.count) of \(all.count) sightings are held back: marked above \(upTo.label)"
                )
            }
            let originals = try originals(of: found, store, community)
            let bytes = StixExport.sightings(found, community: community, time: newest, originals: originals)
            try WholeOutput.write(bytes, to: output)
            try signature?.write(over: bytes)
            return
        }
        let told = try ToldRelease(
            store: store, community: community, recipient: recipient, since: start, observer: observer)
        let bytes = StixExport.sightings(
            told.sightings, for: recipient, community: community, originals: try told.originals(),
            created: try told.created())
        try told.log(as: "export sightings", by: by, reason: reason)
        try WholeOutput.write(bytes, to: output)
        try signature?.write(over: bytes)
        for line in told.lines { StandardError.line(line) }
    }

    private func originals(
        of sightings: [Sighting], _ store: Store, _ community: Community
    ) throws -> [String: [UInt8]] {
        let ids = Set(sightings.compactMap(\.indicatorID) + community.members.flatMap(\.identities)).sorted()
        var originals: [String: [UInt8]] = [:]
        for object in try store.objects(matching: ObjectQuery(ids: ids)) { originals[object.id] = object.original }
        return originals
    }
}
