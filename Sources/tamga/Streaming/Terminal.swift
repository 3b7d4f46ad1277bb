import Glibc

/// The terminal as a screen of its own: keys come one by one, and what was there before comes back.
///
/// Everything is put back by ``restore()``, which is called however the command ends but by a kill.
final class Terminal {
    /// What somebody asks for.
    enum Event {
        case quit
        case resized
    }

    private let keys: Int32
    private let ownsKeys: Bool
    private var before = termios()
    private var isOpen = false
    private let signals: sigset_t

    /// Takes the terminal; `nil` where there is none to show anything on, or none to read keys from.
    init?() {
        guard Descriptor.standardOutput.isTerminal else { return nil }
        // Standard input may be the hits; keys then come from the terminal itself.
        ownsKeys = isatty(0) == 0
        // Safe: the path ends with NUL and lives until the call returns.
        keys = ownsKeys ? unsafe open("/dev/tty", O_RDONLY | O_CLOEXEC) : 0
        var signals = sigset_t()
        // Safe: each call reads or writes one set, which lives until it returns.
        unsafe sigemptyset(&signals)
        for number in [SIGTERM, SIGINT, SIGHUP, SIGWINCH, SIGTSTP] { unsafe sigaddset(&signals, number) }
        self.signals = signals
        guard keys >= 0 else { return nil }
        // Safe: the call writes one `termios`, which lives until it returns.
        guard unsafe tcgetattr(keys, &before) == 0 else {
            if ownsKeys { close(keys) }
            return nil
        }
        // Safe: the call reads one set, which lives until it returns.
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        // Safe: the call reads one `termios`, which lives until it returns.
        _ = unsafe tcsetattr(keys, TCSANOW, &raw)
        isOpen = true
        // The other screen, no cursor.
        _ = Descriptor.standardOutput.write("\u{1B}[?1049h\u{1B}[?25l".utf8)
    }

    deinit { restore() }

    /// Gives the terminal back as it was.
    func restore() {
        guard isOpen else { return }
        isOpen = false
        _ = Descriptor.standardOutput.write("\u{1B}[?25h\u{1B}[?1049l".utf8)
        // Safe: the call reads one `termios`, which lives until it returns.
        _ = unsafe tcsetattr(keys, TCSANOW, &before)
        if ownsKeys { close(keys) }
    }

    /// Waits for a key, a signal or input, at most so long.
    ///
    /// - Parameter input: a descriptor to wait for as well; negative is none.
    /// - Returns: what is asked for, and whether there is input, or its end.
    func wait(_ milliseconds: Int32, input: Int32) -> (event: Event?, hasInput: Bool) {
        var waits = [
            pollfd(fd: keys, events: Int16(POLLIN), revents: 0), pollfd(fd: input, events: Int16(POLLIN), revents: 0),
        ]
        // Safe: the array has as many entries as is said.
        _ = unsafe poll(&waits, 2, milliseconds)
        let hasInput = input >= 0 && waits[1].revents != 0
        if let event = signal() { return (event, hasInput) }
        guard waits[0].revents != 0 else { return (nil, hasInput) }
        var typed = [UInt8](repeating: 0, count: 64)
        // Safe: the buffer is as long as is said.
        let count = unsafe read(keys, &typed, typed.count)
        // A terminal that is gone asks for the end as well.
        if count <= 0 { return (.quit, hasInput) }
        let asks = typed[..<count].contains { $0 == UInt8(ascii: "q") || $0 == UInt8(ascii: "Q") || $0 == 3 }
        return (asks ? .quit : nil, hasInput)
    }

    private func signal() -> Event? {
        var event: Event?
        var set = signals
        var none = timespec(tv_sec: 0, tv_nsec: 0)
        while true {
            // Safe: the call reads one set and one time.
            let number = unsafe sigtimedwait(&set, nil, &none)
            if number < 0 { return event }
            switch number {
            case SIGWINCH: if event == nil { event = .resized }
            // Stopped, the command could not give the screen back.
            case SIGTSTP: break
            default: event = .quit
            }
        }
    }

    /// Columns and rows; 80 by 24 where nobody says.
    var size: (columns: Int, rows: Int) {
        let size = Descriptor.standardOutput.screen
        return size.columns > 0 && size.rows > 0 ? size : (80, 24)
    }

    /// Shows lines from the top; what does not fit is not shown.
    func show(_ lines: [String]) throws {
        let rows = size.rows
        // Each line is cleared before it is written: behind a line as wide as the screen the cursor still stands on its end.
        var text = "\u{1B}[H"
        for (number, line) in lines.prefix(rows).enumerated() {
            text += (number > 0 ? "\r\n" : "") + "\u{1B}[2K" + line
        }
        text += lines.count < rows ? "\r\n\u{1B}[J" : ""
        let code = Descriptor.standardOutput.write(text.utf8)
        if code != 0 { throw OutputError(name: "-", code: code) }
    }
}
