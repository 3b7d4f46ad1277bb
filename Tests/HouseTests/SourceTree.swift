import Foundation
import Testing

/// The repository's own files, as text.
enum SourceTree {
    /// A Swift file under Sources/.
    struct File: Sendable, CustomTestStringConvertible {
        /// Its path from the repository's root, such as `Sources/TamgaModel/Hit.swift`.
        let path: String
        let lines: [String]

        /// The folder below Sources/ that it lies in: a module.
        var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

        /// Its lines without comments, with their numbers. A `//` in a string ends the line early, which is harmless
        /// here.
        var code: [(number: Int, text: Substring)] {
            lines.enumerated().compactMap { index, line in
                let text = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line[...]
                return text.allSatisfy(\.isWhitespace) ? nil : (index + 1, text)
            }
        }

        /// How often a word stands in the code.
        func count(of word: String) -> Int {
            code.reduce(0) { count, line in
                count + line.text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.count { $0 == word }
            }
        }

        var testDescription: String { path }
    }

    /// The repository's root.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file under Sources/, in path order.
    static let files: [File] = {
        let folder = root.appending(path: "Sources")
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        var files: [File] = []
        for case let url as URL in walk where url.pathExtension == "swift" {
            guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            files.append(File(path: String(url.path.dropFirst(root.path.count + 1)), lines: lines))
        }
        return files.sorted { $0.path < $1.path }
    }()

    /// A file at the root, such as `Package.swift`; `nil` where there is none.
    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
