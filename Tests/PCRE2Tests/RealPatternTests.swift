import Foundation
import PCRE2
import TamgaTestSupport
import Testing

/// Clauses held against what PCRE2 finds with real patterns in real subjects.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent")) struct RealPatternTests {
    @Test("rust-lang/regex: every match holds the literals", arguments: [Pattern.Options.utf, []])
    func rust(_ options: Pattern.Options) {
        let cases = CorpusReader.rustCases()
        var soundness = Soundness()
        let haystacks = cases.map(\.haystack)
        for (number, one) in cases.enumerated() {
            // Its own subject and some of the others'.
            let others = stride(from: number % 16, to: haystacks.count, by: 16).map { haystacks[$0] }
            for expression in one.patterns {
                let flags = expression.isCaseless ? options.union(.caseless) : options
                let fault = soundness.check(expression.text, options: flags, subjects: [one.haystack] + others)
                #expect(fault == nil)
            }
        }
        print("regex-rust: \(soundness.summary)")
        #expect(cases.count == 1_203)
        let held = soundness.held
        #expect(held > 4_000)
    }

    @Test("ua-parser: every match holds the literals", arguments: [Pattern.Options.utf, []])
    func userAgents(_ options: Pattern.Options) {
        let (patterns, agents) = CorpusReader.userAgents()
        var soundness = Soundness()
        for (number, expression) in patterns.enumerated() {
            let flags = expression.isCaseless ? options.union(.caseless) : options
            let some = stride(from: number % 8, to: agents.count, by: 8).map { agents[$0] }
            let fault = soundness.check(expression.text, options: flags, subjects: some)
            #expect(fault == nil)
        }
        print("regex-uap: \(soundness.summary)")
        #expect(patterns.count == 1_270)
        #expect(agents.count == 2_084)
        let (held, withClauses) = (soundness.held, soundness.withClauses)
        #expect(held > 300)
        #expect(withClauses > 1_200)
    }

    @Test("grok: every match in real logs holds the literals", arguments: ["legacy", "ecs-v1"])
    func grok(_ dialect: String) {
        var lines: [[UInt8]] = []
        for file in SharedData.files(under: "regex-grok/spec", suffixes: [".rb"]) {
            for line in CorpusReader.text(file).split(separator: "\n") {
                for quote in ["'", "\""] {
                    guard let open = line.range(of: quote), let close = line.range(of: quote, options: .backwards),
                        open.upperBound < close.lowerBound
                    else { continue }
                    lines.append(Array(line[open.upperBound..<close.lowerBound].utf8))
                }
            }
        }
        for file in SharedData.files(under: "logs-lnav/test") {
            guard let data = try? Data(contentsOf: file) else { continue }
            lines += data.split(separator: 0x0A).prefix(3).map { Array($0.prefix(1_000)) }
        }
        let patterns = CorpusReader.grok(dialect)
        var soundness = Soundness()
        for (number, (_, text)) in patterns.enumerated() {
            let some = stride(from: number % 8, to: lines.count, by: 8).map { lines[$0] }
            let fault = soundness.check(text, options: number % 2 == 0 ? .utf : [], subjects: some)
            #expect(fault == nil)
        }
        print("regex-grok \(dialect): \(soundness.summary)")
        #expect(patterns.count > 300)
        let held = soundness.held
        #expect(held > 1_000)
    }

    @Test("Sigma: most regular expressions require a literal of three bytes")
    func sigma() {
        let expressions = CorpusReader.sigmaExpressions()
        var (long, short, none) = (0, 0, 0)
        for expression in expressions {
            let required = RequiredLiterals(of: expression.text, options: expression.isCaseless ? .caseless : [])
            switch required.clauses.map({ clause in clause.map(\.bytes.count).min() ?? 0 }).max() ?? 0 {
            case 0: none += 1
            case 1..<3: short += 1
            default: long += 1
            }
        }
        print(
            "Sigma: \(expressions.count) expressions, \(long) with three bytes or more, \(short) with fewer, \(none) none"
        )
        #expect(long * 10 > expressions.count * 6)
    }
}
