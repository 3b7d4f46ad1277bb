import Foundation
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// A log that is searched in parts gives what it gives whole.
@Suite struct SplitTests {
    /// How far one cut is from the next: one byte with `TAMGA_EVERY_CUT`, which takes longer.
    private static let step = ProcessInfo.processInfo.environment["TAMGA_EVERY_CUT"] == nil ? 7 : 1

    @Test("Wherever a log is cut in two, the parts give what the whole gives", arguments: SplitLog.all)
    func anyBoundary(_ log: SplitLog) throws {
        let scratch = Scratch()
        let path = scratch.file("log", log.bytes)
        let whole = try SplitSearch.whole(log, [path])
        let first = Int(SeededRandom.seed % UInt64(Self.step))
        for cut in stride(from: first, through: log.bytes.count, by: Self.step) {
            let parts = [LogSplit(path: path, range: 0..<cut), LogSplit(path: path, range: cut..<Int.max)]
            let partials = try parts.map { try SplitSearch.partial(log, [$0]) }
            let merged = try SplitSearch.merged(log, partials.reversed())
            #expect(merged == whole, "cut at \(cut)")
            if merged != whole { break }
        }
    }

    @Test("Blocks of any size give the same partial, but for where its chunks lie", arguments: SplitLog.all)
    func anyBlock(_ log: SplitLog) throws {
        let scratch = Scratch()
        let path = scratch.file("log", log.bytes)
        let middle = log.bytes.count / 2
        let splits = [LogSplit(path: path, range: 0..<middle), LogSplit(path: path, range: middle..<Int.max)]
        let whole = try SplitSearch.whole(log, [path], blockSize: 1 << 20)
        let first = try SplitSearch.partial(log, splits)
        for size in [1, 130, 1 << 20] {
            let partial = try SplitSearch.partial(log, splits, blockSize: size)
            // Two partials of a split that have found different things are refused.
            #expect(throws: Never.self, "blocks of \(size)") { try SplitSearch.joined([first, partial]) }
            #expect(try SplitSearch.merged(log, [partial]) == whole, "blocks of \(size)")
        }
    }

