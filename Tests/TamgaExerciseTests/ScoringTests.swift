import TamgaExercise
import TamgaModel
import Testing

/// How hits are held against answers.
@Suite struct ScoringTests {
    private static let answers = """
        {"kind":"exercise","scenario":"x","logs":["logs/UZ/a.log","logs/KZ/a.log","logs/KZ/b.log"]}
        {"kind":"step","step":"UZ-1","technique":"T1","title":"first"}
        {"kind":"step","step":"UZ-2","technique":"T2","title":"second"}
        {"kind":"rule","rule":"r1","title":"Rule one"}
        {"kind":"correlation","rule":"c1","title":"Correlation one"}
        {"kind":"record","id":1,"file":"logs/UZ/a.log","line":3,"time":"2026-11-02T10:00:00Z","step":"UZ-1","indicators":["evil.test"],"rules":[]}
        {"kind":"record","id":2,"file":"logs/UZ/a.log","line":9,"time":"2026-11-02T10:05:00Z","step":"UZ-1","indicators":["evil.test"],"rules":["r1"]}
        {"kind":"record","id":3,"file":"logs/KZ/b.log","line":4,"time":"2026-11-02T11:00:00Z","step":"UZ-2","indicators":[],"rules":["r1"]}
        {"kind":"decoy","id":4,"file":"logs/KZ/b.log","line":5,"time":"2026-11-02T11:00:00Z","why":"one letter off"}
        """

    private func scored(_ hits: [String]) -> TraineeScore {
        var answers = Answers()
        for (number, line) in Self.answers.split(separator: "\n").enumerated() {
            answers.read(Array(line.utf8), number: number + 1, file: "answers")
        }
        #expect(answers.refusals.isEmpty && answers.recordCount == 3)
        var scoring = Scoring(answers, name: "anna", examples: 2)
        for (number, line) in hits.enumerated() { scoring.read(Array(line.utf8), number: number + 1, file: "hits") }
        return scoring.result
    }

    private func indicator(_ source: String, _ line: Int, _ time: String = "10:00:00", _ value: String = "evil.test")
        -> String
    {
        #"{"kind":"indicator","source":"\#(source)","line":\#(line),"time":"2026-11-02T\#(time)Z","value":"\#(value)"}"#
    }

    @Test("A hit is right where its record was planted, wherever the folder lies")
    func places() {
        for source in ["logs/UZ/a.log", "/srv/x/logs/UZ/a.log", "UZ/a.log", "./UZ/a.log"] {
            let score = scored([indicator(source, 3)])
            #expect(score.right == 1 && score.wrong == 0 && score.found == 1, "\(source)")
        }
        // Named from inside a member's folder: right where only one log is called so.
        #expect(scored([rule("b.log", 4)]).right == 1)
        let unclear = scored([indicator("a.log", 3)])
        #expect(unclear.wrong == 1 && unclear.elsewhere == 1)
        #expect(scored([indicator("logs/TJ/a.log", 3)]).elsewhere == 1)
    }

    private func rule(_ source: String, _ line: Int) -> String {
        #"{"kind":"rule","source":"\#(source)","line":\#(line),"rule_id":"r1","rule_title":"Rule one"}"#
    }

    @Test("A decoy and an ordinary record make a hit wrong, and the first ones are listed")
    func wrong() {
        let score = scored([rule("logs/KZ/b.log", 5), rule("logs/KZ/b.log", 77), rule("logs/KZ/b.log", 78)])
        #expect(score.right == 0 && score.wrong == 3 && score.recall == 0 && score.precision == 0)
        #expect(score.examples.map(\.decoy) == ["one letter off", nil])
        #expect(score.undetected.map(\.step.id) == ["UZ-1", "UZ-2"])
        #expect(score.secondsToDetect == nil)
    }

    @Test("Two hits on a record are both right and find it once")
    func twice() {
        let score = scored([
            indicator("logs/UZ/a.log", 9, "10:05:00"), rule("logs/UZ/a.log", 9),
            indicator("logs/UZ/a.log", 9, "10:05:00"),
        ])
        #expect(score.right == 3 && score.found == 1)
        #expect(score.precision == 1)
        let evil = score.finders.first { $0.by == .indicator("evil.test") }
        #expect(evil?.right == 2 && evil?.found == 1 && evil?.expected == 2)
        // From the step's first record on, which was not found.
        #expect(score.steps[0].secondsToDetect == 300 && score.secondsToDetect == 300)
    }

    @Test("A correlation is right where its evidence holds a planted record")
    func correlation() {
        func correlation(_ line: Int) -> String {
            #"{"kind":"correlation","source":"logs/KZ/b.log","line":99,"time":"2026-11-02T12:00:00Z","rule_id":"c1","correlation":{"evidence":[{"source":"logs/KZ/b.log","line":\#(line)}]}}"#
        }
        let right = scored([correlation(4)])
        #expect(right.right == 1 && right.found == 1)
        #expect(right.finders.first { $0.by == .rule("c1") }?.found == 1)
        #expect(right.steps[1].secondsToDetect == 3_600)
        #expect(scored([correlation(6)]).wrong == 1)
    }

    @Test(
        "A line that is no hit is refused, and the rest is scored",
        arguments: [
            "{", "[]", "null", #"{"kind":"indicator"}"#, #"{"kind":"indicator","source":"a","line":0,"value":"x"}"#,
            #"{"kind":"rule","source":"a","line":1}"#, #"{"kind":7,"source":"a","line":1}"#, "\u{0}",
        ])
    func hostile(_ line: String) {
        let score = scored([line, indicator("logs/UZ/a.log", 3)])
        #expect(score.refusals.count == 1 && score.right == 1 && score.wrong == 0)
        #expect(score.refusals.first?.line == 1)
    }

    @Test(
        "A line that is no answer is refused",
        arguments: [
            "{", #"{"kind":"what"}"#, #"{"kind":"record","file":"a","line":1,"time":"x","step":"s"}"#,
            #"{"kind":"step"}"#,
        ])
    func hostileAnswers(_ line: String) {
        var answers = Answers()
        answers.read(Array(line.utf8), number: 5, file: "answers")
        #expect(answers.refusals.map(\.line) == [5])
        #expect(answers.recordCount == 0)
    }
}
