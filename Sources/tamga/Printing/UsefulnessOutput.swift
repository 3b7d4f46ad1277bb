import ArgumentParser
import TamgaReport

/// Prints the usefulness table in one of the forms of a summary.
enum UsefulnessOutput {
    static func write(_ table: UsefulnessTable, as format: SummaryFormat) throws {
        switch format {
        case .text: try Output("-").write(table.text())
        case .json: try Output("-").write(String(decoding: table.json(), as: UTF8.self))
        case .csv: try Output("-").write(table.csv())
        case .markdown: try Output("-").write(table.markdown())
        case .html: throw ValidationError("--usefulness has no HTML form; take text, json, csv or markdown.")
        }
    }
}
