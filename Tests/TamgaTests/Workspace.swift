import Foundation
import Testing

/// A folder of its own for one test, with a home, a store and nothing of the user's; removed at the end.
final class Workspace: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tamga-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: path(".scratch"), withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The repository's root.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A file in the folder.
    func path(_ name: String) -> URL { folder.appending(path: name) }

    /// Writes a file, and the folders above it.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> URL {
        let file = path(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file
    }

    /// Adds text at a file's end.
    func append(_ name: String, _ text: String) throws {
        let handle = try FileHandle(forWritingTo: path(name))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    /// A file's text.
    func text(_ name: String) throws -> String { String(decoding: try Data(contentsOf: path(name)), as: UTF8.self) }

    /// Starts the command in the folder (or another), with the store `store.sqlite` in it.
    func start(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], in folder: URL? = nil
    ) throws -> Command {
        try Command(
            Command.program, arguments, input: Data(input.utf8),
            environment: self.environment.merging(environment) { $1 },
            folder: folder ?? self.folder, workspace: self)
    }

    /// Runs the command to its end.
    func tamga(
        _ arguments: String..., input: String = "", environment: [String: String] = [:], in folder: URL? = nil
    ) throws -> Command.Outcome {
        try start(arguments, input: input, environment: environment, in: folder).wait()
    }

    /// Runs the command, and records an issue unless it ends well.
    @discardableResult
    func succeed(
        _ arguments: String..., input: String = "", environment: [String: String] = [:], in folder: URL? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Command.Outcome {
        let outcome = try start(arguments, input: input, environment: environment, in: folder).wait()
        #expect(
            outcome.status == 0, "tamga \(arguments.joined(separator: " ")): \(outcome.error)",
            sourceLocation: sourceLocation)
        return outcome
    }

    /// Runs a line of shell; `$TAMGA` is the command.
    func shell(_ line: String) throws -> Command.Outcome {
        try Command(
            URL(filePath: "/bin/bash"), ["-c", line], environment: environment, folder: folder,
            workspace: self
        ).wait()
    }

    /// True where a program is installed.
    static func has(_ program: String) -> Bool {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].contains {
            FileManager.default.isExecutableFile(atPath: $0 + program)
        }
    }

    /// What a run of the command finds in its environment; what a sanitizer is told goes to it as well.
    var environment: [String: String] {
        let own = ProcessInfo.processInfo.environment
        return [
            "PATH": own["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
            "TAMGA_STORE": path("store.sqlite").path, "TAMGA": Command.program.path, "LC_ALL": "C.UTF-8",
        ].merging(own.filter { ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key) }) { $1 }
    }
}