    @Test("Random parts of several logs, put together in random groups and orders, give one answer", arguments: 0..<6)
    func anyGrouping(_ number: Int) throws {
        var random = SeededRandom(seed: SeededRandom.seed &+ UInt64(number))
        let scratch = Scratch()
        let logs = SplitLog.all.shuffled(using: &random).prefix(4).filter { $0.longestRecord == 4_096 }
        let settings = SplitLog("settings", "")
        let paths = logs.enumerated().map { scratch.file("\($0.offset).log", $0.element.bytes) }
        let whole = try SplitSearch.whole(settings, paths)
        var splits: [LogSplit] = []
        for (log, path) in zip(logs, paths) {
            let cuts = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                Int.random(in: 0...log.bytes.count, using: &random)
            }
            let places = [0] + cuts.sorted() + [log.bytes.count]
            splits += zip(places, places.dropFirst()).map { LogSplit(path: path, range: $0..<$1) }
        }
        var partials = try splits.map { try SplitSearch.partial(settings, [$0]) }
        // Some tasks have run twice.
        partials += partials.filter { _ in Bool.random(using: &random) }
        let all = try SplitSearch.joined(partials.shuffled(using: &random))
        while partials.count > 1 {
            partials.shuffle(using: &random)
            let taken = Array(partials.prefix(Int.random(in: 2...4, using: &random)))
            partials.removeFirst(taken.count)
            partials.append(try PartialFile(bytes: try SplitSearch.joined(taken), name: "tree"))
        }
        #expect(try SplitSearch.joined(partials) == all)
        #expect(try SplitSearch.merged(settings, partials) == whole)
    }

    @Test("A packed log has one split, and gives what it gives unpacked", .enabled(if: PackedLog.hasProgram))
    func packed() throws {
        let log = SplitLog.all[3]
        let scratch = Scratch()
        let path = try PackedLog.make(scratch, log.bytes)
        let planned = try PlannedLog(path, size: 16, formats: RuleRun.formats)
        #expect(planned.splits.count == 1 && !planned.isSplittable)
        let whole = try SplitSearch.whole(log, [path])
        #expect(try SplitSearch.merged(log, [try SplitSearch.partial(log, planned.splits)]) == whole)
        #expect(throws: SplitError.self) {
            try SplitSearch.partial(log, [LogSplit(path: path, range: 5..<Int.max)])
        }
    }

    @Test("A file that is not there is refused once, however many splits it has")
    func missing() throws {
        let log = SplitLog("settings", "")
        let path = Scratch().path("nowhere.log")
        let whole = try SplitSearch.whole(log, [path])
        let splits = [LogSplit(path: path, range: 0..<10), LogSplit(path: path, range: 10..<Int.max)]
        let partials = try splits.map { try SplitSearch.partial(log, [$0]) }
        #expect(try SplitSearch.merged(log, partials) == whole)
    }

    @Test("A plan has all of a log, and nothing twice", arguments: SplitLog.all)
    func plan(_ log: SplitLog) throws {
        let path = Scratch.kept.file("plan \(log.name)", log.bytes)
        for size in [1, 7, 64, 1_000] {
            let planned = try PlannedLog(path, size: size, formats: RuleRun.formats)
            #expect(planned.splits.first?.range.lowerBound == 0)
            #expect(planned.splits.last?.range.upperBound == log.bytes.count)
            for (one, other) in zip(planned.splits, planned.splits.dropFirst()) {
                #expect(one.range.upperBound == other.range.lowerBound && !one.range.isEmpty)
            }
            #expect(!planned.readsFromStart || planned.splits.count <= PlannedLog.mostFromStart)
            #expect(planned.splits.allSatisfy { LogSplit($0.description) == $0 })
        }
    }

    @Test(
        "The last colon of a split ends the file's name",
        arguments: [
            ("a.log:0-5", "a.log", 0..<5), ("c:/x:y.log:7-", "c:/x:y.log", 7..<Int.max), ("a:1-2:3-4", "a:1-2", 3..<4),
        ])
    func text(_ text: String, _ path: String, _ range: Range<Int>) {
        #expect(LogSplit(text) == LogSplit(path: path, range: range))
    }

    @Test(
        "What is no split is none",
        arguments: ["", "a", ":0-5", "a:5", "a:5-4", "a:-5", "a:+1-5", "a:1-5-6", "a:1-99999999999999999999", "a: 1-5"])
    func noSplit(_ text: String) { #expect(LogSplit(text) == nil) }

    @Test("Logs are in the order in which a folder is read")
    func order() {
        let names = ["a-b/x", "a/z", "a.log", "a", "a/b/c", "b"]
        #expect(names.sorted(by: SplitFile.precedes) == ["a", "a/b/c", "a/z", "a-b/x", "a.log", "b"])
    }

    @Test("parts of a log of which only its beginning says what a record is: as many as the limit, whatever their size")
    func fromStart() throws {
        let scratch = Scratch()
        let array = "[{\"a\":1},{\"a\":2},{\"a\":3},{\"a\":4},{\"a\":5},{\"a\":6}]"
        let path = scratch.file("log", Array(array.utf8) + [UInt8](repeating: 0x20, count: 64 - array.utf8.count))
        let planned = try PlannedLog(path, size: 1, formats: RuleRun.formats)
        #expect(planned.readsFromStart && planned.splits.count == PlannedLog.mostFromStart)
        let lines = scratch.file("lines", Array(String(repeating: "a line\n", count: 20).utf8))
        #expect(try PlannedLog(lines, size: 1, formats: RuleRun.formats).splits.count > PlannedLog.mostFromStart)
    }
}
