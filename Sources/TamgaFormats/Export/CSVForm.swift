import TamgaModel
public import TamgaRelease

/// A row a statement, with a header that `tamga import` knows: RFC 4180, lines end with a newline.
///
/// A cell that a spreadsheet would take for a formula begins with an apostrophe. Characters that would end a line are
/// spaces in names and labels; a value with one is passed over.
public struct CSVForm: ValueForm {
    /// A table.
    public init() {}

    /// The header.
    public mutating func begin() -> [UInt8] {
        ExportText.line("value,type,producer,confidence,marking,valid_from,valid_until,name,labels,id")
    }

    /// The value's rows.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        let text = value.observable.text
        guard value.observable.type != .pattern, ExportText.isPlain(text) else { return nil }
        return value.statements.flatMap { row($0, text) }
    }

    private func row(_ statement: ReleasedIndicator, _ text: String) -> [UInt8] {
        let cells = [
            text, statement.observable.type.label, statement.producer?.code ?? "",
            statement.confidence.map { "\($0)" } ?? "", statement.marking.label,
            statement.validity.from?.description ?? "", statement.validity.until?.description ?? "",
            ExportText.words(statement.name ?? ""),
            statement.labels.map { ExportText.words($0) }.filter { !$0.isEmpty }.joined(separator: ";"),
            statement.id,
        ]
        return ExportText.line(cells.map(Self.cell).joined(separator: ","))
    }

    private static func cell(_ text: String) -> String {
        let safe = SpreadsheetCell.escaped(text)
        guard safe.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == ";" || $0 == "'" }) else {
            return safe
        }
        return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
