import Foundation
import Synchronization
import TamgaLogs
import TamgaMatch
import TamgaModel

/// A snapshot that differs from what was written in any byte is refused, or found out before its hits are told; one whose
/// checksums were made to fit can give wrong hits, and neither ends the program nor keeps it.
///
/// An input is a file of its own (first byte 0), or changes to a good one: four bytes each, where and what.
struct SnapshotProperty: FuzzProperty {
    private let path: String
    private let log: String
    private let whole: [UInt8]
    /// The table's first byte.
    private let tableAt: Int

    init() {
        let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let process = ProcessInfo.processInfo.processIdentifier
        path = "\(folder)/tamga-fuzz-\(process).snapshot"
        log = "\(folder)/tamga-fuzz-\(process)-snapshot.log"
        var builder = IndicatorTableBuilder { _ in false }
        for (index, observable) in EngineProperty.observables.enumerated() {
            builder.add(
                LiveStatement(
                    observable: observable, objectID: index % 2 == 0 ? "indicator--\(index)" : nil,
                    producer: MemberState("KZ"), confidence: 50, marking: .red,
                    validity: Validity(from: Timestamp(microseconds: 0), until: nil)))
        }
        var knowledge = SnapshotKnowledge(program: "fuzz", made: Timestamp(microseconds: 0))
        knowledge.indicatorsShared = [nil: 1, MemberState("KZ"): 2]
        knowledge.falsePositives = [FalsePositive(kind: .cidr, value: "192.0.2.0/24", list: "a")]
        knowledge.rules = [SnapshotKnowledge.Text(path: "a.yml", bytes: Array("title: a\n".utf8))]
        try? SnapshotFile.write(knowledge, builder.build(key: 1), to: path)
        let bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
        whole = bytes
        tableAt = bytes.count > 56 ? (0..<8).reduce(0) { $0 | Int(bytes[48 + $1]) << (8 * $1) } : 0
        let lines = EngineProperty.observables.map { "a \($0.text) b\n{\"x\":\"\($0.text)\"}\n" }.joined()
        _ = FileManager.default.createFile(atPath: log, contents: Data(lines.utf8))
    }

    mutating func failure(on input: [UInt8]) -> String? {
        guard !whole.isEmpty else { return "no snapshot could be written" }
        var file = whole
        let kind = (input.first ?? 1) % 4
        if kind == 0 { file = Array(input.dropFirst()) }
        if kind != 0 { change(&file, input.dropFirst()) }
        if kind >= 2 { file = SnapshotFile.sealed(file) }
        guard FileManager.default.createFile(atPath: path, contents: Data(file)) else { return "cannot write \(path)" }
        do throws(SnapshotError) {
            let snapshot = try SnapshotFile(path: path, checking: input.count % 2 == 0 ? .first : .beside)
            _ = snapshot.table.strictestMarking
            search(snapshot.table, .fast)
            search(snapshot.table, .reference)
            try snapshot.verify()
            return file != whole && kind < 2 ? "a changed snapshot is taken for whole" : nil
        } catch {
            if file == whole { return "a whole snapshot is refused: \(error)" }
            return error.isOfFile && error.description.contains(path) ? nil : "refused with “\(error)”"
        }
    }

    private func change(_ file: inout [UInt8], _ changes: ArraySlice<UInt8>) {
        var at = changes.startIndex
        while changes.endIndex - at >= 4 {
            let place = Int(changes[at + 1]) << 8 | Int(changes[at + 2])
            let isInTable = changes[at] & 3 != 0
            let isInDirectory = changes[at] & 7 == 1
            let range = isInTable ? tableAt..<(isInDirectory ? min(tableAt + 448, file.count) : file.count) : 0..<1_024
            file[range.lowerBound + place % range.count] = changes[at + 3]
            at += 4
        }
    }

    private func search(_ table: IndicatorTable, _ engine: MatchOptions.Engine) {
        var options = MatchOptions()
        options.engine = engine
        options.workers = 1
        let run = MatchRun(
            table: table, suppressions: SuppressionList([FalsePositive(kind: .cidr, value: "10.0.0.0/8", list: "a")]),
            options: options, derivedID: { "indicator--\($0?.code ?? "")-\($1.text)" },
            printHit: { hit, output in output += "\(hit.value ?? "") \(hit.id) \(hit.indicatorID ?? "")".utf8 })
        _ = try? run.run([.file(log)])
    }
}
