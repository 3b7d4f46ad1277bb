import Glibc

/// How many files and connections the process may have open at once.
public enum OpenFileLimit {
    /// The most that is asked for.
    private static let wanted: rlim_t = 65_536

    /// Raises the limit in force to 65,536, as far as the system lets whoever runs it: 1,024, with which a
    /// session usually begins, is less than a server or a stream may need. A limit that is higher stays.
    ///
    /// - Returns: the limit that is in force.
    public static func raise() -> Int {
        var limit = rlimit()
        // Safe: each call reads or writes the one structure, which lives until it returns.
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .max }
        limit.rlim_cur = max(limit.rlim_cur, min(wanted, limit.rlim_max))
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(clamping: limit.rlim_cur)
    }
}
