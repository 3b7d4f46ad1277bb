import ArgumentParser
import FoundationEssentials
import TamgaExercise
import TamgaModel
import TamgaReport

extension ExerciseCommand {
    /// `tamga exercise make`: writes an exercise.
    struct Make: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make",
            abstract: "Write an exercise: logs, what was shared, rules, and the answers apart.",
            discussion: """
                The folder gets README.md for trainees, indicators.json, rules/, community.yaml, logs/ with a folder a
                member, and answers/ for the trainer: take answers/ away before you hand the folder out. The first member
                is the one that knows; the others are struck.

                With the scenario “traffic” there is no intrusion: with --hit-rate the lines are for measuring.

                  tamga exercise make --scenario phishing-campaign --members UZ,KZ,TJ --seed 7 --out drill
                  tamga exercise make --scenario water-utility --members KZ,KG --size 200M --days 14 --out drill
                  tamga exercise make --scenario traffic --members UZ --formats apache --size 1G \\
                      --hit-rate 0.001 --out corpus
                """)

        @Option(help: "The scenario: \(Scenario.allCases.map(\.rawValue).joined(separator: ", ")).")
        var scenario: Scenario
        @Option(help: ArgumentHelp("Member states by their codes, the one that knows first.", valueName: "codes"))
        var members: MemberList
        @Option(help: "The same seed gives the same bytes.")
        var seed: UInt64 = 1
        @Option(help: ArgumentHelp("The folder to write; a new one, or an empty one.", valueName: "folder"))
        var out: String
        @Option(help: "Bytes of ordinary traffic, about.")
        var size = ByteSize(argument: "20M")!
        @Option(help: "Days, from 2026-11-02 on.")
        var days = 7
        @Option(
            help: ArgumentHelp(
                "Write these formats only (see “tamga exercise list”). [default: each member has its own]",
                valueName: "names"))
        var formats: NameList?
        @Option(help: "The share of ordinary lines that carry an indicator of carried.txt, such as 0.001.")
        var hitRate: ShareOfLines?
        @Option(help: "Workers; the bytes do not depend on them. [default: as many as there are processors]")
        var workers: Int?
        @Flag(help: "Replace the exercise that lies in the folder.")
        var force = false
        @Flag(name: .shortAndLong, help: "Print nothing to standard error but errors.")
        var quiet = false

        func validate() throws {
            if let workers, workers < 1 { throw ValidationError("--workers is 1 at least.") }
            if !(1...3_660).contains(days) { throw ValidationError("--days is 1 to 3660.") }
        }

        func run() throws {
            try Failure.reporting {
                let exercise: Exercise
                do {
                    exercise = try Exercise(
                        ExerciseSettings(
                            scenario: scenario, members: members.members, seed: seed, size: size.bytes, days: days,
                            formats: formats?.names ?? [], carriedMillionths: hitRate?.millionths ?? 0))
                } catch {
                    throw ValidationError("\(error)")
                }
                let folder = ExerciseFolder(out)
                try folder.prepare(isReplacing: force)
                let progress = ProgressLine("writing", total: size.bytes, quiet: quiet)
                defer { progress.done() }
                let written = try folder.write(
                    exercise, workers: workers ?? ProcessInfo.processInfo.activeProcessorCount
                ) { progress.show(bytes: $0) }
                progress.done()
                if !quiet {
                    StandardError.line(
                        "\(out): \(exercise.logs.count) logs, \(written.lines) lines, \(ByteText.of(written.bytes)), "
                            + "\(DisplayText.counted(written.planted - exercise.decoyCount, "planted record")), "
                            + "\(DisplayText.counted(exercise.decoyCount, "decoy")), seed \(seed)")
                }
            }
        }
    }
}
