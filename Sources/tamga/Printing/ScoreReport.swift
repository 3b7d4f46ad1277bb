import ArgumentParser
import TamgaExercise

/// The scores of trainees, in one of several forms.
struct ScoreReport {
    /// The forms.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, csv, markdown
    }

    let answers: Answers
    let scores: [TraineeScore]

    init(_ answers: Answers, _ scores: [TraineeScore]) {
        self.answers = answers
        self.scores = scores
    }

    /// The report in a form.
    func text(_ format: Format) -> String {
        switch format {
        case .text: plain()
        case .json: json()
        case .csv: csv()
        case .markdown: markdown()
        }
    }

    /// What an indicator or rule is called in data: its value or its id.
    static func key(_ by: FoundBy) -> String {
        switch by {
        case .indicator(let value): value
        case .rule(let id): id
        }
    }

    /// `indicator` or `rule`.
    static func kind(_ by: FoundBy) -> String {
        switch by {
        case .indicator: "indicator"
        case .rule: "rule"
        }
    }

    /// A share with three decimal places; `-` of nothing.
    static func share(_ part: Double?) -> String {
        guard let part else { return "-" }
        // Cut, not rounded: what is not whole does not read as whole.
        let thousandths = Int(part * 1_000)
        return "\(thousandths / 1_000).\(String("\(1_000 + thousandths % 1_000)".dropFirst()))"
    }

    /// `1 d 02:03:04`; `-` where something was never detected.
    static func span(_ seconds: Int64?) -> String {
        guard let seconds else { return "-" }
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let clock = "\(two(seconds / 3_600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        return seconds >= 86_400 ? "\(seconds / 86_400) d \(clock)" : clock
    }
}
