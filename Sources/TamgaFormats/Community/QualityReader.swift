import TamgaModel
import TamgaYAML

/// Reads the `quality:` part of a community file; what it leaves out is as ``TamgaModel/QualityRules`` says.
struct QualityReader {
    private let nodes: YAMLNodes

    init(_ nodes: YAMLNodes) { self.nodes = nodes }

    func rules(_ node: YAMLNode) throws(FormatsError) -> QualityRules {
        var rules = QualityRules()
        for (key, value) in try nodes.mapping(node, "quality", allows: ["half-life", "dispute"]) {
            if key == "dispute" {
                rules.disputeFactor = try share(value)
                continue
            }
            for (label, span) in try nodes.mapping(value, key) {
                guard let type = ObservableType(label: label) ?? (label == "pattern" ? .pattern : nil) else {
                    throw nodes.fail(
                        span,
                        "“\(label.prefix(40))” is no kind of value; write ipv4, domain, url, sha256, …, or pattern")
                }
                rules.decay.halfLives[type] = try days(span)
            }
        }
        return rules
    }

    /// Days; `nil` for `never`.
    private func days(_ node: YAMLNode) throws(FormatsError) -> Double? {
        let text = try nodes.text(node, "half-life")
        if text == "never" { return nil }
        let units = ["h": 1.0 / 24, "d": 1, "w": 7, "y": 365]
        guard let unit = text.last.flatMap({ units[String($0)] }), let count = Int(text.dropLast()),
            1...100_000 ~= count
        else {
            throw nodes.fail(node, "“\(text.prefix(40))” is no half-life; write one such as 36h, 14d, 8w, 1y, or never")
        }
        return Double(count) * unit
    }

    /// A share in percent, as a part of one.
    private func share(_ node: YAMLNode) throws(FormatsError) -> Double {
        let text = try nodes.text(node, "dispute")
        guard text.hasSuffix("%"), let percent = Int(text.dropLast()), 0...100 ~= percent else {
            throw nodes.fail(node, "“\(text.prefix(40))” is no share; write what a dispute leaves, 0% to 100%")
        }
        return Double(percent) / 100
    }
}
