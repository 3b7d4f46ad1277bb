import TamgaJSON
public import TamgaModel

/// Whose indicators are ever seen, and how fast: the usefulness table, in each form of a report.
public struct UsefulnessTable: Sendable {
    private let rows: [Usefulness]

    /// A table.
    public init(_ rows: [Usefulness]) { self.rows = rows }

    private static let headings = [
        "from", "shared", "seen", "share", "median", "90 %", "median since valid", "looking back", "disputes",
        "seen by",
    ]

    /// Aligned columns; times as the largest whole unit.
    public func text() -> String {
        let lines = [Self.headings] + rows.map(Self.cells)
        let widths = Self.headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            var text = ""
            for (column, cell) in line.enumerated() {
                text += cell
                if column < line.count - 1 { text += String(repeating: " ", count: widths[column] - cell.count + 2) }
            }
            return text + "\n"
        }.joined() + Self.note + "\n"
    }

    /// A table of Markdown.
    public func markdown() -> String {
        let rule = "|" + String(repeating: " --- |", count: Self.headings.count)
        let lines = rows.map { "| " + Self.cells($0).joined(separator: " | ") + " |" }
        return (["| " + Self.headings.joined(separator: " | ") + " |", rule] + lines).joined(separator: "\n")
            + "\n\n" + Self.note + "\n"
    }

    /// A row a producer; times in seconds.
    public func csv() -> String {
        var text =
            "producer,shared,sighted,share,median_since_known,p90_since_known,median_since_valid,p90_since_valid,"
            + "looking_back,disputes,observers\n"
        for row in rows {
            let cells = [
                row.producer?.code ?? "", "\(row.shared)", "\(row.sighted)", Self.tenths(row.share),
                Self.seconds(50, row.sinceKnown), Self.seconds(90, row.sinceKnown), Self.seconds(50, row.sinceValid),
                Self.seconds(90, row.sinceValid), "\(row.lookingBack)", "\(row.disputes)",
                row.observers.map(\.code).joined(separator: " "),
            ]
            text += cells.joined(separator: ",") + "\n"
        }
        return text
    }

    /// `{"usefulness": […]}`; times in seconds, `null` where nothing was seen.
    public func json() -> [UInt8] {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.array("usefulness") { writer in
                for row in rows {
                    writer.object {
                        if let code = row.producer?.code { $0.member("producer", code) } else { $0.null("producer") }
                        $0.member("shared", row.shared)
                        $0.member("sighted", row.sighted)
                        $0.member("share", row.share)
                        for (name, percent, times) in [
                            ("median_since_known", 50, row.sinceKnown), ("p90_since_known", 90, row.sinceKnown),
                            ("median_since_valid", 50, row.sinceValid), ("p90_since_valid", 90, row.sinceValid),
                        ] {
                            if let time = Usefulness.percentile(percent, of: times) {
                                $0.member(name, time)
                            } else {
                                $0.null(name)
                            }
                        }
                        $0.member("looking_back", row.lookingBack)
                        $0.member("disputes", row.disputes)
                        $0.member("observers", row.observers.map(\.code))
                    }
                }
            }
        }
        writer.newline()
        return writer.bytes
    }

    private static let note =
        "Values count once for each producer. Times run from when a value was known here to its first sighting after that; "
        + "looking back are those that were in older logs."

    private static func cells(_ row: Usefulness) -> [String] {
        [
            row.producer?.code ?? "--", "\(row.shared)", "\(row.sighted)", tenths(row.share) + " %",
            span(50, row.sinceKnown), span(90, row.sinceKnown), span(50, row.sinceValid), "\(row.lookingBack)",
            "\(row.disputes)", row.observers.isEmpty ? "-" : row.observers.map(\.code).joined(separator: " "),
        ]
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func seconds(_ percent: Int, _ times: [Double]) -> String {
        Usefulness.percentile(percent, of: times).map { "\(Int($0.rounded()))" } ?? ""
    }

    private static func span(_ percent: Int, _ times: [Double]) -> String {
        guard let time = Usefulness.percentile(percent, of: times) else { return "-" }
        let seconds = Int(time)
        for (unit, size) in [("d", 86_400), ("h", 3_600), ("m", 60)] where seconds >= 2 * size {
            return "\(seconds / size) \(unit)"
        }
        return "\(seconds) s"
    }
}
