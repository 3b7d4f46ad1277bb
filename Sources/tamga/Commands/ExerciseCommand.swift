import ArgumentParser

/// `tamga exercise`: intrusions to practise on, and how well they were found.
struct ExerciseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise",
        abstract: "Make logs with an intrusion in them to train on, and score what was found.",
        discussion: """
            A scenario is several members' logs, each in formats of its own, with an intrusion among ordinary traffic, the
            indicators and rules that one member had shared, and the answers apart. The same seed gives the same bytes.

              tamga exercise list
              tamga exercise make --scenario phishing-campaign --members UZ,KZ,TJ --seed 7 --out drill
              tamga exercise score --answers drill/answers hits.ndjson

            docs/exercises/ has a page on each scenario.
            """,
        subcommands: [List.self, Make.self, Score.self])
}
