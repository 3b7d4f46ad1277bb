import Foundation
import Synchronization
import TamgaLogs
import TamgaMatch
import TamgaModel

/// A partial whose bytes somebody has changed, checksums and all, is refused with words, or merges into something.
///
/// The input is a list of changes, three bytes each: a place in a partial that is sound, and what its byte is changed by. The
/// checksums of chunks and directory are then made anew, so that what is behind them is reached. An input that begins as a
/// partial does is tried as it is.
struct PartialProperty: FuzzProperty {
    private let run: MatchRun
    private let sound: [UInt8]

    init() {
        let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let path = "\(folder)/tamga-fuzz-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).log"
        let log = "{\"user\":\"bob\"}\n{\"user\":\"ann\",\"a\":1}\n[]\n"
        _ = FileManager.default.createFile(atPath: path, contents: Data(log.utf8))
        defer { try? FileManager.default.removeItem(atPath: path) }
        run = Self.run { _ in }
        let bytes = Mutex<[UInt8]>([])
        let writer = PartialWriter(
            PartialIdentity(
                facts: [PartialIdentity.Fact("a", "b")], arguments: ["--refang"], holdsSuppressed: true)
        ) { piece in bytes.withLock { $0 += piece } }
        let searching = Self.run { try writer.add($0) }
        if let outcome = try? searching.run(LogSplit(whole: path)) { try? writer.end(outcome) }
        try? writer.finish()
        sound = bytes.withLock { $0 }
    }

    /// A run that finds something in any record.
    private static func run(_ output: @escaping MatchRun.Output) -> MatchRun {
        let rule = SigmaRule(
            title: "any", condition: .not(.test(SigmaTest(field: "x", predicate: .exists(true), text: "", line: 1))),
            place: SigmaPlace(source: "fuzz", line: 1))
        return MatchRun(
            table: IndicatorTableBuilder { _ in false }.build(key: 0),
            rules: RuleTable(
                rules: [rule], purposes: [RulePurpose(number: 0, isReported: true, eventFields: ["user"])],
                map: LogSourceMap()),
            suppressions: SuppressionList([]), options: MatchOptions(), derivedID: { _, _ in "" },
            printHit: PartialHit.printer, output: output)
    }

    mutating func failure(on input: [UInt8]) -> String? {
        let bytes = input.starts(with: Array("TAMGA".utf8)) ? input : changed(input)
        do throws(PartialError) {
            let file = try PartialFile(bytes: bytes, name: "fuzz")
            try file.verify()
            let set = try PartialSet([file, file])
            guard set.parts.count <= file.sections.count else { return "one partial twice has more splits than once" }
            let takers = SplitMerge.Takers(hit: { _ in }, suppressed: { _, _ in }, events: { _ in })
            var merge = SplitMerge(run, gaps: set.gaps, takers)
            do {
                for part in set.parts { try merge.add(part, of: set) }
            } catch {
                return error is PartialError ? nil : "\(error)"
            }
            _ = merge.outcome()
        } catch {
            return error.reason.isEmpty ? "a partial is refused without a word" : nil
        }
        return nil
    }

    /// The sound partial with changes.
    private func changed(_ input: [UInt8]) -> [UInt8] {
        var bytes = sound
        var index = 0
        while index + 2 < input.count {
            let place = (Int(input[index]) << 8 | Int(input[index + 1])) % max(1, bytes.count)
            bytes[place] ^= input[index + 2]
            index += 3
        }
        return sealed(bytes)
    }

    /// The same with the checksums that belong to it, as far as its lengths lead somewhere.
    private func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        func number(_ place: Int, _ count: Int) -> Int {
            (0..<count).reversed().reduce(0) { ($0 << 8 | Int(bytes[place + $1])) & 0xFFFF_FFFF }
        }
        func seal(_ range: Range<Int>, at place: Int) {
            let hash = RecordFingerprint(Array(bytes[range])).hash
            for byte in 0..<8 { bytes[place + byte] = UInt8(truncatingIfNeeded: hash >> UInt64(8 * byte)) }
        }
        let tail = bytes.count - 32
        let directory = number(tail, 8)
        guard tail > 16, directory <= tail else { return bytes }
        var place = 16
        while place + 13 <= directory, case let end = place + 13 + number(place + 1, 4), end <= directory {
            seal(place + 13..<end, at: place + 5)
            place = end
        }
        seal(directory..<tail, at: tail + 16)
        return bytes
    }
}
