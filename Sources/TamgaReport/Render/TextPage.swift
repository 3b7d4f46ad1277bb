/// Lines with headings.
struct TextPage {
    private let style: TextStyle
    private let width: Int
    private(set) var text = ""

    /// - Parameter width: where lines of words are broken.
    init(style: TextStyle, width: Int = .max) {
        self.style = style
        self.width = width
    }

    mutating func heading(_ words: String) { text += dressed(words, "1") + "\n" }

    mutating func section(_ words: String) {
        blank()
        heading(words)
    }

    /// A line of words; what does not fit goes on below, indented once more.
    mutating func line(_ words: String) {
        guard width < .max, DisplayText.width(words) + 2 > width else {
            text += "  " + words + "\n"
            return
        }
        let indent = "  " + words.prefix { $0 == " " }
        let pieces = words.split(separator: " ").map(String.init)
        let lines = Self.wrapped(pieces, width: max(width - indent.count - 2, 20))
        for (index, line) in lines.enumerated() { text += indent + (index > 0 ? "  " : "") + line + "\n" }
    }

    mutating func blank() { text += "\n" }

    /// Lines that bring their own indent; the first is a table's head.
    mutating func lines(_ lines: [String], isHeaded: Bool) {
        for (index, line) in lines.enumerated() {
            text += (isHeaded && index == 0 ? dressed(line, "4") : faintZeroes(line)) + "\n"
        }
    }

    /// Pieces in as few lines as the width asks for, a space between two; none is broken.
    static func wrapped(_ pieces: [String], width: Int) -> [String] {
        var lines: [String] = []
        for piece in pieces {
            if let last = lines.last, DisplayText.width(last) + 1 + DisplayText.width(piece) <= width {
                lines[lines.count - 1] = last + " " + piece
            } else {
                lines.append(piece)
            }
        }
        return lines
    }

    private func dressed(_ words: String, _ code: String) -> String {
        style == .ansi ? "\u{1B}[\(code)m\(words)\u{1B}[0m" : words
    }

    private func faintZeroes(_ line: String) -> String {
        guard style == .ansi, line.contains(" ·") else { return line }
        var dressed = ""
        for character in line { dressed += character == "·" ? "\u{1B}[2m·\u{1B}[0m" : String(character) }
        return dressed
    }
}
