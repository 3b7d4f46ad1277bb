import Foundation
import TamgaTestSupport

/// What the `.assert` files of logs-crowdsec-tests say about the lines of their logs.
struct CrowdsecAsserts {
    /// One event: a line that a parser of a stage was given, and what is claimed of it.
    struct Event {
        /// `Parsed`, `Meta`, `Enriched` and the like, then the key: what its value is.
        var claims: [String: String] = [:]
        /// The line, where it is found.
        var line: String?
    }

    var folder: String
    var kind: String
    var events: [Event] = []

    /// All folders that have a log and an assert file with claims.
    static func all() -> [CrowdsecAsserts] {
        let root = SharedData.path("logs-crowdsec-tests/.tests")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.sorted().compactMap { read(root.appending(path: $0)) }
    }

    private static func read(_ folder: URL) -> CrowdsecAsserts? {
        guard let asserts = try? String(contentsOf: folder.appending(path: "parser.assert"), encoding: .utf8),
            let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path),
            let log = files.first(where: { $0.hasSuffix(".log") }),
            let bytes = try? Data(contentsOf: folder.appending(path: log))
        else { return nil }
        let config = (try? String(contentsOf: folder.appending(path: "config.yaml"), encoding: .utf8)) ?? ""
        let kind =
            config.split(separator: "\n").first { $0.hasPrefix("log_type:") }
            .map { $0.dropFirst(9).split(separator: " ").joined() } ?? ""
        var found = CrowdsecAsserts(folder: folder.lastPathComponent, kind: kind)
        let lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        var events: [String: Event] = [:]
        var order: [String] = []
        for text in asserts.split(separator: "\n") {
            guard let (event, name, value) = claim(text) else { continue }
            if events[event] == nil { order.append(event) }
            events[event, default: Event()].claims[name] = value
        }
        var used: [String: Set<Int>] = [:]
        for key in order {
            guard var event = events[key] else { continue }
            let parser = String(key.prefix { $0 != "#" })
            if let at = place(event, lines, used[parser, default: []]) {
                used[parser, default: []].insert(at)
                event.line = lines[at]
            }
            found.events.append(event)
        }
        return found.events.isEmpty ? nil : found
    }

    /// `results["s00-raw"]["x/y"][0].Evt.Parsed["pid"] == "1"` as an event's name, `Parsed.pid` and `1`.
    private static func claim(_ text: Substring) -> (event: String, name: String, value: String)? {
        guard text.hasPrefix("results["), let equals = text.range(of: "] == \""), text.hasSuffix("\"") else {
            return nil
        }
        let left = text[..<equals.lowerBound]
        guard let evt = left.range(of: ".Evt.") else { return nil }
        let parts = left[..<evt.lowerBound].split(separator: "\"")
        guard parts.count > 3, let number = left[..<evt.lowerBound].split(separator: "[").last else { return nil }
        let path = left[evt.upperBound...].split(separator: "[\"", maxSplits: 1)
        guard path.count == 2 else { return nil }
        let key = path[1].replacing("\"", with: "")
        return (
            "\(parts[1])/\(parts[3])#\(number.dropLast())", "\(path[0]).\(key)",
            unquoted(text[equals.upperBound...].dropLast())
        )
    }

    private static func unquoted(_ text: Substring) -> String {
        var value = ""
        var rest = text
        while let letter = rest.popFirst() {
            guard letter == "\\", let next = rest.popFirst() else {
                value.append(letter)
                continue
            }
            switch next {
            case "n": value.append("\n")
            case "t": value.append("\t")
            case "r": value.append("\r")
            default: value.append(next)
            }
        }
        return value
    }

    /// The first line that is not used yet and holds the event's message and its time.
    private static func place(_ event: Event, _ lines: [String], _ used: Set<Int>) -> Int? {
        let message = event.claims["Parsed.message"]
        let time = event.claims["Parsed.timestamp"] ?? event.claims["Parsed.timestamp8601"]
        guard message != nil || lines.count == 1 else { return nil }
        func fits(_ index: Int, _ needsTime: Bool) -> Bool {
            let line = words(lines[index])
            return !used.contains(index) && (message.map { line.contains(words($0)) } ?? true)
                && (!needsTime || (time.map { line.contains(words($0)) } ?? true))
        }
        return lines.indices.first { fits($0, true) } ?? lines.indices.first { fits($0, false) }
    }

    private static func words(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\t" || $0 == "\r" }.joined(separator: " ")
    }
}
