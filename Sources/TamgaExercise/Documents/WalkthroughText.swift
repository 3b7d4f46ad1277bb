import TamgaModel

/// What the trainer gets: step by step what was done, and where it shows.
enum WalkthroughText {
    /// The text of answers/walkthrough.md.
    static func text(_ exercise: Exercise, _ places: [Int: (path: String, line: Int)]) -> String {
        let script = exercise.script
        let settings = exercise.settings
        var text = "# Walkthrough: \(settings.scenario.rawValue), seed \(settings.seed)\n\n"
        text += "Times are UTC. Lines are those of the records that were planted for the step.\n"
        for step in script.steps {
            let records = script.records.filter { $0.step == step.id }.sorted { $0.time < $1.time }
            text += "\n## \(step.id) \(step.title)\n\n"
            text += "\(step.technique). \(step.account)\n\n"
            text += "| first seen | records | log | lines | found by |\n| --- | ---: | --- | --- | --- |\n"
            let logs = Dictionary(grouping: records) { places[$0.number]?.path ?? "" }
            for (path, records) in logs.sorted(by: { $0.key < $1.key }) {
                guard let first = records.first else { continue }
                let lines = records.compactMap { places[$0.number]?.line }.sorted()
                let shown = lines.prefix(4).map(String.init).joined(separator: ", ") + (lines.count > 4 ? " …" : "")
                let found = Set(records.flatMap(\.expected).map { name($0, script) }).sorted().joined(separator: ", ")
                text +=
                    "| \(Timestamp(microseconds: first.time)) | \(records.count) | `\(path)` | \(shown) | \(found) |\n"
            }
        }
        let decoys = script.records.filter { $0.step == nil }
        if !decoys.isEmpty {
            text += "\n## Decoys\n\nRecords that look like part of it and are not. A hit on one counts as false.\n\n"
            for decoy in decoys {
                guard let place = places[decoy.number] else { continue }
                text += "- `\(place.path):\(place.line)`: \(decoy.decoy ?? "").\n"
            }
        }
        let correlations = script.rules.filter(\.isCorrelation)
        if !correlations.isEmpty {
            text += "\n## Correlations\n\nEach should hold at least once: "
            text += correlations.map(\.title).joined(separator: "; ") + ".\n"
        }
        return text
    }

    private static func name(_ expectation: PlantedRecord.Expectation, _ script: ScenarioWriter) -> String {
        switch expectation {
        case .indicator(let value): "`\(value)`"
        case .rule(let id): script.rules.first { $0.id == id }?.title ?? id
        }
    }
}
