import FoundationEssentials
import Glibc

/// A program of the system: run as a yardstick, or to unpack, or to show something.
struct OutsideProgram {
    private let path: String

    /// A program by its name; `nil` where no folder of `PATH` has it.
    init?(_ name: String) {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let paths: [String] = folders.split(separator: ":").map { "\($0)/\(name)" }
        guard let found = paths.first(where: { (path: String) in FileManager.default.isExecutableFile(atPath: path) })
        else { return nil }
        path = found
    }

    /// What a run left behind.
    struct Outcome {
        /// The exit status; 128 and more where a signal ended it, also that of the time limit.
        var status: Int32
        /// Standard output and standard error, at most 4 KiB.
        var output: String
        var seconds: Double
    }

    /// Runs the program in the C locale, its output into a file.
    ///
    /// - Parameter limit: seconds, after which it is ended.
    func run(_ arguments: [String], output file: String, limit: Double) throws -> Outcome {
        var actions = unsafe posix_spawn_file_actions_t()
        var process: pid_t = 0
        // Safe: the actions are initialised before use; arguments and environment end with nil and live until the call
        // returns, which copies them.
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let words = unsafe Self.words([path] + arguments)
        let environment = unsafe Self.words(["LC_ALL=C", "PATH=/usr/bin:/bin"])
        let clock = ContinuousClock()
        let start = clock.now
        let code = unsafe posix_spawn(&process, path, &actions, nil, words, environment)
        unsafe posix_spawn_file_actions_destroy(&actions)
        unsafe (words + environment).forEach { unsafe free($0) }
        guard code == 0 else { throw OutputError(name: path, code: code) }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, WNOHANG) == 0 {
            if clock.now - start > .seconds(limit) { kill(process, SIGKILL) }
            usleep(500)
        }
        let seconds = (clock.now - start) / .seconds(1)
        let bytes = (try? WholeFile.read(file, limit: 1 << 20)) ?? []
        let isExit = status & 0x7F == 0
        return Outcome(
            status: isExit ? (status >> 8) & 0xFF : 128 + status & 0x7F,
            output: String(decoding: bytes.prefix(4_096), as: UTF8.self), seconds: seconds)
    }

    /// Starts the program in the user's environment and does not wait for it; what it prints is not kept.
    ///
    /// - Returns: false where it cannot be started.
    func start(_ arguments: [String]) -> Bool {
        var actions = unsafe posix_spawn_file_actions_t()
        var process: pid_t = 0
        // Safe: as above.
        unsafe posix_spawn_file_actions_init(&actions)
        for number: Int32 in 0...2 {
            unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
        }
        let words = unsafe Self.words([path] + arguments)
        let environment = unsafe Self.words(ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" })
        let code = unsafe posix_spawn(&process, path, &actions, nil, words, environment)
        unsafe posix_spawn_file_actions_destroy(&actions)
        unsafe (words + environment).forEach { unsafe free($0) }
        return code == 0
    }

    /// Texts as C has them, nil behind the last; to be freed.
    private static func words(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        var words: [UnsafeMutablePointer<CChar>?] = unsafe []
        for text in texts { unsafe words.append(strdup(text)) }
        unsafe words.append(nil)
        return unsafe words
    }
}
