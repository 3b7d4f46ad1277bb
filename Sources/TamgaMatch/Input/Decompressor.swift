import Glibc

/// The system's gzip, zstd, xz or bzip2, unpacking one file into a pipe.
@safe
struct Decompressor: ~Copyable {
    /// Where the unpacked bytes come out.
    let output: Int32
    private let process: pid_t
    private let program: String
    private var isReaped = false

    /// Starts the program on an open file.
    ///
    /// - Parameter file: a descriptor at the file's first byte; the caller keeps it.
    static func start(_ compression: Compression, file: Int32) throws(InputError) -> Decompressor {
        let program = compression.program
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw .io("pipe", errno) }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        defer { close(ends[1]) }

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, file, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        let arguments = unsafe [strdup(program), strdup("-dc"), nil]
        // Nothing of this process's environment: it may hold keys, and options that those programs read from it.
        let environment = unsafe [strdup("PATH=/usr/local/bin:/usr/bin:/bin"), strdup("LC_ALL=C"), nil]
        defer { unsafe (arguments + environment).forEach { unsafe free($0) } }
        var child = pid_t()
        // Safe: arguments and environment end with a null pointer and live until the call returns.
        let failure = unsafe posix_spawnp(&child, program, &actions, nil, arguments, environment)
        guard failure == 0 else {
            close(ends[0])
            throw failure == ENOENT ? .missingProgram(program) : .io(program, failure)
        }
        return Decompressor(output: ends[0], process: child, program: program)
    }

    private init(output: Int32, process: pid_t, program: String) {
        self.output = output
        self.process = process
        self.program = program
    }

    /// Waits for the program after its output has ended; `nil` where it unpacked everything.
    mutating func finish() -> String? {
        var status: Int32 = 0
        isReaped = true
        while unsafe waitpid(process, &status, 0) < 0 { if errno != EINTR { return nil } }
        if status & 0x7F != 0 {
            return "\(program) was stopped by signal \(status & 0x7F): the file is read only so far"
        }
        let code = status >> 8 & 0xFF
        if code == 2, program == "gzip" {
            return "something other than gzip follows in it: the file is damaged, and read only so far"
        }
        return code == 0
            ? nil : "\(program) stopped with status \(code): the file is damaged or cut short, and read only so far"
    }

    deinit {
        close(output)
        guard !isReaped else { return }
        kill(process, SIGTERM)
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
}

/// Why a source cannot be read.
public enum InputError: Error, Hashable, Sendable {
    /// A call failed.
    case io(String, Int32)
    /// A program that unpacks files is not installed.
    case missingProgram(String)
    /// A device that gives bytes for ever, as /dev/zero does.
    case endless
}

extension InputError: CustomStringConvertible {
    /// Half a sentence for a refusal.
    public var description: String {
        switch self {
        case .io(let what, let code): unsafe "\(what): \(String(cString: strerror(code)))"
        case .missingProgram(let name): "\(name) is not installed: it is needed to read this file"
        case .endless: "is a device: what it gives has no end"
        }
    }
}
