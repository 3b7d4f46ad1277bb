import Glibc
import TamgaMatch

/// What the caller has left the process with: standard files that are closed, few files that may be open, a limit of a file's
/// length.
enum Surroundings {
    /// The fewest files with which a store, a log and what the system opens for itself can be open at once.
    static let fewestFiles = 32

    /// Lets a server go on where its terminal is closed, or a manager tells it to read its settings anew: it looks for them
    /// every second as it is.
    static func ignoreHangUp() { signal(SIGHUP, SIG_IGN) }

    /// Makes the best of it, before anything is opened.
    ///
    /// - Returns: why no command can run, or `nil`.
    static func settle() -> String? {
        for number: Int32 in 0...2 where fcntl(number, F_GETFD) < 0 {
            // The lowest free number is the one that is closed: no file that is opened later gets it, and what is written there
            // fails as if it were closed still.
            // Safe: the path is a literal.
            _ = unsafe open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
        }
        // A file that would be longer than the limit is an error of that file.
        signal(SIGXFSZ, SIG_IGN)
        let files = OpenFileLimit.raise()
        guard files < fewestFiles else { return nil }
        return "only \(files) files may be open at once (ulimit -n), and \(fewestFiles) are needed"
    }
}
