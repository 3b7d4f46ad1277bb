import Foundation
import TamgaLogs
import TamgaModel
import Yams

/// The text formats of `rules/formats`, read without the product's own reader.
enum BuiltInFormats {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "rules/formats")

    /// Every format, in the order of the files' names and in the order of the files.
    static let all: [TextFormat] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".yml") }.sorted().flatMap { name in
            do {
                let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                return try compose(text).map { try format($0, file: "rules/formats/\(name)") }
            } catch {
                fatalError("\(name): \(error)")
            }
        }
    }()

    static let set = LogFormatSet(all)

    private static func compose(_ text: String) throws -> [Node] {
        var nodes: [Node] = []
        for node in try compose_all(yaml: text) { nodes.append(node) }
        return nodes
    }

    private static func format(_ node: Node, file: String) throws -> TextFormat {
        let patterns = node["patterns"]?.array().compactMap(\.string) ?? node["pattern"]?.string.map { [$0] } ?? []
        var format = TextFormat(
            name: node["name"]?.string ?? "", title: node["title"]?.string ?? "", patterns: patterns,
            place: SigmaPlace(source: file, line: node.mark?.line ?? 1))
        format.within = node["within"]?.string
        format.program = node["program"]?.string
        format.constants = texts(node["constants"])
        format.timeGroup = node["time"]?["group"]?.string
        format.timeForm = node["time"]?["form"]?.string
        format.examples = (node["examples"]?.array() ?? []).map { example in
            TextFormat.Example(
                record: example["line"]?.string ?? "", fields: texts(example["fields"]), line: example.mark?.line ?? 0)
        }
        return format
    }

    private static func texts(_ node: Node?) -> [String: String] {
        var texts: [String: String] = [:]
        for (key, value) in node?.mapping ?? [:] {
            if let key = key.string, let value = value.string { texts[key] = value }
        }
        return texts
    }
}
