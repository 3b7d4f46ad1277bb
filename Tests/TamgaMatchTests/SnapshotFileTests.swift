import Foundation
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// A snapshot is what was written, or it is refused.
@Suite struct SnapshotFileTests {
    private static let knowledge: SnapshotKnowledge = {
        var knowledge = SnapshotKnowledge(program: "0.1.0", made: Timestamp(microseconds: 1_790_000_000_123_456))
        knowledge.revision = 7
        knowledge.belowConfidence = 2
        knowledge.indicatorsShared = [nil: 3, MemberState("KZ"): 4, MemberState("UZ"): 0]
        knowledge.falsePositives = FalsePositive.Kind.allCases.map {
            FalsePositive(kind: $0, value: "a\u{0}é", list: "list \($0)")
        }
        knowledge.patterns = [
            SnapshotKnowledge.Pattern(
                id: "indicator--1", source: "b.json", producer: nil, modified: Timestamp(microseconds: -1),
                original: [0xFF, 0x00])
        ]
        knowledge.hasRules = true
        knowledge.rules = [SnapshotKnowledge.Text(path: "r/a.yml", bytes: [0x80]), .init(path: "", bytes: [])]
        knowledge.unreadable = [Refusal(source: "r/b.yml", reason: "cannot be read")]
        knowledge.placeholders = SnapshotKnowledge.Text(path: "p.yml", bytes: [1])
        knowledge.community = SnapshotKnowledge.Text(path: "c.yaml", bytes: [2, 3])
        return knowledge
    }()

    private static func table() -> IndicatorTable {
        var builder = IndicatorTableBuilder { _ in false }
        for (type, text) in [
            (ObservableType.ipv4Address, "198.51.100.23"), (.domainName, "evil.example"), (.url, "http://a.example/b"),
            (.fileName, "evil file.exe"),
        ] {
            guard let observable = try? Observable(type, text) else { continue }
            builder.add(
                LiveStatement(
                    observable: observable, objectID: "indicator--9", producer: MemberState("KZ"), confidence: 80,
                    marking: type == .url ? .red : .green))
        }
        return builder.build(key: 5)
    }

    private static func written(_ scratch: Scratch) throws -> (path: String, bytes: [UInt8]) {
        let path = scratch.file("a.tamga", [])
        try SnapshotFile.write(knowledge, table(), to: path)
        return (path, [UInt8](try Data(contentsOf: URL(filePath: path))))
    }

    /// What opening and checking a file of some bytes throws.
    private static func error(_ bytes: [UInt8], _ path: String, _ checking: IndicatorTable.Checking) -> SnapshotError? {
        guard (try? Data(bytes).write(to: URL(filePath: path))) != nil else { return nil }
        do throws(SnapshotError) {
            try SnapshotFile(path: path, checking: checking).verify()
            return nil
        } catch {
            return error
        }
    }

    @Test("What is opened is what was written, checked first or beside the search")
    func roundTrip() throws {
        let scratch = Scratch()
        let (path, _) = try Self.written(scratch)
        for checking in [IndicatorTable.Checking.first, .beside, .besideIfLarge] {
            let snapshot = try SnapshotFile(path: path, checking: checking)
            #expect(snapshot.knowledge == Self.knowledge)
            #expect(snapshot.table.observableCount == 4)
            #expect(snapshot.table.strictestMarking == .red)
            let observables = Set((0..<4).map { snapshot.table.observable($0).text })
            #expect(observables == ["198.51.100.23", "evil.example", "http://a.example/b", "evil file.exe"])
            #expect(snapshot.table.statements(0).first?.indicatorID == "indicator--9")
            #expect(snapshot.table.statements(0).first?.confidence == 80)
            try snapshot.verify()
        }
    }

    @Test("The same knowledge gives the same bytes, which only the owner may read")
    func deterministic() throws {
        let scratch = Scratch()
        let (path, bytes) = try Self.written(scratch)
        // What was open to others is not any more.
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try SnapshotFile.write(Self.knowledge, Self.table(), to: path)
        #expect([UInt8](try Data(contentsOf: URL(filePath: path))) == bytes)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let folder = URL(filePath: path).deletingLastPathComponent().path
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count { $0.hasSuffix(".part") } == 0)
    }

    @Test("A snapshot with any bit changed is refused, checked first or beside the search")
    func damaged() throws {
        let scratch = Scratch()
        let (path, bytes) = try Self.written(scratch)
        // Every byte of the header and of what is known, and every seventh behind it.
        let places = Array(0..<1_200) + Array(stride(from: 1_200, to: bytes.count, by: 67))
        for place in places {
            var changed = bytes
            changed[place] ^= 1 << UInt8(place % 8)
            let error = Self.error(changed, path, place % 2 == 0 ? .first : .beside)
            #expect(error?.isOfFile == true, "byte \(place)")
        }
    }

    @Test("A snapshot that is cut or has grown is refused")
    func cut() throws {
        let scratch = Scratch()
        let (path, bytes) = try Self.written(scratch)
        for count in Array(0..<140) + Array(stride(from: 140, to: bytes.count, by: 997)) + [bytes.count - 1] {
            #expect(Self.error(Array(bytes[..<count]), path, .first)?.isOfFile == true, "\(count) bytes")
        }
        #expect(
            Self.error(bytes + [0], path, .first)
                == .cut(path: path, bytes: UInt64(bytes.count + 1), wanted: UInt64(bytes.count)))
    }

    @Test("Another version and what is no snapshot are named as that, with what to do")
    func foreign() throws {
        let scratch = Scratch()
        let (path, bytes) = try Self.written(scratch)
        var newer = bytes
        newer[8] += 1
        var older = bytes
        older[8] -= 1
        let sqlite: [UInt8] = Array("SQLite format 3".utf8) + bytes
        let half: [UInt8] = Array(bytes[..<(bytes.count / 2)])
        let cases: [([UInt8], String)] = [
            (newer, "made by a later tamga"), (older, "made by an earlier tamga"),
            (sqlite, "is no snapshot"), ([], "is no snapshot"),
            (half, "should have \(bytes.count)"),
        ]
        for (file, words) in cases {
            let error = try #require(Self.error(file, path, .first))
            #expect(error.description.contains(words), "\(error)")
            #expect(error.description.contains("tamga snapshot make"), "\(error)")
        }
        #expect(throws: SnapshotError.self) { try SnapshotFile(path: path + ".absent") }
        #expect(throws: SnapshotError.self) { try SnapshotFile(path: "/dev/null") }
    }
}
