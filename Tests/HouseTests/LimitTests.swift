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
        /// The file under Tests/ without its ending, in backticks; a dash where there is none.
        let test: String

        var testDescription: String { "\(constant) of \(file)" }
    }

    static let rows: [Row] = (SourceTree.text("docs/limits.md") ?? "").split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard cells.count >= 8, cells[3].hasPrefix("`") else { return nil }
        let names = cells[3].split(separator: "`").filter { $0 != " " }
        guard names.count == 2 else { return nil }
        return Row(
            what: cells[1], figure: cells[2], file: "Sources/\(names[0])", constant: String(names[1]), test: cells[6])
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

    /// The constants of which the page says why nothing tries them.
    static let untested: [String] = (SourceTree.text("docs/limits.md") ?? "").split(separator: "\n").compactMap {
        $0.firstMatch(of: /^- `([A-Za-z]+)`/).map { String($0.output.1) }
    }

    @Test(
        "Each limit names the file that tries it at its figure and past it, or the page says why none does",
        arguments: rows)
    func isTried(_ row: Row) throws {
        guard row.test != "–" else {
            #expect(Self.untested.contains(row.constant), "the page does not say why nothing tries \(row.constant)")
            return
        }
        let path = "Tests/\(row.test.replacing("`", with: "")).swift"
        let text = try #require(SourceTree.text(path), "\(path) is not there")
        // The test, or the case of one, has the row's words as its name or at its name's beginning.
        let words = "\"" + row.what.replacing("`", with: "")
        let isNamed = text.ranges(of: words).contains { range in
            text[range.upperBound...].first.map { "\":,".contains($0) } ?? false
        }
        #expect(isNamed, "\(path) has no test or case with the name \(words)…\"")
    }

    @Test("What the page says to be untried is in the tables so")
    func untriedIsUntried() {
        let dashes = Self.rows.filter { $0.test == "–" }.map(\.constant)
        #expect(Set(dashes) == Set(Self.untested) && dashes.count == Self.untested.count)
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
