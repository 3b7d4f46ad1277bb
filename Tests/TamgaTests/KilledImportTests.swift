import Foundation
import Testing

/// An import that is killed leaves whole batches and a store that opens.
@Suite struct KilledImportTests {
    /// Lines in one transaction.
    static let batch = 50_000
    #if DEBUG
        static let lines = 120_000
    #else
        static let lines = 200_000
    #endif

    @Test("Killed at any moment, the store opens with whole batches; importing again completes it")
    func kill() throws {
        let workspace = try Workspace()
        var list = ""
        for number in 0..<Self.lines { list += "host-\(number &* 7919 % 1_000_003).example\n" }
        try workspace.write("list.txt", list)

        var counts: [Int] = []
        for milliseconds in [5, 60, 250, 500, 900] {
            let command = try workspace.start(["import", "--from", "KZ", "list.txt"])
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1_000)
            command.kill()
            let outcome = try command.wait()
            let count = try indicators(workspace)
            counts.append(count)
            #expect(
                count % Self.batch == 0 || count == Self.lines,
                "\(count) indicators after \(milliseconds) ms, status \(outcome.status)")
            try checkIntegrity(workspace)
        }
        #expect(counts == counts.sorted(), "\(counts)")

        try workspace.succeed("import", "--from", "KZ", "list.txt")
        #expect(try indicators(workspace) == Self.lines)
        try checkIntegrity(workspace)
        let again = try workspace.succeed("import", "--from", "KZ", "list.txt")
        #expect(again.error.contains("nothing changed"))

        // The same state as an import that nobody killed.
        let other = try Workspace()
        try other.write("list.txt", list)
        try other.succeed("import", "--from", "KZ", "list.txt")
        let columns = ["--type", "domain", "--limit", "1000"]
        let listed = try [workspace, other].map {
            try $0.start(["indicators", "list"] + columns).wait().lines.sorted()
        }
        #expect(listed[0].count == 1_001)
        #expect(listed[0] == listed[1])
        let shared = try [workspace, other].map { try sharedByKazakhstan($0) }
        #expect(shared == [Self.lines, Self.lines])
    }

    /// How many indicators there are, by counting them: the list says “1 of N”.
    private func indicators(_ workspace: Workspace) throws -> Int {
        let outcome = try workspace.succeed("indicators", "list", "--limit", "1")
        if outcome.lines.count == 1 { return 0 }
        return outcome.error.split(separator: ";").first?.split(separator: " ").last.flatMap { Int($0) } ?? 1
    }

    private func sharedByKazakhstan(_ workspace: Workspace) throws -> Int? {
        let line = try workspace.tamga("members", "list").lines.first { $0.hasPrefix("KZ") }
        return line?.split(separator: " ").compactMap { Int($0) }.first
    }

    private func checkIntegrity(_ workspace: Workspace) throws {
        guard Workspace.has("sqlite3") else { return }
        let outcome = try workspace.shell("sqlite3 store.sqlite 'PRAGMA integrity_check; PRAGMA foreign_key_check'")
        #expect(outcome.output == "ok\n", "\(outcome.output)\(outcome.error)")
    }
}
