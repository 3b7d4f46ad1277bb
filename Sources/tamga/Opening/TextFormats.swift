import TamgaFormats
import TamgaModel
import TamgaRules

/// Text formats as they are written, for the commands that say what they are.
enum TextFormats {
    /// A file of formats, or why it cannot be used.
    struct File {
        let path: String
        let formats: [TextFormat]
        /// What is wrong, with file and line.
        let error: String?
    }

    /// The files that a path means: itself, or all the `.yml` and `.yaml` files below it.
    static func files(_ paths: [String]) -> [File] {
        paths.flatMap { path in
            LogPaths.files(below: path)
                .filter { $0 == path || $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }
                .map(file)
        }
    }

    private static func file(_ path: String) -> File {
        do {
            let bytes = try WholeFile.read(path, limit: TextFormatReader.maximumSize)
            return File(path: path, formats: try TextFormatReader.read(bytes, source: path), error: nil)
        } catch {
            return File(path: path, formats: [], error: "\(error)")
        }
    }

    /// The formats that are built in, but for those whose names are taken.
    static func builtIn(besides formats: [TextFormat]) throws -> [TextFormat] {
        let known = Set(formats.map(\.name))
        return try EmbeddedFile.formats.flatMap { try TextFormatReader.read($0.bytes, source: $0.name) }
            .filter { !known.contains($0.name) }
    }

    /// The families that need no file.
    static let families: [(name: String, title: String)] = [
        ("json", "JSON: an object a line, an array, {\"Records\":[…]}, pretty-printed"),
        ("zeek", "Zeek's tab-separated logs under #fields, or with JSON"),
        ("w3c", "W3C extended logs under #Fields: IIS, Windows firewall, CloudFront"),
        ("csv", "separated values under a line of names"),
        ("journald", "journalctl -o export"),
        ("cef", "ArcSight common event format"),
        ("leef", "QRadar log event extended format"),
        ("auditd", "Linux audit"),
        ("keyvalue", "key=value pairs"),
        ("text", "lines of text, each tried by every text format"),
    ]
}
