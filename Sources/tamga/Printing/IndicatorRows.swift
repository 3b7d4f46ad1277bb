import TamgaModel
import TamgaStore

/// Prints statements for people.
enum IndicatorRows {
    /// One line a statement, and a word where there are more than the limit.
    static func print(_ store: Store, _ query: IndicatorQuery, _ quality: Quality) throws {
        let found: [StoredIndicator]
        var admitted: Int?
        if quality.minimum != nil {
            let all = try store.indicators(matching: query) { quality.admits(quality.assess($0)) }
            (found, admitted) = (all.page, all.count)
        } else {
            found = try store.indicators(matching: query)
        }
        let isJudged = quality.rules != nil || quality.assumed != nil
        var rows = [
            ["kind", "value", "from", "confidence"] + (isJudged ? ["now", "because"] : [])
                + ["marking", "valid", "state", "name", "source"]
        ]
        for row in found {
            let assessment = quality.assess(row)
            rows.append(
                [
                    row.observable.type.label, row.observable.text, row.producer?.code ?? "--",
                    row.confidence.map(String.init) ?? "-",
                ] + (isJudged ? [AssessmentText.now(assessment), AssessmentText.reason(assessment, quality)] : [])
                    + [
                        row.marking?.label ?? "-", window(row.validity), "\(row.state)",
                        row.name.map { String($0.prefix(40)) } ?? "-", row.source,
                    ])
        }
        try Output("-").write(PlainTable.text(rows))
        if found.count == query.limit {
            let count = try admitted ?? store.indicatorCount(matching: query)
            if count > found.count + query.offset {
                StandardError.line("\(found.count) of \(count); --limit and --offset show the others")
            }
        }
    }

    /// Everything about one indicator.
    static func print(_ detail: IndicatorDetail, _ quality: Quality) throws {
        var text = ""
        for row in detail.statements {
            text += "\(row.observable.type.label)  \(row.observable.text)\n"
            let assessment = quality.assess(row)
            let isJudged = assessment.now != nil && (quality.rules != nil || quality.assumed != nil)
            let lines: [(String, String?)] = [
                ("id", row.indicatorID), ("shared by", row.producer?.code ?? "unattributed"), ("source", row.source),
                ("state", row.withdrawn.map { "\(row.state) \($0)" } ?? "\(row.state)"), ("name", row.name),
                ("confidence", row.confidence.map(String.init)),
                (
                    "now",
                    isJudged
                        ? "\(AssessmentText.now(assessment)) (\(AssessmentText.reason(assessment, quality)))" : nil
                ), ("marking", row.marking?.label),
                ("valid", window(row.validity)),
                ("labels", row.labels.isEmpty ? nil : row.labels.joined(separator: ", ")),
                ("kill chain", row.killChainPhases.isEmpty ? nil : row.killChainPhases.joined(separator: ", ")),
                ("revision", String(row.revision)),
            ]
            for (label, value) in lines {
                guard let value else { continue }
                let padding = String(repeating: " ", count: max(1, 12 - label.count))
                text += "    \(label)\(padding)\(ActiveText.shown(value))\n"
            }
        }
        for object in detail.objects {
            text += "\n\(object.id)\(object.isCurrent ? "" : " (older version)"), as it came by \(object.source):\n"
            text += visibleLines(String(decoding: object.original, as: UTF8.self)) + "\n"
        }
        try Output("-").write(text)
    }

    private static func visibleLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { ActiveText.shown(String($0)) }.joined(
            separator: "\n")
    }

    private static func window(_ validity: Validity) -> String {
        switch (validity.from, validity.until) {
        case (nil, nil): "-"
        case (let from?, nil): "from \(from.date)"
        case (nil, let until?): "until \(until.date)"
        case (let from?, let until?): "\(from.date) to \(until.date)"
        }
    }
}
