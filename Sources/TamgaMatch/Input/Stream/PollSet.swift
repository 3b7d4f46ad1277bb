import Glibc

/// The descriptors that one wait watches, and what has come of it.
@safe
struct PollSet {
    private var entries: [pollfd] = []

    /// Watches a descriptor for input, or for an end.
    ///
    /// - Returns: its place, for ``isReady(_:)``.
    mutating func add(_ descriptor: Int32) -> Int {
        entries.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        return entries.count - 1
    }

    /// Forgets all descriptors.
    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    /// Waits until one is ready.
    ///
    /// - Parameter milliseconds: the longest wait; negative for any.
    mutating func wait(_ milliseconds: Int32) {
        // Safe: the entries are as many as is said.
        let found = unsafe poll(&entries, nfds_t(entries.count), milliseconds)
        if found < 0 { for index in entries.indices { entries[index].revents = 0 } }
    }

    /// True where the last wait found something to read, an end or an error.
    func isReady(_ place: Int) -> Bool { entries[place].revents != 0 }

    /// Whether a descriptor can be read without waiting, or once so many milliseconds have passed.
    static func isReadable(_ descriptor: Int32, within milliseconds: Int32 = 0) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // Safe: one entry is one.
        return unsafe poll(&entry, 1, milliseconds) > 0
    }
}
