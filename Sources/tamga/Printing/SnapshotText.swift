import TamgaMatch
import TamgaModel

/// What a snapshot holds, for people.
enum SnapshotText {
    static func lines(_ snapshot: SnapshotFile) -> [String] {
        let known = snapshot.knowledge
        var lines = [
            "\(snapshot.path): \(count(snapshot.byteCount, "byte")), made \(known.made) by tamga \(known.program)",
            "store revision \(known.revision): \(count(snapshot.table.observableCount, "observable")), "
                + "\(count(known.patterns.count, "pattern")), \(count(known.falsePositives.count, "false positive"))",
            known.hasRules
                ? "\(count(known.rules.count, "rule file")), \(known.unreadable.count) more not readable"
                : "no rules",
            known.community.map { "community \($0.path)" } ?? "no community file",
        ]
        if known.belowConfidence > 0 {
            lines.append("\(count(known.belowConfidence, "statement")) left out: too little confidence")
        }
        if let marking = snapshot.table.strictestMarking {
            lines.append("strictest marking \(marking.label): whoever has the file has what it marks")
        }
        return lines
    }

    /// How long it took to open a snapshot, and to hold all of it against its checksums.
    static func times(opened: Duration, checked: Duration) -> String {
        "opened in \(milliseconds(opened)) ms, every byte checked in \(milliseconds(checked)) ms"
    }

    private static func milliseconds(_ time: Duration) -> String {
        let tenths = Int((time / .milliseconds(1) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }
}
