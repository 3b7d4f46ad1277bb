import ArgumentParser
import FoundationEssentials
import TamgaJSON
import TamgaModel

/// How messages on standard error are written, and from which level on: the same for every command, so it stands in the
/// environment. `TAMGA_LOG_FORMAT` is text or json, `TAMGA_LOG_LEVEL` info, warning or error.
struct MessageForm {
    /// A JSON object a line, and nothing that is overwritten.
    var isJSON = false
    /// What matters less is not written.
    var least = MessageLevel.info

    /// What the environment asks for; what it says wrongly is as if it said nothing, and ``check()`` tells.
    static let ofEnvironment: MessageForm = {
        let environment = ProcessInfo.processInfo.environment
        return MessageForm(
            isJSON: environment["TAMGA_LOG_FORMAT"] == "json",
            least: environment["TAMGA_LOG_LEVEL"].flatMap(MessageLevel.init) ?? .info)
    }()

    /// Refuses what the environment says wrongly.
    static func check() throws {
        let environment = ProcessInfo.processInfo.environment
        if let form = environment["TAMGA_LOG_FORMAT"], !["", "text", "json"].contains(form) {
            throw ValidationError("TAMGA_LOG_FORMAT is text or json, not “\(form)”.")
        }
        if let level = environment["TAMGA_LOG_LEVEL"], !level.isEmpty, MessageLevel(rawValue: level) == nil {
            let known = MessageLevel.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("TAMGA_LOG_LEVEL is one of \(known), not “\(level)”.")
        }
    }

    /// A message of one line or several, without the last end. Nothing in a line can act on the terminal or make another
    /// line; in JSON they are one message.
    func text(_ lines: [String], _ level: MessageLevel) -> String {
        guard isJSON else { return lines.map(ActiveText.shown).joined(separator: "\n") }
        let message = lines.joined(separator: "\n")
        let prefix = "tamga: "
        var writer = JSONWriter()
        writer.object {
            $0.member("time", "\(Timestamp.now)")
            $0.member("level", level.rawValue)
            $0.member("message", message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
