import Foundation
import Testing

/// docs/limits.md says what the source says.
@Suite struct LimitTests {
    /// A row of a table.
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let figure: String
        let file: String
        let constant: String

        var testDescription: String { "\(constant) of \(file)" }
    }

    static let rows: [Row] = (SourceTree.text("docs/limits.md") ?? "").split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard cells.count >= 6, cells[3].hasPrefix("`") else { return nil }
        let names = cells[3].split(separator: "`").filter { $0 != " " }
        guard names.count == 2 else { return nil }
        return Row(what: cells[1], figure: cells[2], file: "Sources/\(names[0])", constant: String(names[1]))
    }

    @Test("The tables are found")
    func tablesAreFound() { #expect(Self.rows.count > 70, "\(Self.rows.count) rows") }

    @Test("Each limit that is documented is the one in the source", arguments: rows)
    func figureIsTrue(_ row: Row) throws {
        let file = try #require(SourceTree.files.first { $0.path == row.file }, "\(row.file) is not there")
        let found = file.lines.compactMap { Self.value(of: row.constant, in: $0) }
        let wanted = try #require(Self.number(row.figure), "“\(row.figure)” is no figure")
        #expect(found.contains(wanted), "\(row.what): \(row.figure) is documented, \(row.constant) is \(found)")
    }

    @Test("Each limit that other modules can see is documented")
    func allAreDocumented() throws {
        let known = Set(Self.rows.map { "\($0.file) \($0.constant)" })
        // What bounds an analysis or a text for people, and nothing that comes from outside.
        let inner: Set = [
            "mostClauses", "mostLiterals", "longestLiteral", "mostWindows", "mostPlaces", "longestHead", "mostRecords",
            "deepestCondition", "longestOrder", "maximumObjects",
        ]
        for file in SourceTree.files {
            for line in file.lines where line.contains("public static let ") {
                guard let name = line.firstMatch(of: /let ((?:maximum|most|longest|deepest)[A-Za-z]+)/)?.output.1,
                    !inner.contains(String(name))
                else { continue }
                #expect(known.contains("\(file.path) \(name)"), "docs/limits.md does not have \(name) of \(file.path)")
            }
        }
    }

    /// The number that a line gives to a name: as a constant, a default, or an option's size.
    private static func value(of name: String, in line: String) -> Int? {
        guard let range = line.firstRange(of: name) else { return nil }
        let before = line[..<range.lowerBound].last
        guard before == " " || before == "(" else { return nil }
        let rest = line[range.upperBound...]
        if let size = rest.firstMatch(of: /^ = ByteSize\(argument: "([^"]+)"\)/) {
            return number(String(size.output.1))
        }
        guard let match = rest.firstMatch(of: /^(?:: [A-Za-z0-9]+)? = ([0-9_]+(?: (?:<<|\*) [0-9_]+)*)/) else {
            return nil
        }
        let words = match.output.1.split(separator: " ")
        guard var value = Int(words[0].replacing("_", with: "")) else { return nil }
        for index in stride(from: 1, to: words.count, by: 2) {
            guard let next = Int(words[index + 1].replacing("_", with: "")) else { return nil }
            value = words[index] == "<<" ? value << next : value * next
        }
        return value
    }

    /// `4 MiB`, `256M`, `10000`.
    private static func number(_ figure: String) -> Int? {
        guard let match = figure.firstMatch(of: /^([0-9]+)(?: ?([KM])(?:iB)?)?$/), let value = Int(match.output.1)
        else {
            return nil
        }
        return match.output.2.map { $0 == "K" ? value << 10 : value << 20 } ?? value
    }
}
