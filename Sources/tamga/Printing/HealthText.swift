import TamgaJSON
import TamgaModel

/// What `tamga doctor` prints.
enum HealthText {
    /// A line a check, and one below it where something is to be done.
    static func lines(_ health: Health) -> [String] {
        health.findings.flatMap { finding in
            let level = finding.level.rawValue.padding(8)
            var lines = [ActiveText.shown("\(level) \(finding.check): \(finding.text)")]
            if let advice = finding.advice { lines.append(ActiveText.shown("         what to do: \(advice)")) }
            return lines
        }
    }

    /// One object: `ok`, and `checks`.
    static func json(_ health: Health) -> String {
        var json = JSONWriter()
        json.object {
            $0.member("ok", health.isSound)
            $0.array("checks") { list in
                for finding in health.findings {
                    list.object {
                        $0.member("check", finding.check)
                        $0.member("level", finding.level.rawValue)
                        $0.member("text", finding.text)
                        if let advice = finding.advice { $0.member("advice", advice) }
                    }
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

extension String {
    /// The text, with blanks behind it up to a width.
    fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
