import TamgaFormats
import TamgaModel
import Testing

/// Small rules for the tests of the reader.
enum SigmaFixture {
    static let placeholders = ["admins": ["root", "adm_*"], "nets": ["192.0.2.0/24", "2001:db8::/32"], "none": []]

    /// Reads YAML as it stands.
    static func read(_ yaml: String, limits: SigmaLimits = SigmaLimits()) -> SigmaFile {
        SigmaReader(placeholders: placeholders, limits: limits).read(Array(yaml.utf8), source: "r.yml")
    }

    /// A rule around a detection, which begins in line 4.
    static func rule(_ detection: String) -> String {
        let lines = detection.split(separator: "\n", omittingEmptySubsequences: false)
        return "title: T\nlogsource: {product: windows}\ndetection:\n" + lines.map { "  \($0)\n" }.joined()
    }

    /// Reads a detection; the rule must be read.
    static func detection(_ detection: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> SigmaRule {
        let file = read(rule(detection))
        return try #require(file.rules.first, "\(file.problems)", sourceLocation: sourceLocation)
    }

    /// Reads one item as the only one of a search.
    static func item(_ item: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> SigmaExpression {
        try bare(detection("s:\n  \(item)\ncondition: s", sourceLocation: sourceLocation).condition)
    }

    /// An expression without the searches' names.
    static func bare(_ expression: SigmaExpression) -> SigmaExpression {
        switch expression {
        case .search(_, let inner): bare(inner)
        case .not(let inner): .not(bare(inner))
        case .all(let parts): .all(parts.map(bare))
        case .any(let parts): .any(parts.map(bare))
        case .test: expression
        }
    }

    /// An expression in one line: predicates as the matcher sees them, not as they are written.
    static func line(_ expression: SigmaExpression) -> String {
        switch expression {
        case .search(_, let inner): line(inner)
        case .not(let inner): "not " + line(inner)
        case .all(let parts): "(" + parts.map(line).joined(separator: " & ") + ")"
        case .any(let parts): "(" + parts.map(line).joined(separator: " | ") + ")"
        case .test(let test): (test.field.map { $0 + " " } ?? "") + text(test.predicate)
        }
    }

    static func text(_ predicate: SigmaPredicate) -> String {
        switch predicate {
        case .string(let string): (string.isCased ? "cased " : "") + "‘" + text(string) + "’"
        case .number(let number, let text): "\(number) as \(text)"
        case .bool(let bool): "\(bool)"
        case .null: "null"
        case .exists(let bool): "exists \(bool)"
        case .regex(let regex):
            "/\(regex.pattern)/" + (regex.isCaseless ? "i" : "") + (regex.isMultiline ? "m" : "")
                + (regex.dotIsAll ? "s" : "")
        case .cidr(let network): "in \(network.type) \(network.text)"
        case .compare(let comparison, let number): "\(comparison.rawValue) \(number)"
        case .field(let name, let comparison, let isCased): "\(isCased ? "cased " : "")\(comparison.rawValue) \(name)"
        case .datePart(let part, let comparison, let number): "\(part.rawValue) \(comparison.rawValue) \(number)"
        }
    }

    /// A string's parts; bytes that are no printable ASCII in hexadecimal, literal wildcards in angle brackets.
    static func text(_ string: SigmaString) -> String {
        string.parts.map { part in
            switch part {
            case .anyRun: "*"
            case .anyOne: "?"
            case .text(let bytes):
                if let text = String(validating: bytes, as: UTF8.self), bytes.allSatisfy({ $0 >= 0x20 }) {
                    text.map { $0 == "*" || $0 == "?" ? "<\($0)>" : String($0) }.joined()
                } else {
                    bytes.map { "\($0 < 16 ? "0" : "")" + String($0, radix: 16) }.joined(separator: " ")
                }
            }
        }.joined()
    }
}

extension SigmaFile {
    /// True where a document was refused.
    var hasErrors: Bool { problems.contains { $0.severity == .error } }
}
