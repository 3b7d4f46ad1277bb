import Foundation
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// Partials that do not fit together, and files that are none, are refused with words.
@Suite struct PartialTests {
    private static let log = SplitLog.all[3]

    private static func refusal(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch { return "\(error)" }
    }

    @Test("What nobody has read is named, and what two have read is an error")
    func gapsAndOverlaps() throws {
        let scratch = Scratch()
        let path = scratch.file("log", Self.log.bytes)
        func partial(_ range: Range<Int>, _ name: String) throws -> PartialFile {
            try SplitSearch.partial(Self.log, [LogSplit(path: path, range: range)], name: name)
        }
        let (one, other) = (try partial(10..<20, "one"), try partial(15..<30, "other"))
        let size = Self.log.bytes.count
        let gaps = try PartialSet([one]).gaps
        #expect(gaps.map(\.range) == [0..<10, 20..<size])
        let words = Self.refusal { _ = try PartialSet([one, other]) }
        #expect(words.contains(":10-20") && words.contains(":15-30") && words.contains("one, other"))
        let found = try SplitSearch.merged(Self.log, [one], allowsGaps: true)
        #expect(found.outcome.contains("no partial has \(path):0-10"))
    }

    @Test("A log that has changed between its splits is refused")
    func changed() throws {
        let scratch = Scratch()
        let path = scratch.file("log", Self.log.bytes)
        let one = try SplitSearch.partial(Self.log, [LogSplit(path: path, range: 0..<20)])
        _ = scratch.file("log", Self.log.bytes + [0x41])
        let other = try SplitSearch.partial(Self.log, [LogSplit(path: path, range: 20..<Int.max)])
        let words = Self.refusal { _ = try PartialSet([one, other]) }
        #expect(words.contains("has changed between its splits"))
    }

    @Test("A task that ran twice counts once; two that found different things do not")
    func twice() throws {
        let scratch = Scratch()
        let path = scratch.file("log", Self.log.bytes)
        let one = try SplitSearch.partial(Self.log, [LogSplit(whole: path)])
        #expect(try PartialSet([one, one, one]).parts.count == 1)
        let short = SplitLog("short", bytes: Self.log.bytes, longestRecord: 20)
        let other = try SplitSearch.partial(short, [LogSplit(whole: path)])
        #expect(Self.refusal { _ = try PartialSet([one, other]) }.contains("found different things"))
    }

    @Test("Cut anywhere, or changed anywhere, a partial is refused or the same")
    func damaged() throws {
        let scratch = Scratch()
        let path = scratch.file("log", Self.log.bytes)
        let whole = try SplitSearch.joined([try SplitSearch.partial(Self.log, [LogSplit(whole: path)])])
        for end in stride(from: 0, to: whole.count, by: 3) {
            #expect(throws: PartialError.self) { try PartialFile(bytes: Array(whole[..<end]), name: "cut") }
        }
        let good = try SplitSearch.merged(Self.log, [try PartialFile(bytes: whole, name: "whole")])
        for place in stride(from: 0, to: whole.count, by: 3) {
            var bytes = whole
            bytes[place] ^= 0x11
            do {
                let file = try PartialFile(bytes: bytes, name: "changed")
                try file.verify()
                #expect(try SplitSearch.merged(Self.log, [file]) == good, "byte \(place)")
            } catch is PartialError {}
        }
    }

    @Test("A partial that says of itself what cannot be is refused, however well it is signed off")
    func untrue() throws {
        let scratch = Scratch()
        let path = scratch.file("log", Self.log.bytes)
        let whole = try SplitSearch.joined([try SplitSearch.partial(Self.log, [LogSplit(whole: path)])])
        let tail = whole.count - 32
        let directory = whole[tail..<tail + 8].enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
        var refused = 0
        for place in directory..<tail {
            for change: UInt8 in [0x01, 0x02, 0x07, 0x40] {
                var bytes = whole
                bytes[place] ^= change
                let sum = RecordFingerprint(Array(bytes[directory..<tail])).hash
                for index in 0..<8 { bytes[tail + 16 + index] = UInt8(truncatingIfNeeded: sum >> (8 * index)) }
                do {
                    let found = try SplitSearch.merged(
                        Self.log, [try PartialFile(bytes: bytes, name: "untrue")], allowsGaps: true)
                    let accounting = found.outcome.prefix { $0 != "\n" }
                    #expect(!accounting.contains("-"), "byte \(place) changed by \(change): \(accounting)")
                } catch let error as PartialError {
                    #expect(error.file == "untrue")
                    refused += 1
                }
            }
        }
        #expect(refused > 0)
    }
}
