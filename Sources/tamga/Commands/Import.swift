import ArgumentParser
import FoundationEssentials
import TamgaExchange
import TamgaFormats
import TamgaMatch
import TamgaModel
import TamgaStore

/// `tamga import`: knowledge in.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in indicators: STIX, MISP, CSV, lists, hosts files, Zeek intel.",
        discussion: """
            Each file's format is recognised; .gz, .zst, .xz and .bz2 are unpacked by the system's programs. A folder
            stands for the files in it, - for standard input. What is not accepted is refused with file, line and
            reason, and the rest goes on. The same file twice changes nothing.

              tamga import --from UZ bundle.json feeds/*.csv ips.txt
              curl -s https://feed.example/ips.txt | tamga import --from KZ --source feed.example -
              tamga import --type sha256 --from IN hashes.txt
              tamga import --column addr=ipv4 --column note=name --from TJ odd.csv
              tamga import --require-signature --keys members.keys kz.json

            With --require-signature a file is taken only where FILE.sig beside it is a signature of a member by a key of
            --keys; that member is who shares it. Objects in it that another member's identity has created are refused
            (docs/signing.md).
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions

    @Option(help: "The member state that shares the files, for what in them does not name its producer.")
    var from: MemberState?
    @Option(help: "Read every file as this format: \(FeedFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: FeedFormat?
    @Option(help: "Every value of a list is of this kind: ipv4, domain, url, sha256, …")
    var type: ObservableType?
    @Option(
        name: .customLong("column"),
        help:
            "What a CSV column holds, as NAME=ROLE: value, kind, confidence, valid-from, valid-until, marking, labels, name, created-by, ignored, or a kind such as ipv4."
    )
    var columns: [String] = []
    @Option(help: "The feed's name, under which it is known again. [default: the file's name]")
    var source: String?
    @OptionGroup var signatures: SignatureOptions
    @Flag(help: "Values are taken as they are written: hxxp and [.] are not made whole.")
    var noRefang = false
    @Flag(help: "Exit with 65 where anything was refused.")
    var strict = false
    @Flag(help: "List every refusal; else the first ten of each file.")
    var refusals = false
    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @Argument(help: "Files, folders, or - for standard input.")
    var files: [String]

    func run() throws {
        try Failure.reporting {
            // A list of keys that cannot be read is found before anything is stored.
            let keys = try signatures.memberKeys()
            let store = try storeOptions.open()
            let community = try communityOptions.read()
            var options = FeedOptions(format: format, type: type, refang: !noRefang, columns: try columnRoles())
            let storeFiles = try storeOptions.files()
            let inputs = LogPaths.expand(files, quiet: quiet).filter { found in
                // A signature in a folder belongs to the file beside it.
                if !found.isNamed, keys != nil, found.input.name.hasSuffix(FileSignature.ending) { return false }
                return found.isNamed || FileIdentity.input(found.input.name).map { !storeFiles.contains($0) } ?? true
            }
            if source != nil, inputs.count > 1 {
                throw ValidationError("--source names one feed; give one file with it.")
            }
            var refused = 0
            var hasFailed = false
            var isUnproven = false
            for found in inputs {
                var signed: SignedCopy?
                if let keys {
                    do {
                        signed = try SignedCopy(of: found.input, beside: store, keys: keys, claimed: from)
                    } catch let error as FailedInput {
                        StandardError.line("refused: \(error)", .warning)
                        refused += 1
                        isUnproven = true
                        continue
                    }
                }
                guard let bytes = open(found, signed, &hasFailed) else {
                    refused += 1
                    continue
                }
                // What is imported may be marked by what is here, or by what a file before it has brought.
                options.definitions = try store.markingDefinitions()
                refused += try importFeed(found.input, bytes, signed?.member, into: store, community, options)
            }
            if !quiet { StandardError.line("store: \(store.path), revision \(try store.revision())") }
            if (strict && refused > 0) || isUnproven { throw Failure.badInput }
            if hasFailed { throw Failure.inputOutput }
        }
    }

    /// Opens a feed; `nil` where it is refused. That a folder holds a file that is no text is no failure.
    private func open(_ found: LogPaths.Found, _ signed: SignedCopy?, _ hasFailed: inout Bool) -> FeedBytes? {
        do {
            // What was held against the signature is what is read.
            return try FeedBytes(signed.map { .file($0.path) } ?? found.input, name: found.input.name)
        } catch {
            StandardError.line("refused: \(Refusal(source: found.input.name, reason: "\(error)"))", .warning)
            if found.isNamed || !(error is FailedInput) { hasFailed = true }
            return nil
        }
    }

    /// - Returns: the number of refusals.
    private func importFeed(
        _ input: LogInput, _ bytes: FeedBytes, _ signer: MemberState?, into store: Store, _ community: Community,
        _ options: FeedOptions
    ) throws -> Int {
        let progress = ProgressLine("importing \(input.name)", total: 0, quiet: quiet)
        let head = try bytes.peek()
        let detected = options.format ?? FeedFormat.recognise(head, source: input.name)
        let feed = FeedDescription(
            name: source ?? feedName(input), format: detected.rawValue, producer: signer ?? from,
            identities: community.identities, time: .now, refusalLimit: refusals ? .max : 10)
        var chosen = options
        chosen.format = detected
        let proof = signer.map {
            SignedObjects(signer: $0, identities: community.identities, source: input.name, store: store)
        }
        let outcome = try store.importFeed(from: feed) { take in
            func sink(_ item: FeedItem) throws { try take(proof?.checked(item) ?? item) }
            try FeedReader(source: input.name, options: chosen).read(
                {
                    progress.show(bytes: bytes.count)
                    return try bytes.next()
                }, into: sink)
            if let reason = try bytes.finish() { try sink(.refused(Refusal(source: input.name, reason: reason))) }
        }
        progress.done()
        if !quiet {
            let name = ActiveText.shown(input.name)
            StandardError.line("\(name): \(ImportText.of(outcome, format: detected))")
        }
        for line in ImportText.conflicts(outcome) { StandardError.line(line, .warning) }
        for refusal in outcome.refusals { StandardError.line("  refused: \(refusal)", .warning) }
        if outcome.refused > outcome.refusals.count {
            StandardError.line(
                "  and \(outcome.refused - outcome.refusals.count) more refused; --refusals lists them all", .warning)
        }
        return outcome.refused
    }

    /// The last component of the path, without the ending of a packed file.
    private func feedName(_ input: LogInput) -> String {
        guard case .file(let path) = input else { return "-" }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        for ending in [".gz", ".zst", ".xz", ".bz2"] where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    private func columnRoles() throws -> [String: ColumnRole] {
        var roles: [String: ColumnRole] = [:]
        for column in columns {
            guard let split = column.lastIndex(of: "=") else {
                throw ValidationError("--column takes NAME=ROLE, not “\(column)”.")
            }
            let name = String(column[..<split])
            let role = column[column.index(after: split)...]
            switch role {
            case "value": roles[name] = .value
            case "kind": roles[name] = .kind
            case "confidence": roles[name] = .confidence
            case "valid-from": roles[name] = .validFrom
            case "valid-until": roles[name] = .validUntil
            case "marking": roles[name] = .marking
            case "labels": roles[name] = .labels
            case "name": roles[name] = .name
            case "created-by": roles[name] = .createdBy
            case "ignored": roles[name] = .ignored
            default:
                guard let type = ObservableType(label: role) else {
                    throw ValidationError("--column \(name)=\(role): there is no role of that name; see --help.")
                }
                roles[name] = .observable(type)
            }
        }
        return roles
    }
}
