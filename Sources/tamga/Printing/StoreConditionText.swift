import TamgaJSON
import TamgaModel
import TamgaStore

/// What a check of the store found, in words and as JSON.
enum StoreConditionText {
    static func lines(_ condition: StoreCondition, path: String) -> [String] {
        if condition.version == 0, condition.isSound { return ["\(path): empty; the first import makes it a store"] }
        guard !condition.isSound else {
            return ["\(path): ok, version \(condition.version), \(condition.size) bytes"]
        }
        var lines = condition.faults.map { "\(path): \(ActiveText.shown($0.description))" }
        lines += advice(condition)
        return lines
    }

    /// What to do.
    static func advice(_ condition: StoreCondition) -> [String] {
        if condition.isDamaged {
            return [
                "what to do: put the last backup in its place (“tamga store backup” makes them) and import again what came since;",
                "without a backup, “tamga store repair” keeps what can be read and says what is lost",
            ]
        }
        var lines: [String] = []
        if condition.faults.contains(where: { $0.part == .references || $0.part == .places }) {
            lines.append("what to do: “tamga store repair” leaves out what refers to nothing")
        }
        if condition.faults.contains(where: { $0.part == .releases }) {
            lines.append(
                "what to do: the log of releases was changed behind Tamga's back: hold it against a backup, and find out who may write the file"
            )
        }
        return lines
    }

    static func json(_ condition: StoreCondition, path: String) -> String {
        var json = JSONWriter()
        json.object {
            $0.member("store", path)
            $0.member("version", condition.version)
            $0.member("bytes", Int(condition.size))
            $0.member("ok", condition.isSound)
            $0.array("faults") { list in
                for fault in condition.faults {
                    list.object {
                        $0.member("part", fault.part.rawValue)
                        $0.member("reason", fault.reason)
                    }
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
