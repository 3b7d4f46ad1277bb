import ArgumentParser
import TamgaFormats
import TamgaMatch
import TamgaModel

/// `tamga doctor`: whether all is in order here.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check store, disk, clock, community file, rules, formats and keys, and say what to do.",
        discussion: """
            A line a check: ok, warning or fault. Changes nothing. Exit status 0, or 1 where there is a fault.

              tamga doctor
              tamga doctor --rules rules/ --key uz.key --keys members.keys
              tamga doctor --format json | jq '.checks[] | select(.level != "ok")'
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @OptionGroup var ruleOptions: RuleOptions
    @Option(
        help: ArgumentHelp("A key file, of which the mode is checked. May be given more than once.", valueName: "file"))
    var key: [String] = []
    @Option(help: ArgumentHelp("A list of members' keys.", valueName: "file"))
    var keys: String?
    @Option(help: "text or json.")
    var format = ReportFormat.text

    func run() throws {
        try Failure.reporting {
            var health = Health()
            health.examineStore(try storeOptions.path())
            examineCommunity(&health)
            examineRules(&health)
            for file in key { health.examineMode("key", file) }
            examineKeys(&health)
            health.examineSystem()
            let text =
                switch format {
                case .text: HealthText.lines(health).joined(separator: "\n")
                case .json: HealthText.json(health)
                }
            try Output("-").write(text + "\n")
            if !health.isSound { throw Failure.faultFound }
        }
    }

    private func examineCommunity(_ health: inout Health) {
        guard let path = communityOptions.path else {
            health.add(
                "community", .warning, "there is no community file",
                "describe the members in one, and name it with --community or TAMGA_COMMUNITY: without it nothing is released"
            )
            return
        }
        do {
            let community = try communityOptions.read()
            health.add("community", .ok, "\(path), \(community.members.count) members")
        } catch {
            health.add("community", .fault, "\(error)", "mend the file: commands that need it stop")
        }
    }

    private func examineRules(_ health: inout Health) {
        do {
            let formats = try ruleOptions.formatOptions.readFormats()
            health.add(
                "formats", .ok, "\(ruleOptions.formatOptions.formats.isEmpty ? "built in" : "built in, and yours")")
            guard !ruleOptions.rules.isEmpty else {
                health.add("rules", .ok, "none are named with --rules")
                return
            }
            let check = try RuleCheck(
                ruleOptions.rules, placeholders: ruleOptions.placeholders, formats: formats,
                map: try ruleOptions.formatOptions.readLogSources())
            let errors = check.count(.error)
            let text = "\(check.table.rules.count) run, \(errors) errors, \(check.count(.warning)) warnings"
            if errors > 0 {
                health.add("rules", .fault, text, "“tamga rules check” says which: they are not run")
            } else {
                health.add("rules", .ok, text)
            }
        } catch {
            health.add("rules", .fault, "\(error)", "name files that are there, and mend them")
        }
    }

    private func examineKeys(_ health: inout Health) {
        guard let keys else { return }
        do {
            let list = try SignatureOptions.read(keys)
            let now = Timestamp.now
            let ended = list.keys.filter { $0.until.map { $0 <= now } ?? false }
            let members = Set(list.keys.map(\.member)).count
            let text = "\(keys): \(list.keys.count) keys of \(members) members"
            if ended.isEmpty {
                health.add("keys", .ok, text)
            } else {
                health.add(
                    "keys", .warning, "\(text), \(ended.count) of them not good any more",
                    "ask \(Set(ended.map { "\($0.member)" }).sorted().joined(separator: ", ")) for a new one")
            }
        } catch {
            health.add("keys", .fault, "\(error)", "mend the list: signed files are refused")
        }
    }
}
