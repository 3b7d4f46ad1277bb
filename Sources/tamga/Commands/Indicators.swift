import ArgumentParser
import TamgaExchange
import TamgaModel
import TamgaStore

/// `tamga indicators`: what is known.
struct Indicators: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicators",
        abstract: "List, show, search and withdraw indicators.",
        discussion: """
              tamga indicators list --type domain --producer UZ
              tamga indicators show 198.51.100.23
            """,
        subcommands: [List.self, Show.self, Search.self, Revoke.self, Restore.self])

    /// What narrows a list.
    struct Filter: ParsableArguments {
        @Option(help: "Only values of this kind: ipv4, domain, url, sha256, …; may be given more than once.")
        var type: [ObservableType] = []
        @Option(help: "Only what this member shared; -- for what nobody signed.")
        var producer: String?
        @Option(help: "Only what came by this source.")
        var source: String?
        @Flag(help: "Also what is revoked or withdrawn.")
        var revoked = false
        @Option(help: "Only what came after this revision of the store.")
        var newSince: Int64?
        @Option(help: "At most this many rows; 0 is no limit.")
        var limit = 100
        @Option(help: "Rows to pass over.")
        var offset = 0

        func query(text: String? = nil) throws -> IndicatorQuery {
            var chosen: IndicatorQuery.Producer?
            if let producer {
                if producer == "--" {
                    chosen = .unattributed
                } else if let state = MemberState(producer) {
                    chosen = .state(state)
                } else {
                    throw ValidationError("--producer takes a two-letter code or --, not “\(producer)”.")
                }
            }
            return IndicatorQuery(
                types: type, producer: chosen, source: source, text: text, includesRevoked: revoked, newSince: newSince,
                limit: limit == 0 ? .max : limit, offset: offset)
        }
    }

    /// `tamga indicators list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List statements in force.",
            discussion: "  tamga indicators list --type domain --producer UZ --limit 20")

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @OptionGroup var qualityOptions: QualityOptions
        @OptionGroup var filter: Filter

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let quality = try qualityOptions.quality(store, communityOptions.read())
                try IndicatorRows.print(store, filter.query(), quality)
            }
        }
    }

    /// `tamga indicators search`.
    struct Search: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "search",
            abstract: "List statements whose value, name or label contains a text.",
            discussion: "  tamga indicators search emotet")

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @OptionGroup var qualityOptions: QualityOptions
        @OptionGroup var filter: Filter
        @Argument(help: "A part of a value, a name or a label; a STIX id.")
        var text: String

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let quality = try qualityOptions.quality(store, communityOptions.read())
                try IndicatorRows.print(store, filter.query(text: text), quality)
            }
        }
    }

    /// `tamga indicators show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract:
                "Show all that is known of one value or one STIX id: who shared it, when it holds, the objects as they came.",
            discussion: "  tamga indicators show 198.51.100.23")

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @OptionGroup var qualityOptions: QualityOptions
        @Argument(help: "A value, in any spelling, or a STIX id.")
        var indicator: String

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let community = try communityOptions.read()
                let quality = try qualityOptions.quality(store, community)
                let detail: IndicatorDetail?
                switch NamedIndicator(indicator) {
                case .id(let id): detail = try store.indicator(id: id)
                case .value(let observable): detail = try store.indicator(observable: observable)
                case nil:
                    throw FailedInput(
                        description: "“\(indicator)” has no form that a value has; search finds parts of values")
                }
                guard let detail, !detail.statements.isEmpty || !detail.objects.isEmpty else {
                    throw FailedInput(description: "nothing is known of “\(indicator)”")
                }
                try IndicatorRows.print(detail, quality)
                let ids = Set(detail.statements.map(\.indicatorID) + detail.objects.map(\.id))
                let received = try SightingObjects(in: store, of: community).received(of: ids)
                if !received.isEmpty { try Output("-").write(ReceivedText.of(received)) }
            }
        }
    }

    /// `tamga indicators revoke`.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke",
            abstract:
                "Withdraw an indicator here: it is not matched any more, until its producer sends a newer version.",
            discussion: "  tamga indicators revoke 198.51.100.23 --producer UZ")

        @OptionGroup var storeOptions: StoreOptions
        @Option(help: "Only this member's statements.")
        var producer: MemberState?
        @Argument(help: "A value, in any spelling, or a STIX id.")
        var indicator: String

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let count: Int
                switch NamedIndicator(indicator) {
                case .id(let id): count = try store.revoke(id: id, sharedBy: producer, at: .now)
                case .value(let value): count = try store.revoke(observable: value, sharedBy: producer, at: .now)
                case nil: throw FailedInput(description: "“\(indicator)” has no form that a value has")
                }
                guard count > 0 else { throw FailedInput(description: "no statement on “\(indicator)” is in force") }
                try Output("-").write(
                    "\(count) \(count == 1 ? "statement" : "statements") withdrawn; revision \(try store.revision())\n")
            }
        }
    }

    /// `tamga indicators restore`.
    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            abstract: "Take back a withdrawal.", discussion: "  tamga indicators restore 198.51.100.23")

        @OptionGroup var storeOptions: StoreOptions
        @Option(help: "Only this member's statements.")
        var producer: MemberState?
        @Argument(help: "A value, in any spelling, or a STIX id.")
        var indicator: String

        func run() throws {
            try Failure.reporting {
                let store = try storeOptions.open()
                let count: Int
                switch NamedIndicator(indicator) {
                case .id(let id): count = try store.restore(id: id, sharedBy: producer)
                case .value(let value): count = try store.restore(observable: value, sharedBy: producer)
                case nil: throw FailedInput(description: "“\(indicator)” has no form that a value has")
                }
                guard count > 0 else { throw FailedInput(description: "no statement on “\(indicator)” is withdrawn") }
                try Output("-").write(
                    "\(count) \(count == 1 ? "statement" : "statements") restored; revision \(try store.revision())\n")
            }
        }
    }
}

/// What an argument of `show`, `revoke` and `restore` names.
private enum NamedIndicator {
    /// A STIX id.
    case id(String)
    /// A value, in any spelling, defanged or not.
    case value(Observable)

    /// `nil` where the text has no form that an id or a value has.
    init?(_ text: String) {
        if text.contains("--") {
            self = .id(text)
        } else if let observable = Observable.guess(text.refanged) {
            self = .value(observable)
        } else {
            return nil
        }
    }
}
