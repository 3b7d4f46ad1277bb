import Foundation
import Testing

/// A `tamga stream` that runs while the test goes on: its standard input is a pipe, its hits are seen as they come.
final class LiveStream: @unchecked Sendable {
    let command: Process
    private let input = Pipe()
    private let workspace: Workspace
    private let output: URL
    private let errorFile: URL

    /// Starts a stream.
    ///
    /// - Parameters:
    ///   - output: the file that hits are added to; its own unless given.
    ///   - environment: what it has besides the workspace's.
    init(
        _ workspace: Workspace, _ arguments: [String], output: String? = nil, environment: [String: String] = [:]
    ) throws {
        self.workspace = workspace
        let name = UUID().uuidString
        self.output = workspace.path(output ?? ".scratch/\(name).out")
        errorFile = workspace.path(".scratch/\(name).err")
        for file in [self.output, errorFile] where !FileManager.default.fileExists(atPath: file.path) {
            try Data().write(to: file)
        }
        command = Process()
        command.executableURL = Command.program
        command.arguments = ["stream"] + arguments
        command.environment = workspace.environment.merging(environment) { $1 }
        command.currentDirectoryURL = workspace.folder
        command.standardInput = input
        // As the shell's >> does.
        let descriptor = open(self.output.path, O_WRONLY | O_APPEND)
        command.standardOutput = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        command.standardError = try FileHandle(forWritingTo: errorFile)
        try command.run()
    }

    deinit { if command.isRunning { kill(command.processIdentifier, SIGKILL) } }

    /// Writes to standard input.
    func write(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    /// Ends standard input.
    func closeInput() throws { try input.fileHandleForWriting.close() }

    /// Sends a signal.
    func signal(_ number: Int32) { kill(command.processIdentifier, number) }

    /// Standard error so far.
    var error: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    /// The lines of hits so far.
    var lines: [String] {
        ((try? String(contentsOf: output, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }

    /// The hits' ids so far.
    var ids: [String] { get throws { try Self.ids(lines) } }

    /// The ids of lines of hits.
    static func ids(_ lines: [String]) throws -> [String] {
        try lines.map { try JSONText.object($0)["id"] as? String ?? "" }
    }

    /// Waits until something holds.
    ///
    /// - Returns: false where it did not within the time.
    func wait(_ seconds: Double = 300, until holds: () throws -> Bool) rethrows -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if try holds() { return true }
            Thread.sleep(forTimeInterval: 0.005)
        }
        return try holds()
    }

    /// Waits for so many lines of hits.
    func waitForLines(_ count: Int) -> Bool {
        var size = -1
        return wait {
            // A long file is counted where there is more than before.
            guard let bytes = try? Data(contentsOf: output), bytes.count != size || size < 1 << 20 else { return false }
            size = bytes.count
            return bytes.count { $0 == 0x0A } >= count
        }
    }

    /// Ends the stream and gives its exit status.
    func end(_ number: Int32 = SIGTERM) -> Int32 {
        signal(number)
        return status()
    }

    /// The exit status, once the stream has ended; the signal's number plus 128 where one ended it.
    func status() -> Int32 {
        if !wait(until: { !command.isRunning }) { signal(SIGKILL) }
        command.waitUntilExit()
        return command.terminationStatus + (command.terminationReason == .uncaughtSignal ? 128 : 0)
    }
}

extension Workspace {
    /// A workspace whose store knows one address.
    static func knowing(_ address: String = LogText.known) throws -> Workspace {
        let workspace = try Workspace()
        try workspace.succeed("import", "--from", "KZ", "-", input: "\(address)\n")
        return workspace
    }

    /// The ids of the hits that a batch run gives over logs.
    func batchIDs(_ arguments: String...) throws -> [String] {
        let outcome = try start(["correlate", "--hits", "-", "--no-summary", "--no-store", "--quiet"] + arguments)
            .wait()
        return try LiveStream.ids(outcome.lines)
    }
}

/// Log lines for streams.
enum LogText {
    /// The address that is known.
    static let known = "198.51.100.23"

    /// A line with a time, a number and the known address.
    static func hit(_ number: Int) -> String { line(number, known) }

    /// A line with a time and a number that is no hit.
    static func miss(_ number: Int) -> String { line(number, "192.0.2.1") }

    private static func line(_ number: Int, _ address: String) -> String {
        let minute = number / 60 % 60
        let second = number % 60
        let clock = String(format: "%02d:%02d", minute, second)
        return
            "2026-11-\(String(format: "%02d", 1 + number / 86_400 % 28))T10:\(clock)Z host sshd[\(number)]: from \(address)\n"
    }
}
