import ArgumentParser
import FoundationEssentials
import TamgaExercise
import TamgaModel

extension ExerciseCommand {
    /// `tamga exercise score`: holds hits against the answers.
    struct Score: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "score",
            abstract: "Say how well hits fit the answers of an exercise: precision, recall, time to detect.",
            discussion: """
                A hit is right where its record was planted, and a correlation where its evidence holds such a record.
                A hit on any other record is wrong, on a decoy as well. A step is detected by the first right hit on one
                of its records; how long that took is counted in the logs' time, from the step's first record on.

                  tamga exercise score --answers drill/answers hits.ndjson
                  tamga exercise score --answers drill/answers --trainee aziz=a.ndjson --trainee dana=b.ndjson
                  tamga exercise score --answers drill/answers --format csv *.ndjson > scores.csv
                """)

        @Option(help: ArgumentHelp("The answers: answers.ndjson, or the folder that it lies in.", valueName: "path"))
        var answers: String
        @Option(help: ArgumentHelp("A trainee's hits. May be given more than once.", valueName: "name=file"))
        var trainee: [String] = []
        @Option(help: "The form: \(ScoreReport.Format.allCases.map(\.rawValue).joined(separator: ", ")).")
        var format: ScoreReport.Format = .text
        @Option(name: .customLong("wrong"), help: "List so many wrong hits of each trainee.")
        var examples = 10
        @Flag(help: "Exit with 65 where a line of hits or answers cannot be read.")
        var strict = false
        @Argument(help: "Files of hits; each is a trainee's, who is called as the file is.")
        var hits: [String] = []

        func validate() throws {
            if trainee.isEmpty, hits.isEmpty { throw ValidationError("No hits: name a file of hits, or --trainee.") }
            if !(0...100_000).contains(examples) { throw ValidationError("--wrong is 0 to 100000.") }
            for text in trainee {
                guard let equals = text.firstIndex(of: "="), equals != text.startIndex,
                    text.index(after: equals) != text.endIndex
                else { throw ValidationError("--trainee \(text): write NAME=FILE.") }
            }
        }

        func run() throws {
            try Failure.reporting {
                let answers = try read()
                var scores: [TraineeScore] = []
                for (name, file) in trainees() {
                    var scoring = Scoring(answers, name: name, examples: examples)
                    try FileLines.each(file) { line, number, isTooLong in
                        scoring.read(isTooLong ? [0x3F] : line, number: number, file: file)
                    }
                    scores.append(scoring.result)
                }
                let refusals = answers.refusals + scores.flatMap(\.refusals)
                for refusal in refusals.prefix(100) { StandardError.line("refused: \(refusal)", .warning) }
                if refusals.count > 100 { StandardError.line("refused: \(refusals.count - 100) more lines", .warning) }
                try Output("-").write(ScoreReport(answers, scores).text(format))
                if strict, !refusals.isEmpty { throw Failure.badInput }
            }
        }

        private func read() throws -> Answers {
            var isFolder = false
            var path = answers
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
                path += "/answers.ndjson"
            }
            var found = Answers()
            try FileLines.each(path) { line, number, isTooLong in
                found.read(isTooLong ? [0x3F] : line, number: number, file: path)
            }
            guard found.recordCount > 0 else {
                throw FailedInput(description: "\(path) has no planted records: it is not the answers of an exercise")
            }
            return found
        }

        /// The trainees by name, each with a file.
        private func trainees() -> [(name: String, file: String)] {
            let named = trainee.map { text in
                let equals = text.firstIndex(of: "=") ?? text.startIndex
                return (name: String(text[..<equals]), file: String(text[text.index(after: equals)...]))
            }
            let files = hits.map { file in
                let last = file.split(separator: "/").last.map(String.init) ?? file
                return (name: last.hasSuffix(".ndjson") ? String(last.dropLast(7)) : last, file: file)
            }
            // Two files of one name are told apart by their paths.
            return named
                + files.map { own in
                    let isAlone = files.count { $0.name == own.name } == 1
                    return (name: isAlone ? own.name : own.file, file: own.file)
                }
        }
    }
}
