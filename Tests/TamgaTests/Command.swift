import Foundation
import Synchronization

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
    private let child: Child
    private let output: URL
    private let error: URL

    /// Starts a program. Its output goes to files, so that no pipe can fill up.
    ///
    /// Not by Foundation's `Process`: once in a hundred thousand runs it reads past a page and takes the tests with it
    /// (Swift 6.3, Linux: `findMaximumOpenFromProcSelfFD` copies a whole `dirent`).
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
        child = try Child(
            [program.path] + arguments, environment: environment, folder: folder,
            files: [inputFile, output, error].map(\.path))
    }

    /// Ends the run as `kill -9` does.
    func kill() { Foundation.kill(child.number, SIGKILL) }

    /// Waits for the end.
    ///
    /// - Parameter seconds: after them the run is killed.
    func wait(_ seconds: Double = 600) throws -> Outcome {
        Outcome(
            status: child.wait(seconds), outputBytes: try Data(contentsOf: output),
            errorBytes: try Data(contentsOf: error))
    }
}

/// A process of its own group, with nothing of this one's but three files.
private final class Child: Sendable {
    let number: pid_t
    private let status = Mutex<Int32>(0)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter files: standard input, output and error.
    init(_ words: [String], environment: [String: String], folder: URL, files: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, files[1], O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, files[2], O_WRONLY, 0)
        try Self.goes(to: folder, &actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What the tests' threads block or ignore is nothing to the command.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var argv = words.map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var number: pid_t = 0
        let code = posix_spawn(&number, words[0], &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        self.number = number
        Thread.detachNewThread { [self] in
            var status: Int32 = 0
            while waitpid(self.number, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            self.status.withLock { $0 = signal == 0 ? status >> 8 & 0xFF : signal + 128 }
            ended.signal()
        }
    }

    /// Has the child go to a folder, and close whatever else is open. Both are glibc's own (2.34), and in no header that Swift reads.
    private static func goes(to folder: URL, _ actions: inout posix_spawn_file_actions_t) throws {
        typealias Actions = UnsafeMutablePointer<posix_spawn_file_actions_t>
        guard let chdir = dlsym(nil, "posix_spawn_file_actions_addchdir_np"),
            let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np")
        else { throw POSIXError(.ENOSYS) }
        _ = unsafeBitCast(chdir, to: (@convention(c) (Actions, UnsafePointer<CChar>) -> Int32).self)(
            &actions, folder.path)
        _ = unsafeBitCast(closeFrom, to: (@convention(c) (Actions, Int32) -> Int32).self)(&actions, 3)
    }

    /// The exit status, or the signal's number plus 128; after so many seconds the process is killed.
    func wait(_ seconds: Double) -> Int32 {
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            kill(number, SIGKILL)
            ended.wait()
        }
        // Whoever else waits is let go as well.
        ended.signal()
        return status.withLock { $0 }
    }
}
