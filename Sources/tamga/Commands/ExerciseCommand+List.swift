import ArgumentParser
import TamgaExercise

extension ExerciseCommand {
    /// `tamga exercise list`: what there is.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the scenarios and the log formats.",
            discussion: """
                  tamga exercise list
                """)

        func run() throws {
            try Failure.reporting {
                var rows = [["scenario", "members", "days", "what happens"]]
                for scenario in Scenario.allCases {
                    rows.append([
                        scenario.rawValue, "\(scenario.leastMembers)+", "\(scenario.leastDays)+", scenario.title,
                    ])
                }
                var text = PlainTable.text(rows) + "\nformats, by the kind of log: a member has one of each kind\n"
                for (kind, formats) in Exercise.formatsByKind {
                    text += "  \(kind): \(formats.joined(separator: ", "))\n"
                }
                try Output("-").write(text)
            }
        }
    }
}
