import Foundation
import PCRE2
import TamgaTestSupport

/// Reads patterns and subjects out of public collections, as far as a test needs.
enum CorpusReader {
    struct Expression: Hashable {
        var text: String
        var isCaseless = false
    }

    /// The text of a file, whatever its bytes.
    static func text(_ file: URL) -> String {
        (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The cases of rust-lang/regex: TOML tables with `regex` (a string or a list of them) and `haystack`.
    static func rustCases() -> [(patterns: [Expression], haystack: [UInt8])] {
        var cases: [(patterns: [Expression], haystack: [UInt8])] = []
        for file in SharedData.files(under: "regex-rust/testdata", suffixes: [".toml"]) {
            for table in ("\n" + text(file)).components(separatedBy: "\n[[test]]\n").dropFirst() {
                var patterns: [Expression] = []
                var haystack: [UInt8] = []
                var rest = Substring("\n" + table)
                while let at = rest.range(of: "\n")?.upperBound {
                    rest = rest[at...]
                    if rest.hasPrefix("regex = ") {
                        rest = rest.dropFirst(8)
                        patterns = tomlStrings(&rest).map { Expression(text: $0) }
                    } else if rest.hasPrefix("haystack = ") {
                        rest = rest.dropFirst(11)
                        haystack = Array((tomlStrings(&rest).first ?? "").utf8)
                    }
                }
                if table.contains("\nunescape = true") { haystack = unescaped(haystack) }
                let isCaseless = table.contains("\ncase-insensitive = true")
                cases.append((patterns.map { Expression(text: $0.text, isCaseless: isCaseless) }, haystack))
            }
        }
        return cases
    }

    /// A TOML string of any of the four kinds, or a list of them; what stands behind is left.
    private static func tomlStrings(_ rest: inout Substring) -> [String] {
        if rest.hasPrefix("[") {
            var strings: [String] = []
            rest = rest.dropFirst()
            while let next = rest.first, next != "]" {
                if next == "'" || next == "\"" { strings += tomlStrings(&rest) } else { rest = rest.dropFirst() }
            }
            return strings
        }
        guard let quote = ["'''", "\"\"\"", "'", "\""].first(where: rest.hasPrefix) else { return [] }
        rest = rest.dropFirst(quote.count)
        if quote.count == 3, rest.first == "\n" { rest = rest.dropFirst() }
        let hasEscapes = quote.hasPrefix("\"")
        var result = ""
        while !rest.isEmpty, !rest.hasPrefix(quote) {
            guard hasEscapes, rest.first == "\\" else {
                result.unicodeScalars.append(rest.unicodeScalars.removeFirst())
                continue
            }
            rest = rest.dropFirst()
            let letter = rest.removeFirst()
            switch letter {
            case "n": result += "\n"
            case "r": result += "\r"
            case "t": result += "\t"
            case "b": result += "\u{8}"
            case "f": result += "\u{C}"
            case "u", "U":
                let digits = rest.prefix(letter == "u" ? 4 : 8)
                rest = rest.dropFirst(digits.count)
                if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) {
                    result.unicodeScalars.append(scalar)
                }
            default: result.append(letter)
            }
        }
        rest = rest.dropFirst(quote.count)
        return [result]
    }

    /// `\xHH`, `\n`, `\r`, `\t`, `\\` of a haystack as bytes.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch letter {
            case UInt8(ascii: "x"):
                result.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            default: result.append(letter)
            }
        }
        return result
    }

    /// The expressions of ua-parser/uap-core, and its user agents.
    static func userAgents() -> (patterns: [Expression], agents: [[UInt8]]) {
        var patterns: [Expression] = []
        for line in text(SharedData.path("regex-uap/regexes.yaml")).split(separator: "\n") {
            let line = line.drop { $0 == " " || $0 == "-" }
            if line.hasPrefix("regex: ") { patterns.append(Expression(text: yamlScalar(line.dropFirst(7)))) }
            if line.hasPrefix("regex_flag: 'i'"), !patterns.isEmpty { patterns[patterns.count - 1].isCaseless = true }
        }
        var agents: [[UInt8]] = []
        for file in SharedData.files(under: "regex-uap/tests", suffixes: [".yaml"]) {
            for line in text(file).split(separator: "\n") {
                let line = line.drop { $0 == " " || $0 == "-" }
                guard line.hasPrefix("user_agent_string: ") else { continue }
                agents.append(Array(yamlScalar(line.dropFirst(19)).utf8))
            }
        }
        return (patterns, agents)
    }

    /// A scalar that stands on one line: quoted one way or the other, or plain; a comment behind it is left away.
    static func yamlScalar(_ value: Substring) -> String {
        let value = value.drop { $0 == " " }
        guard let quote = value.first, quote == "'" || quote == "\"" else {
            let plain = value.range(of: " #").map { value[..<$0.lowerBound] } ?? value
            return String(plain.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
        }
        var rest = value.dropFirst()
        var result = ""
        while let next = rest.popFirst() {
            if next == quote {
                guard quote == "'", rest.first == "'" else { break }
                rest = rest.dropFirst()
                result.append("'")
            } else if next == "\\", quote == "\"", let letter = rest.popFirst() {
                result += letter == "n" ? "\n" : letter == "t" ? "\t" : String(letter)
            } else {
                result.append(next)
            }
        }
        return result
    }

    /// The grok patterns of a dialect (`legacy`, `ecs-v1`) by name, with every `%{NAME}` in them replaced.
    static func grok(_ dialect: String) -> [(name: String, text: String)] {
        var raw: [String: String] = [:]
        for file in SharedData.files(under: "regex-grok/patterns/\(dialect)") {
            for line in text(file).split(separator: "\n") where !line.hasPrefix("#") {
                let parts = line.split(separator: " ", maxSplits: 1)
                if parts.count == 2 { raw[String(parts[0])] = String(parts[1]) }
            }
        }
        func expanded(_ text: String, depth: Int) -> String? {
            guard depth < 20, text.utf8.count < 60_000 else { return nil }
            var result = ""
            var rest = text[...]
            while let open = rest.range(of: "%{"), let close = rest[open.upperBound...].firstIndex(of: "}") {
                let name = rest[open.upperBound..<close].prefix { $0 != ":" }
                guard let inner = raw[String(name)].flatMap({ expanded($0, depth: depth + 1) }) else { return nil }
                result += rest[..<open.lowerBound] + "(?:" + inner + ")"
                rest = rest[rest.index(after: close)...]
            }
            return result + rest
        }
        return raw.keys.sorted().compactMap { name in expanded(raw[name]!, depth: 0).map { (name, $0) } }
    }

    /// The values of `field|re…:` in Sigma rules, one on the line or a list below it.
    static func sigmaExpressions() -> [Expression] {
        var found: [Expression] = []
        for folder in ["rules-sigma-subset", "rules-mdecrevoisier-sigma"] {
            for file in SharedData.files(under: folder, suffixes: [".yml"]) {
                var list: (indent: Int, isCaseless: Bool)?
                for line in text(file).split(separator: "\n") {
                    let indent = line.prefix { $0 == " " }.count
                    let body = line.drop { $0 == " " }
                    if let open = list, indent > open.indent, body.hasPrefix("- ") {
                        found.append(Expression(text: yamlScalar(body.dropFirst(2)), isCaseless: open.isCaseless))
                        continue
                    }
                    list = nil
                    guard let key = line.range(of: "|re"), let colon = line[key.upperBound...].firstIndex(of: ":"),
                        !line[..<key.lowerBound].contains(":")
                    else { continue }
                    let modifiers = line[key.upperBound..<colon]
                    guard modifiers.isEmpty || modifiers.hasPrefix("|") else { continue }
                    let isCaseless = modifiers.contains("|i")
                    let value = line[line.index(after: colon)...]
                    if value.allSatisfy({ $0 == " " || $0 == "\r" }) {
                        list = (indent, isCaseless)
                    } else {
                        found.append(Expression(text: yamlScalar(value), isCaseless: isCaseless))
                    }
                }
            }
        }
        return found
    }
}
