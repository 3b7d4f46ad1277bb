import Foundation
import Testing

/// The repository's own files, as text.
enum SourceTree {
    /// A Swift file under Sources/.
    struct File: Sendable, CustomTestStringConvertible {
        /// Its path from the repository's root, such as `Sources/TamgaModel/Hit.swift`.
        let path: String
        let lines: [String]
        /// Its lines without comments, with their numbers. A `//` in a string ends the line early, which is harmless
        /// here.
        let code: [(number: Int, text: Substring)]
        /// How often each word stands in the code.
        private let words: [Substring: Int]

        init(path: String, lines: [String]) {
            self.path = path
            self.lines = lines
            code = lines.enumerated().compactMap { index, line in
                let bytes = line.utf8
                let slash = UInt8(ascii: "/")
                let comment = zip(bytes.indices, bytes.indices.dropFirst()).first {
                    bytes[$0] == slash && bytes[$1] == slash
                }
                let text = line[..<(comment?.0 ?? line.endIndex)]
                return text.allSatisfy(\.isWhitespace) ? nil : (index + 1, text)
            }
            let pieces = code.lazy.flatMap { line in
                line.text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            }
            words = pieces.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }

        /// The folder below Sources/ that it lies in: a module.
        var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

        /// How often a word stands in the code.
        func count(of word: String) -> Int { words[word[...], default: 0] }

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

extension StringProtocol {
    /// Whether a word stands in it: told from bytes, as every line of the sources is asked.
    func holds(_ word: String) -> Bool {
        let (bytes, sought) = (Array(utf8), Array(word.utf8))
        return bytes.indices.contains { bytes[$0] == sought.first && bytes[$0...].starts(with: sought) }
    }
}
