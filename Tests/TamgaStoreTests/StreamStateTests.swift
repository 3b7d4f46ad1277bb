import Foundation
import TamgaModel
import TamgaStore
import Testing

/// A stream's state: what is kept is there again, and a store is told each count once.
@Suite struct StreamStateTests {
    private func path() -> String {
        FileManager.default.temporaryDirectory.appending(path: "tamga-state-\(UUID().uuidString)").path
    }

    private func sighting(_ id: String, _ count: Int, _ second: Int64) -> Sighting {
        Sighting(
            id: id, observable: Observable(type: .ipv4Address, canonicalBytes: [198, 51, 100, 23]), indicatorID: "i",
            producers: [], observer: MemberState("KZ"), source: "a.log", count: count,
            firstSeen: Timestamp(seconds: second), lastSeen: Timestamp(seconds: second), confidence: 50, marking: .green
        )
    }

    @Test("Positions, the output's length and the account are there again; what ended is gone")
    func standing() throws {
        let path = path()
        defer { for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) } }
        let position = LogPosition(
            log: 7, path: "a.log", device: .max, inode: 12, offset: 100, line: 4, headerEnd: 20, head: [1, 2, 3])
        do {
            let state = try StreamState(path: path)
            let new = try state.standing()
            #expect(!new.isKept && new.positions.isEmpty && new.lastLog == 0)
            var step = StreamStep(total: new.total)
            step.total.hits = 5
            step.add(.moved(position))
            step.add(
                .moved(
                    LogPosition(log: 8, path: "b", device: 1, inode: 2, offset: 0, line: 1, headerEnd: nil, head: [])))
            step.output = OutputMark(device: .max, inode: 3, size: 44)
            try state.keep(step)
            step.positions = [:]
            step.add(.ended(8))
            try state.keep(step)
        }
        let standing = try StreamState(path: path).standing()
        #expect(standing.isKept)
        #expect(standing.positions == [position])
        #expect(standing.lastLog == 8)
        #expect(standing.output == OutputMark(device: .max, inode: 3, size: 44))
        #expect(standing.total.hits == 5)
    }

    @Test("Counts add up under the first id; sending twice doubles nothing, and what comes later is sent whole")
    func tallies() throws {
        let workspace = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: workspace, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: workspace) }
        let store = try Store(path: workspace.appending(path: "store").path)
        let state = try StreamState(path: workspace.appending(path: "state").path)
        var step = StreamStep(total: try state.standing().total)
        step.sightings = [LogFinding(log: 1, found: sighting("sighting--1", 2, 100))]
        try state.keep(step)
        step.sightings = [LogFinding(log: 1, found: sighting("sighting--2", 3, 90))]
        try state.keep(step)
        for _ in 0..<2 {
            try state.send(to: store)
            let sent = try store.sightings()
            #expect(sent.map(\.id) == ["sighting--1"])
            #expect(sent.map(\.count) == [5])
            #expect(sent.first?.firstSeen == Timestamp(seconds: 90) && sent.first?.lastSeen == Timestamp(seconds: 100))
        }
        step.sightings = [LogFinding(log: 1, found: sighting("sighting--3", 1, 200))]
        try state.keep(step)
        try state.send(to: store)
        #expect(try store.sightings().map(\.count) == [6])
        #expect(try store.runs().count == 1)
    }

    @Test("Without a path, the state ends with the process")
    func temporary() throws {
        let state = try StreamState(path: nil)
        var step = StreamStep(total: try state.standing().total)
        step.sightings = [LogFinding(log: 1, found: sighting("sighting--1", 2, 100))]
        try state.keep(step)
        #expect(try state.found().sightings.map(\.count) == [2])
        #expect(state.path == nil)
    }
}
