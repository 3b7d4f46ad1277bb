import Glibc
import Synchronization

/// The line that shows, on a terminal, how far long work is: bytes, rate, time left.
final class ProgressLine: Sendable {
    private struct State {
        var started = ContinuousClock.now
        var shown = ContinuousClock.now
    }

    private let state = Mutex(State())
    private let verb: String
    private let total: Int
    private let isOn: Bool

    /// - Parameters:
    ///   - verb: what is going on, such as `correlating`.
    ///   - total: bytes in all; 0 where nobody knows.
    init(_ verb: String, total: Int, quiet: Bool) {
        self.verb = verb
        self.total = total
        isOn = !quiet && StandardError.isTerminal
    }

    /// Shows progress, at most five times a second.
    func show(bytes: Int, note: String = "") {
        guard isOn else { return }
        let elapsed = state.withLock { state -> Duration? in
            let now = ContinuousClock.now
            guard now - state.shown > .milliseconds(200) else { return nil }
            state.shown = now
            return now - state.started
        }
        guard let elapsed else { return }
        let seconds = max(elapsed / .seconds(1), 0.001)
        let rate = Double(bytes) / seconds
        var line = "\(verb): \(ByteText.of(bytes))"
        if total > 0 { line += " of \(ByteText.of(total))" }
        line += ", \(ByteText.of(Int(rate)))/s"
        if total > bytes, rate > 0 { line += ", \(Int((Double(total - bytes) / rate).rounded(.up))) s left" }
        if !note.isEmpty { line += ", \(note)" }
        StandardError.overwrite(line)
    }

    /// Clears the line.
    func done() {
        if isOn { StandardError.clear() }
    }
}

/// Numbers of bytes for people.
enum ByteText {
    /// `1.5 GB`, in powers of ten.
    static func of(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1_000, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        if unit == 0 { return "\(bytes) B" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
