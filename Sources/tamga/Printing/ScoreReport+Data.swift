import TamgaExercise
import TamgaJSON
import TamgaModel
import TamgaReport

extension ScoreReport {
    /// For programs; shares and spans are absent where there is nothing to take a share of, or nothing was detected.
    func json() -> String {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("scenario", answers.scenario)
            writer.member("planted", answers.recordCount)
            writer.array("trainees") { writer in
                for score in scores { writer.object { write(score, &$0) } }
            }
        }
        writer.newline()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ score: TraineeScore, _ writer: inout JSONWriter) {
        writer.member("name", score.name)
        writer.member("right", score.right)
        writer.member("wrong", score.wrong)
        writer.member("elsewhere", score.elsewhere)
        if let precision = score.precision { writer.member("precision", precision) }
        if let recall = score.recall { writer.member("recall", recall) }
        writer.member("found", score.found)
        writer.member("seconds_to_detect", score.secondsToDetect)
        writer.member("undetected", score.undetected.map(\.step.id))
        writer.array("steps") { writer in
            for step in score.steps {
                writer.object { writer in
                    writer.member("step", step.step.id)
                    writer.member("technique", step.step.technique)
                    writer.member("title", step.step.title)
                    writer.member("records", step.records)
                    writer.member("found", step.found)
                    writer.member("began", step.began?.description)
                    writer.member("detected", step.detected?.description)
                    writer.member("seconds_to_detect", step.secondsToDetect)
                }
            }
        }
        writer.array("found_by") { writer in
            for finder in score.finders {
                writer.object { writer in
                    writer.member(Self.kind(finder.by), Self.key(finder.by))
                    writer.member("title", finder.title)
                    writer.member("right", finder.right)
                    writer.member("wrong", finder.wrong)
                    writer.member("expected", finder.expected)
                    writer.member("found", finder.found)
                }
            }
        }
        writer.array("wrong_hits") { writer in
            for hit in score.examples {
                writer.object { writer in
                    writer.member("source", hit.source)
                    writer.member("line", hit.line)
                    writer.member("title", hit.title)
                    writer.member("decoy", hit.decoy)
                }
            }
        }
    }

    /// One measure a line: trainee, section, item, measure, value.
    func csv() -> String {
        var text = "trainee,section,item,measure,value\n"
        func row(_ cells: [String]) { text += cells.map(Self.cell).joined(separator: ",") + "\n" }
        for score in scores {
            for (measure, value) in [
                ("right", "\(score.right)"), ("wrong", "\(score.wrong)"), ("precision", Self.share(score.precision)),
                ("recall", Self.share(score.recall)),
                ("seconds_to_detect", score.secondsToDetect.map { "\($0)" } ?? "-"),
            ] { row([score.name, "all", "", measure, value]) }
            for step in score.steps {
                row([score.name, "step", step.step.id, "records", "\(step.records)"])
                row([score.name, "step", step.step.id, "found", "\(step.found)"])
                row([
                    score.name, "step", step.step.id, "seconds_to_detect", step.secondsToDetect.map { "\($0)" } ?? "-",
                ])
            }
            for finder in score.finders {
                let item = Self.key(finder.by)
                let section = Self.kind(finder.by)
                for (measure, value) in [
                    ("right", finder.right), ("wrong", finder.wrong), ("expected", finder.expected),
                    ("found", finder.found),
                ] { row([score.name, section, item, measure, "\(value)"]) }
            }
        }
        return text
    }

    /// A cell as RFC 4180 has it; one that a spreadsheet would compute is given an apostrophe.
    private static func cell(_ text: String) -> String {
        var safe = ActiveText.shown(text)
        if let first = safe.first, "=+@".contains(first) || (first == "-" && safe.count > 1) { safe = "'" + safe }
        return safe.contains { ",\"".contains($0) }
            ? "\"\(safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"" : safe
    }

    /// For pages.
    func markdown() -> String {
        var text = "# Exercise “\(Self.inline(answers.scenario))”\n\n"
        text += "| trainee | right | wrong | precision | recall | first detected after |\n"
        text += "| --- | ---: | ---: | ---: | ---: | ---: |\n"
        for score in scores {
            text += "| \(Self.inline(score.name)) | \(score.right) | \(score.wrong) | \(Self.share(score.precision)) | "
            text += "\(Self.share(score.recall)) | \(Self.span(score.secondsToDetect)) |\n"
        }
        for score in scores {
            text += "\n## \(Self.inline(score.name))\n\n"
            text += "| step | technique | what was done | found | of | detected after |\n"
            text += "| --- | --- | --- | ---: | ---: | ---: |\n"
            for step in score.steps where step.records > 0 {
                text += "| \(Self.inline(step.step.id)) | \(Self.inline(step.step.technique)) | "
                text += "\(Self.inline(step.step.title)) | \(step.found) | \(step.records) | "
                text += "\(Self.span(step.secondsToDetect)) |\n"
            }
            text += "\n| indicator or rule | right | wrong | found | of |\n| --- | ---: | ---: | ---: | ---: |\n"
            for finder in score.finders {
                text += "| \(Self.inline(finder.title)) | \(finder.right) | \(finder.wrong) | \(finder.found) | "
                text += "\(finder.expected) |\n"
            }
            if score.examples.isEmpty { continue }
            text += "\nWrong hits, \(score.examples.count) of \(score.wrong):\n\n"
            for hit in score.examples {
                text += "- \(Self.inline("\(hit.source):\(hit.line)")): \(Self.inline(hit.title))"
                text += hit.decoy.map { ", a decoy: \(Self.inline($0))" } ?? ""
                text += "\n"
            }
        }
        return text
    }

    /// Text in which nothing is Markdown's or HTML's.
    private static func inline(_ text: String) -> String {
        var shown = ""
        for character in ActiveText.shown(text) {
            if #"\`*_{}[]<>|#"#.contains(character) { shown += "\\" }
            shown.append(character)
        }
        return shown
    }
}
