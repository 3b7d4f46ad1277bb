import ArgumentParser

/// `tamga rules`: what a rule author asks.
struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Check, test and explain Sigma rules.",
        discussion: """
              tamga rules check rules/
              tamga rules test rules/
              tamga rules explain rules/auth/ssh-login.yml --record auth.log:12
            """,
        subcommands: [Check.self, Test.self, Explain.self])
}
