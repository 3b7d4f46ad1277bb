import Dispatch
import PCRE2
import Synchronization
import TamgaTestSupport
import Testing

@Suite struct PatternTests {
    @Test("A match says where it and its groups are")
    func groups() throws {
        let pattern = try Pattern(#"(?<user>\w+)@(?<host>[\w.]+)(:\d+)?"#)
        var scratch = MatchScratch()
        let subject = Array("to bob@evil.com now".utf8)
        let match = try #require(try pattern.firstMatch(in: subject.span, using: &scratch))
        #expect(match.range == 3..<15)
        #expect(match.captures == [3..<6, 7..<15, nil])
        let number = pattern.number(ofGroup: "host")
        #expect(number == 2)
        #expect(match.group(9) == nil)
        let later = try pattern.firstMatch(in: subject.span, from: 7, using: &scratch)
        #expect(later == nil)
    }

    @Test("A group that took no part has no range, wherever it stands")
    func unset() throws {
        let pattern = try Pattern("(a)|(b)|(c)(d)?(e)")
        var scratch = MatchScratch()
        let match = try pattern.firstMatch(in: Array("-ce".utf8).span, using: &scratch)
        #expect(match?.captures == [nil, nil, 1..<2, nil, 2..<3])
    }

    @Test("Options change what matches")
    func options() throws {
        var scratch = MatchScratch()
        let subject = Array("one\nTWO".utf8)
        for (text, options, found) in [
            ("two", [], false), ("two", .caseless, true), ("^TWO", [], false), ("^TWO", .multiline, true),
            ("e.T", [], false), ("e.T", .dotAll, true),
        ] as [(String, Pattern.Options, Bool)] {
            let pattern = try Pattern(text, options: options)
            let match = try pattern.firstMatch(in: subject.span, using: &scratch)
            #expect((match != nil) == found, "\(text) \(options)")
        }
    }

    @Test("A malformed pattern says where and why")
    func malformed() {
        do {
            _ = try Pattern("a(b")
            Issue.record("accepted")
        } catch {
            guard case .malformed(let offset, _, let message) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(offset == 3)
            #expect(message.contains("parenthes"))
        }
    }

    @Test("Invalid UTF-8 stops no search, and an empty subject is one")
    func bytes() throws {
        var scratch = MatchScratch()
        let pattern = try Pattern("é.b", options: .utf)
        let subject: [UInt8] = [0xFF, 0xC3, 0x28] + Array("éxb".utf8)
        let match = try pattern.firstMatch(in: subject.span, using: &scratch)
        #expect(match?.range == 3..<7)
        let empty = try Pattern("^$")
        let found = try empty.firstMatch(in: [UInt8]().span, using: &scratch)
        #expect(found?.range == 0..<0)
    }

    @Test("Every way to ask gives the same answer, as machine code and interpreted")
    func ways() throws {
        var grammar = PatternGrammar(seed: SeededRandom.seed)
        var scratch = MatchScratch()
        var random = SeededRandom(seed: SeededRandom.seed)
        var captures: [Range<Int>?] = [0..<9]
        var matches = 0
        for _ in 0..<RequiredLiteralsPropertyTests.rounds / 2 {
            let (text, sample) = grammar.piece()
            let options: Pattern.Options = Bool.random(using: &random) ? .utf : []
            guard let pattern = try? Pattern(text, options: options),
                let interpreted = try? Pattern(text, options: options.union(.interpreted))
            else { continue }
            for _ in 0..<4 {
                let subject = grammar.subject(around: sample)
                let verdict = Verdict(pattern, subject, &scratch)
                let other = Verdict(interpreted, subject, &scratch)
                if verdict == .undecided || other == .undecided { continue }
                // Machine code of release 10.42 keeps some groups that it backtracked out of, and errs with verbs.
                let isSame = verdict.range == other.range || text.contains("(*")
                #expect(isSame, "\(text.debugDescription) \(subject)")
                guard case .match(let match) = verdict else { continue }
                matches += 1
                let isMatch = try pattern.isMatch(in: subject.span, using: &scratch)
                #expect(isMatch, "\(text.debugDescription) \(subject)")
                let range = try pattern.firstMatch(in: subject.span, captures: &captures, using: &scratch)
                #expect(range == match.range && captures == match.captures)
            }
        }
        #expect(matches > 2_000)
    }

    @Test("A pattern says whether it is machine code", arguments: ["a", "(*NO_JIT)a"])
    func interpreted(_ text: String) throws {
        let pattern = try Pattern(text, options: text == "a" ? .interpreted : [])
        let isMachineCode = pattern.isCompiledToMachineCode
        #expect(!isMachineCode)
        var scratch = MatchScratch()
        let isMatch = try pattern.isMatch(in: [0x61].span, using: &scratch)
        #expect(isMatch)
    }

    private final class Shared: Sendable {
        let pattern: Pattern
        let found = Atomic<Int>(0)
        init() throws { pattern = try Pattern(#"k(\d+)"#) }
    }

    @Test("Many workers share one pattern")
    func workers() throws {
        let shared = try Shared()
        DispatchQueue.concurrentPerform(iterations: 8) { worker in
            var scratch = MatchScratch()
            for number in 0..<500 {
                let subject = Array("x k\(worker * 1000 + number)".utf8)
                let match = try? shared.pattern.firstMatch(in: subject.span, using: &scratch)
                if match?.group(1) == 3..<subject.count { shared.found.add(1, ordering: .relaxed) }
            }
        }
        #expect(shared.found.load(ordering: .relaxed) == 4_000)
    }
}
