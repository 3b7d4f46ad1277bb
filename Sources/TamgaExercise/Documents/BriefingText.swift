import TamgaModel

/// What a trainee gets: the situation, what is known, questions. No answers.
enum BriefingText {
    /// The text of README.md.
    static func text(_ exercise: Exercise) -> String {
        let script = exercise.script
        let settings = exercise.settings
        var text = "# Exercise: \(settings.scenario.title.lowercasedFirst)\n\n"
        if settings.scenario == .traffic {
            text += "Ordinary traffic without an intrusion, to measure with.\n\n"
        } else {
            text += "## What has happened\n\n" + script.situation.joined(separator: "\n\n") + "\n\n"
            text += """
                ## What you have

                - `indicators.json`: what \(script.informed.member.code) shared, a STIX 2.1 bundle.
                - `rules/`: Sigma rules that \(script.informed.member.code) wrote for it.
                - `community.yaml`: the members and their networks.
                - `logs/`: a folder a member.


                """
        }
        text += "| log | format | times |\n| --- | --- | --- |\n"
        for log in exercise.logs { text += "| `\(log.path)` | \(log.format) | \(zone(log, exercise)) |\n" }
        text += "\n## How to begin\n\n"
        if settings.carriedMillionths > 0 {
            text += "    tamga import --from \(script.informed.member.code) carried.txt\n"
        }
        if settings.scenario != .traffic {
            text += "    tamga import --from \(script.informed.member.code) indicators.json\n"
        }
        let rules = settings.scenario == .traffic ? "" : " --rules rules --validity strict"
        text += "    tamga correlate --community community.yaml\(rules) --hits hits.ndjson logs\n\n"
        text += "Copy the logs with `cp -p`: those of syslog have no year, and get it from the file's date.\n"
        if !script.questions.isEmpty {
            text += "\n## Questions\n\n"
            for (number, question) in script.questions.enumerated() { text += "\(number + 1). \(question)\n" }
            text += "\nHand in your `hits.ndjson`: the trainer scores it with `tamga exercise score`.\n"
        }
        return text
    }

    private static func zone(_ log: ExerciseLog, _ exercise: Exercise) -> String {
        let templates = log.dialect.shapes.map(\.template).joined()
        let isLocal = ["«t.clf»", "«t.rfc3339»", "«t.eve»"].contains { templates.contains($0) }
        guard isLocal, let estate = exercise.estates.first(where: { $0.member == log.member }) else { return "UTC" }
        let offset = estate.profile.offsetMinutes
        let minutes = "\(100 + offset % 60)".dropFirst()
        return "local, UTC+\(offset / 60):\(minutes)"
    }
}

extension String {
    /// With its first letter in lower case.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
