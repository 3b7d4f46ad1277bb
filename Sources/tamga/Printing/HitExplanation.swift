import TamgaJSON
import TamgaMatch
import TamgaModel
import TamgaReport
import TamgaStore

/// A hit with what it rests on.
struct HitExplanation {
    let hit: Hit
    /// The list of false positives that suppresses it.
    let list: String?
    /// Where the matched text stands in the record; `nil` for a rule.
    let place: Range<Int>?
    /// What the store has on the indicator's value, one statement after the other.
    let statements: [StoredIndicator]
    /// Why the rule matches, with the rule.
    let rule: (explanation: RuleExplanation, rule: SigmaRule)?

    // MARK: - Text

    /// The hit for people.
    func text(_ paint: Paint) -> String {
        rule.map { text($0.explanation, $0.rule, paint) } ?? indicatorText(paint)
    }

    private func indicatorText(_ paint: Paint) -> String {
        let type = hit.observableType?.label ?? ""
        let title = ActiveText.shown("\(type) \(hit.value ?? "")")
        var text = paint("indicator: \(title)", .strong) + "\n"
        var lines: [(String, String?)] = [
            ("hit", hit.id), ("STIX id", hit.indicatorID),
            ("shared by", hit.producers.isEmpty ? "unattributed" : hit.producers.map(\.code).joined(separator: ", ")),
            ("observer", hit.observer?.code ?? "unattributed"), ("marking", hit.marking?.label ?? "not stated"),
            ("confidence", hit.confidence.map(String.init) ?? "not stated"), ("validity", validity),
            ("matched", matched), ("they meet", manner),
        ]
        if let list { lines.append(("suppressed", "by \(list): no hit is reported")) }
        text += Self.table(lines, indent: 2)
        for statement in statements {
            let title = "\(statement.producer?.code ?? "unattributed") says so by \(statement.source)"
            text += "  \(ActiveText.shown(title))\n"
            text += Self.table(
                [
                    ("STIX id", statement.indicatorID), ("state", "\(statement.state)"), ("name", statement.name),
                    ("labels", statement.labels.isEmpty ? nil : statement.labels.joined(separator: ", ")),
                    (
                        "kill chain",
                        statement.killChainPhases.isEmpty ? nil : statement.killChainPhases.joined(separator: ", ")
                    ),
                    ("marking", statement.marking?.label), ("confidence", statement.confidence.map(String.init)),
                    ("valid", Self.window(statement.validity) + (judged(statement.validity).map { ": \($0)" } ?? "")),
                ], indent: 4)
        }
        return text
    }

    private func text(_ explanation: RuleExplanation, _ rule: SigmaRule, _ paint: Paint) -> String {
        var text = paint("rule: \(ActiveText.shown(rule.title))", .strong) + "\n"
        text += Self.table(
            [
                ("hit", hit.id), ("rule", rule.key), ("stands in", "\(rule.place.source):\(rule.place.line)"),
                ("level", rule.level?.rawValue), ("tags", rule.tags.isEmpty ? nil : rule.tags.joined(separator: ", ")),
                ("observer", hit.observer?.code ?? "unattributed"), ("time", hit.time.map { "\($0)" } ?? "none found"),
                (
                    "fields",
                    hit.rule.flatMap {
                        $0.fields.isEmpty ? nil : $0.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
                    }
                ),
            ], indent: 2)
        for line in ExplanationText(paint: paint).lines(explanation, rule) { text += "  \(line)\n" }
        return text
    }

    private static func table(_ lines: [(String, String?)], indent: Int) -> String {
        lines.compactMap { label, value in
            value.map { value in
                let padding = String(repeating: " ", count: max(1, 12 - label.count))
                return String(repeating: " ", count: indent) + label + padding + ActiveText.shown(value) + "\n"
            }
        }.joined()
    }

    private var matched: String {
        var text = "“\(hit.matched ?? "")”"
        if let place { text += " at bytes \(place.lowerBound)..<\(place.upperBound) of the record" }
        return text + ", byte \(hit.byteOffset) of the log"
    }

    private var manner: String? {
        hit.how.map { how in
            switch how {
            case .exact: "exact: the same canonical value"
            case .subdomain: "subdomain: a name under the indicator's domain"
            case .cidr: "cidr: an address in the indicator's network"
            case .urlPath: "url-path: the URL's host and path stand apart in the record"
            case .regex: "regex: a PCRE2 pattern"
            }
        }
    }

    private var validity: String {
        guard let time = hit.time else { return "not judged: the record has no time" }
        return switch hit.validity {
        case .before: "the record's time, \(time), lies before the indicator holds"
        case .after: "the record's time, \(time), lies after the indicator held"
        case .valid, nil: "valid at the record's time, \(time)"
        }
    }

    /// How one statement's window lies to the record's time.
    private func judged(_ window: Validity) -> String? {
        hit.time.map { time in
            switch window.judge(time) {
            case .valid: "valid then"
            case .before: "not yet then"
            case .after: "no longer then"
            }
        }
    }

    private static func window(_ validity: Validity) -> String {
        switch (validity.from, validity.until) {
        case (nil, nil): "always"
        case (let from?, nil): "from \(from)"
        case (nil, let until?): "until \(until)"
        case (let from?, let until?): "from \(from) until \(until)"
        }
    }

    // MARK: - JSON

    /// The same for programs: the hit as `correlate --hits` writes it, with what it rests on.
    func write(to object: inout JSONWriter) {
        var line: [UInt8] = []
        hit.appendNDJSON(suppressedBy: list, to: &line)
        object.member("hit", json: line.dropLast())
        if let place { ExplanationJSON.write("record_span", place, to: &object) }
        if let rule {
            object.object("explanation") { ExplanationJSON.write(rule.explanation, rule.rule, to: &$0) }
            return
        }
        object.member("validity_at_event", hit.time == nil ? nil : (hit.validity ?? .valid).rawValue)
        object.array("statements") { list in
            for statement in statements {
                list.object {
                    $0.member("indicator_id", statement.indicatorID)
                    $0.member("producer", statement.producer?.code)
                    $0.member("source", statement.source)
                    $0.member("state", "\(statement.state)")
                    $0.member("name", statement.name)
                    $0.member("labels", statement.labels)
                    $0.member("marking", statement.marking?.label)
                    $0.member("confidence", statement.confidence)
                    $0.member("valid_from", statement.validity.from.map { "\($0)" })
                    $0.member("valid_until", statement.validity.until.map { "\($0)" })
                    $0.member("validity_at_event", hit.time.map { statement.validity.judge($0).rawValue })
                }
            }
        }
    }
}
