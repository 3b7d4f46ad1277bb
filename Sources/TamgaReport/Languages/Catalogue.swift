/// The words of one language, read from a plain file: a line each, `key = text with {placeholders}`; lines that begin with
/// `#` are for translators. `{nbsp}` is a space at which no line breaks.
public struct Catalogue: Sendable {
    /// The language.
    public let language: Language
    package let texts: [String: String]
    /// Lines that are none of the above, by number.
    package let unread: [Int]

    /// The catalogue of a language.
    public static func of(_ language: Language) -> Catalogue {
        switch language {
        case .english: english
        case .russian: russian
        case .chinese: chinese
        case .uzbek: uzbek
        }
    }

    private static let english = Catalogue(.english, PackageResources.en_txt)
    private static let russian = Catalogue(.russian, PackageResources.ru_txt)
    private static let chinese = Catalogue(.chinese, PackageResources.zh_txt)
    private static let uzbek = Catalogue(.uzbek, PackageResources.uz_txt)

    /// Reads a catalogue; of a key that stands twice the first text holds, and the other line is unread.
    init(_ language: Language, _ bytes: [UInt8]) {
        self.language = language
        var texts: [String: String] = [:]
        var unread: [Int] = []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
            guard let sign = line.firstIndex(of: "=") else {
                unread.append(index + 1)
                continue
            }
            let key = line[..<sign].trimmed
            let text = line[line.index(after: sign)...].trimmed
            if key.isEmpty || text.isEmpty || texts[key] != nil {
                unread.append(index + 1)
                continue
            }
            texts[key] = Self.filled(text, ["nbsp": "\u{A0}"])
        }
        self.texts = texts
        self.unread = unread
    }

    /// A text; its key where the catalogue has none, which a test rules out.
    package func callAsFunction(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
        Self.filled(texts[phrase.rawValue] ?? phrase.rawValue, values)
    }

    /// A text that goes with a number, in the form that the number asks for; `{n}` is the number.
    package func callAsFunction(_ phrase: CountPhrase, _ number: Int) -> String {
        let key = "\(phrase.rawValue).\(language.plural(number).rawValue)"
        return Self.filled(texts[key] ?? key, ["n": self.number(number)])
    }

    /// How the language writes something.
    func form(_ form: WritingForm) -> String { texts[form.rawValue] ?? form.rawValue }

    /// A text with its placeholders replaced, in one pass: braces in what is put in stay as they are.
    static func filled(_ text: String, _ values: [String: String]) -> String {
        guard !values.isEmpty, text.contains("{") else { return text }
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            let name = String(rest[rest.index(after: open)..<close])
            filled += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}

extension Substring {
    /// Without white space at either end.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
