import Dispatch
import PCRE2
import Synchronization
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

    @Test("A limit is undecided, never no match")
    func limits() throws {
        let pattern = try Pattern("(a+)+$")
        var scratch = MatchScratch(matchLimit: 10_000)
        let subject = [UInt8](repeating: 0x61, count: 40) + [0x62]
        do {
            _ = try pattern.firstMatch(in: subject.span, using: &scratch)
            Issue.record("decided")
        } catch {
            guard case PatternError.limitReached = error else {
                Issue.record("\(error)")
                return
            }
        }
        let plain = try Pattern("b")
        let match = try plain.firstMatch(in: subject.span, using: &scratch)
        #expect(match?.range == 40..<41)
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
