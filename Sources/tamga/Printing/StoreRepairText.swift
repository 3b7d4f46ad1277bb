import TamgaStore

/// What a repair kept, in words.
enum StoreRepairText {
    static func lines(_ repair: StoreRepair, store: String, damaged: String) -> [String] {
        var rows = [["table", "kept", "lost", "left out", "unreadable places"]]
        for table in repair.tables where table.kept > 0 || !table.isWhole {
            rows.append([
                table.name, "\(table.kept)", table.lost.map { "\($0)" } ?? "unknown", "\(table.leftOut)",
                "\(table.gaps)",
            ])
        }
        var lines = PlainTable.text(rows).split(separator: "\n").map(String.init)
        if repair.isWhole {
            lines.append("\(store): every row that the damaged file had is in it")
        } else {
            lines.append("\(store): rows were lost; import again what came since the last backup")
        }
        if repair.breaksReleaseLog {
            lines.append(
                "the log of releases is no longer whole: “tamga release log --verify” says where; keep the damaged file"
            )
        }
        lines.append("the damaged store is \(damaged)")
        return lines
    }
}
