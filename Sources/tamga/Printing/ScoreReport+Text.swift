import TamgaExercise
import TamgaModel
import TamgaReport

extension ScoreReport {
    private static let width = 80

    /// For people, in 80 columns.
    func plain() -> String {
        var text = "Exercise “\(ActiveText.shown(answers.scenario))”: "
        text += "\(DisplayText.counted(answers.recordCount, "planted record")) in "
        text += "\(DisplayText.counted(answers.steps.count, "step"))\n\n"
        var rows = [["trainee", "hits", "right", "wrong", "precision", "recall", "first detected after"]]
        for score in scores {
            rows.append([
                name(score.name, 24), "\(score.right + score.wrong)", "\(score.right)", "\(score.wrong)",
                Self.share(score.precision), Self.share(score.recall), Self.span(score.secondsToDetect),
            ])
        }
        text += PlainTable.text(rows)
        for score in scores { text += details(score) }
        return text
    }

    private func details(_ score: TraineeScore) -> String {
        var text = "\n\(name(score.name, 60))\n\n"
        var rows = [["step", "technique", "found", "of", "recall", "after", "what was done"]]
        for step in score.steps where step.records > 0 {
            rows.append([
                name(step.step.id, 10), name(step.step.technique, 10), "\(step.found)", "\(step.records)",
                Self.share(TraineeScore.part(step.found, of: step.records)), Self.span(step.secondsToDetect),
                ActiveText.shown(step.step.title),
            ])
        }
        text += fitted(rows)
        rows = [["right", "wrong", "found", "of", "precision", "recall", "indicator or rule"]]
        for finder in score.finders.sorted(by: { ($1.right + $1.wrong, $0.title) < ($0.right + $0.wrong, $1.title) }) {
            rows.append([
                "\(finder.right)", "\(finder.wrong)", "\(finder.found)", "\(finder.expected)",
                Self.share(TraineeScore.part(finder.right, of: finder.right + finder.wrong)),
                Self.share(TraineeScore.part(finder.found, of: finder.expected)), ActiveText.shown(finder.title),
            ])
        }
        text += "\n" + fitted(rows)
        if !score.undetected.isEmpty {
            text += "\nnot detected: \(score.undetected.map { ActiveText.shown($0.step.id) }.joined(separator: " "))\n"
        }
        if score.elsewhere > 0 {
            text +=
                "\n\(DisplayText.counted(score.elsewhere, "hit")) in logs that the exercise does not have: were other"
            text += " logs correlated?\n"
        }
        if !score.examples.isEmpty {
            text += "\nwrong hits, \(score.examples.count) of \(score.wrong)\n"
            for hit in score.examples {
                text += "  \(name("\(hit.source):\(hit.line)", 76))\n"
                text += "      \(name(hit.title, 74))\n"
                if let decoy = hit.decoy { text += wrapped("decoy: \(ActiveText.shown(decoy))") }
            }
        }
        return text
    }

    private func name(_ text: String, _ columns: Int) -> String {
        DisplayText.shortened(ActiveText.shown(text), to: columns)
    }

    /// A table whose last column is cut where it would not fit.
    private func fitted(_ rows: [[String]]) -> String {
        let columns = rows[0].count - 1
        let taken = (0..<columns).reduce(0) { sum, column in
            sum + 2 + (rows.map { DisplayText.width($0[column]) }.max() ?? 0)
        }
        return PlainTable.text(
            rows.map { Array($0.dropLast()) + [DisplayText.shortened($0[columns], to: max(10, Self.width - taken))] })
    }

    private func wrapped(_ text: String) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if DisplayText.width(line) + DisplayText.width(String(word)) + 1 > Self.width - 6, !line.isEmpty {
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = line.isEmpty ? String(word) : "\(line) \(word)"
            }
        }
        return lines.map { "      \($0)\n" }.joined()
    }
}
