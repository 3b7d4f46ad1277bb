import Foundation

/// The code that makes pages, as text.
enum PageSources {
    /// All of it but the catalogues.
    static func text() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var text = ""
        for name in ["TamgaReport/Page", "TamgaExchange/Dashboard"] {
            let folder = root.appending(path: "Sources/\(name)")
            guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
                continue
            }
            for case let file as URL in walk where file.pathExtension == "swift" {
                text += try String(contentsOf: file, encoding: .utf8)
            }
        }
        return text
    }
}
