import Foundation

/// One run of the command that was built beside the tests.
struct Command: Sendable {
    /// What a run left behind.
    struct Outcome: Sendable {
        /// The exit status; the signal's number plus 128 where one ended the run.
        let status: Int32
        let outputBytes: Data
        let errorBytes: Data

        /// Standard error as text.
        var error: String { String(decoding: errorBytes, as: UTF8.self) }

        /// Standard output as text.
        var output: String { String(decoding: outputBytes, as: UTF8.self) }

        /// Standard output's lines.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// The program: beside the test bundle, where SwiftPM puts it.
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "tamga")

    private let workspace: Workspace
    private let process: Process
    private let output: URL
    private let error: URL
    private let ended = DispatchSemaphore(value: 0)

    /// Starts a program. Its output goes to files, so that no pipe can fill up.
    ///
    /// - Parameters:
    ///   - input: standard input; empty unless given.
    ///   - workspace: what the run must find; it stays as long as the run's outcome is waited for.
    init(
        _ program: URL, _ arguments: [String], input: Data = Data(), environment: [String: String],
        folder: URL, workspace: Workspace
    ) throws {
        self.workspace = workspace
        let scratch = workspace.path(".scratch")
        let name = UUID().uuidString
        output = scratch.appending(path: "\(name).out")
        error = scratch.appending(path: "\(name).err")
        let inputFile = scratch.appending(path: "\(name).in")
        try input.write(to: inputFile)
        for file in [output, error] { try Data().write(to: file) }
        process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        let ended = ended
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
    }

    /// Ends the run as `kill -9` does.
    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Waits for the end.
    ///
    /// - Parameter seconds: after them the run is killed.
    func wait(_ seconds: Double = 600) throws -> Outcome {
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            kill()
            ended.wait()
        }
        let signalled = process.terminationReason == .uncaughtSignal
        return Outcome(
            status: process.terminationStatus + (signalled ? 128 : 0), outputBytes: try Data(contentsOf: output),
            errorBytes: try Data(contentsOf: error))
    }
}
