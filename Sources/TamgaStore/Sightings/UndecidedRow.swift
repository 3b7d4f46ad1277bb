import FoundationEssentials
import GRDB
import TamgaModel

/// A rule that could not be decided, as the column `undecided` of a run has it.
struct UndecidedRow: Codable {
    private let rule: String
    private let title: String
    private let records: Int
    private let source: String
    private let line: Int

    static func encoded(_ rules: [UndecidedRule]) throws -> String {
        let rows = rules.map { rule in
            UndecidedRow(
                rule: rule.id, title: rule.title, records: rule.records, source: rule.source, line: rule.line)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(rows), as: UTF8.self)
    }

    static func decoded(_ text: String) throws -> [UndecidedRule] {
        guard let rows = try? JSONDecoder().decode([UndecidedRow].self, from: Data(text.utf8)) else {
            throw DamagedValue("undecided rules are not a JSON array of them")
        }
        return try rows.map { row in
            UndecidedRule(
                id: row.rule, title: row.title, records: try Row.checked(row.records), source: row.source,
                line: row.line)
        }
    }
}
