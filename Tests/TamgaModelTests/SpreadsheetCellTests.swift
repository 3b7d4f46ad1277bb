import TamgaModel
import Testing

/// No cell of a table is a formula, and none is another text than it was.
@Suite struct SpreadsheetCellTests {
    @Test(
        "What a spreadsheet would reckon with begins with an apostrophe, and comes back without it",
        arguments: [
            ("", ""), ("a", "a"), ("a=b", "a=b"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"),
            ("@sum(1)", "'@sum(1)"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\u{FF1D}1", "'\u{FF1D}1"),
            ("\u{FF20}x", "'\u{FF20}x"),
            ("'=1", "''=1"), ("''@", "'''@"), ("'a", "'a"), ("'", "'"), ("=\u{301}1", "'=\u{301}1"),
        ])
    func cells(_ text: String, _ cell: String) {
        #expect(SpreadsheetCell.escaped(text).unicodeScalars.elementsEqual(cell.unicodeScalars))
        #expect(SpreadsheetCell.unescaped(cell).unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test("An apostrophe that nobody has put there stays", arguments: ["'a", "'", "it's", "'quoted'"])
    func others(_ text: String) { #expect(SpreadsheetCell.unescaped(text) == text) }
}
