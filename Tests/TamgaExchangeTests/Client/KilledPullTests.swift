import Foundation
import Synchronization
import TamgaStore
import Testing

/// A pull that is killed at any moment leaves a store that opens, and goes on without loss and without doubles.
@Suite struct KilledPullTests {
    /// The command beside the test bundle; `nil` where it was not built.
    private static let program: URL? = {
        let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "tamga")
        return FileManager.default.isExecutableFile(atPath: url.path) ? url : nil
    }()

    private static func start(_ arguments: [String], _ scratch: Scratch) throws -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ["HOME": scratch.folder.path, "TAMGA_STORE": scratch.store.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    @Test(
        "Killed again and again, it ends with every object once", .enabled(if: program != nil),
        arguments: [
            FakeCollection.Manner.cursor, .header,
        ])
    func kill(_ manner: FakeCollection.Manner) async throws {
        let collection = FakeCollection(1_500, pageSize: 100, manner, together: 300..<370)
        let scratch = try Scratch()
        try await FakeServer.with({ request in
            try await Task.sleep(for: .milliseconds(10))
            return collection.page(request)
        }) { server in
            let arguments = ["pull", "--quiet", server.base + collectionPath]
            for milliseconds in [50, 120, 200, 280, 350] {
                let process = try Self.start(arguments, scratch)
                try await Task.sleep(for: .milliseconds(milliseconds))
                Foundation.kill(process.processIdentifier, SIGKILL)
                while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
                let ids = try scratch.ids()
                #expect(ids.isSubset(of: Set((0..<1_500).map { indicatorID($0) })))
            }
            let process = try Self.start(arguments, scratch)
            while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
            #expect(process.terminationStatus == 0)
        }
        let stored = try scratch.store.objects(matching: ObjectQuery(includesHistory: true))
        #expect(stored.count == 1_500)
        #expect(Set(stored.map(\.id)) == Set((0..<1_500).map { indicatorID($0) }))
    }
}
