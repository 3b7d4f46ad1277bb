import TamgaJSON
import TamgaModel

/// The answers as NDJSON: the exercise, its steps, rules and correlations, then a line a planted record in order of time.
enum AnswersText {
    /// The file's bytes.
    ///
    /// - Parameter recorders: one a log, each with all of its slices.
    static func bytes(_ exercise: Exercise, _ recorders: [ExerciseRecorder]) -> [UInt8] {
        let script = exercise.script
        let settings = exercise.settings
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("kind", "exercise")
            writer.member("scenario", settings.scenario.rawValue)
            writer.member("seed", settings.seed)
            writer.member("days", settings.days)
            writer.member("members", settings.members.map(\.code))
            writer.member("logs", recorders.map(\.log.path))
        }
        writer.newline()
        for step in script.steps {
            writer.object { writer in
                writer.member("kind", "step")
                writer.member("step", step.id)
                writer.member("member", step.member.code)
                writer.member("technique", step.technique)
                writer.member("title", step.title)
            }
            writer.newline()
        }
        for rule in script.rules where rule.isCorrelation || script.records.contains(where: { $0.names(rule.id) }) {
            writer.object { writer in
                writer.member("kind", rule.isCorrelation ? "correlation" : "rule")
                writer.member("rule", rule.id)
                writer.member("title", rule.title)
            }
            writer.newline()
        }
        let entries = recorders.flatMap { recorder in
            recorder.entries.map { (log: recorder.log, entry: $0) }
        }.sorted { left, right in
            (left.entry.time, left.log.path, left.entry.line) < (right.entry.time, right.log.path, right.entry.line)
        }
        for (number, (log, entry)) in entries.enumerated() {
            writer.object { writer in
                switch entry.record {
                case .planted(let place):
                    write(script.records[place], number, log, entry, script, &writer)
                case .carried(let value):
                    head("record", number, log, entry, &writer)
                    writer.member("step", "carried")
                    writer.member("indicators", [CarriedIndicators.text(value)])
                    writer.member("rules", [])
                }
            }
            writer.newline()
        }
        return writer.bytes
    }

    private static func head(
        _ kind: String, _ number: Int, _ log: ExerciseLog, _ entry: ExerciseRecorder.Entry, _ writer: inout JSONWriter
    ) {
        writer.member("kind", kind)
        writer.member("id", number + 1)
        writer.member("member", log.member.code)
        writer.member("file", log.path)
        writer.member("line", entry.line)
        writer.member("byte_offset", entry.offset)
        writer.member("time", entry.time.description)
    }

    private static func write(
        _ record: PlantedRecord, _ number: Int, _ log: ExerciseLog, _ entry: ExerciseRecorder.Entry,
        _ script: ScenarioWriter, _ writer: inout JSONWriter
    ) {
        head(record.step == nil ? "decoy" : "record", number, log, entry, &writer)
        guard let step = record.step else {
            writer.member("why", record.decoy)
            return
        }
        writer.member("step", step)
        writer.member("technique", script.steps.first { $0.id == step }?.technique)
        var indicators: [String] = []
        var rules: [String] = []
        for expectation in record.expected {
            switch expectation {
            case .indicator(let value): indicators.append(value)
            case .rule(let id): rules.append(id)
            }
        }
        writer.member("indicators", indicators)
        writer.member("rules", rules)
    }
}

extension PlantedRecord {
    /// True where a rule should find it.
    fileprivate func names(_ rule: String) -> Bool { expected.contains(.rule(rule)) }
}
