import Glibc

/// Ends another thread's wait for input.
@safe
final class Wakeup: Sendable {
    /// Readable once there is a reason to wake up.
    let descriptor: Int32
    private let sender: Int32

    init() throws(InputError) {
        var ends: [Int32] = [0, 0]
        // Safe: the call writes two numbers.
        guard unsafe pipe(&ends) == 0 else { throw .io("pipe", errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, sender) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(sender)
    }

    /// Wakes up the thread that waits, or the next one that will.
    func signal() {
        var byte: UInt8 = 1
        // Safe: one byte is written from one; where the pipe is full, the wait ends anyway.
        _ = unsafe write(sender, &byte, 1)
    }

    /// Takes back what was signalled.
    func clear() {
        var bytes = [UInt8](repeating: 0, count: 64)
        // Safe: the buffer has as much room as is said.
        while unsafe read(descriptor, &bytes, bytes.count) > 0 {}
    }
}
