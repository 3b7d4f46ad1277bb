import ArgumentParser
import TamgaModel
import TamgaStore

/// `tamga members`: who the union is.
struct Members: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members",
        abstract: "List the member states that the community file describes.",
        discussion: "  tamga members list --community samples/community.yaml", subcommands: [List.self],
        defaultSubcommand: List.self)

    /// `tamga members list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "One line a member: code, name, values shared, what marks its logs.",
            discussion: "  tamga members list --community samples/community.yaml")

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @Option(help: "The language of members' names: en, ru, zh, uz.")
        var lang = "en"

        func run() throws {
            try Failure.reporting {
                let community = try communityOptions.read()
                let shared = try storeOptions.open().indicatorsShared()
                if community.members.isEmpty {
                    StandardError.line(
                        "tamga: no community file; name one with --community or TAMGA_COMMUNITY", .warning)
                }
                var rows = [["code", "name", "shared", "networks", "domains", "log marks"]]
                for member in community.members {
                    let marks = member.sources.paths.count + member.sources.hosts.count + member.sources.fields.count
                    rows.append([
                        member.state.code, member.names[lang] ?? member.names["en"] ?? "-",
                        "\(shared[member.state] ?? 0)",
                        "\(member.networks.count)", "\(member.domains.count)", "\(marks)",
                    ])
                }
                let known = Set(community.members.map { Optional($0.state) })
                for (state, count) in shared.sorted(by: { ($0.key?.code ?? "") < ($1.key?.code ?? "") })
                where !known.contains(state) {
                    rows.append([
                        state?.code ?? "--", state == nil ? "unattributed" : "not in the community file", "\(count)",
                        "-", "-", "-",
                    ])
                }
                try Output("-").write(PlainTable.text(rows))
            }
        }
    }
}
