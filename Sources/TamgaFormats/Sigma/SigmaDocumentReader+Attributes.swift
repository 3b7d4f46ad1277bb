import TamgaModel
import TamgaYAML

/// What rules, correlations and filters say about themselves.
struct SigmaAttributes {
    var title: String
    var id: String?
    var name: String?
    var status = ""
    var level: SigmaLevel?
    var tags: [String] = []
    var summary = ""
    var falsePositives: [String] = []
    var related: [SigmaRelation] = []
}

extension SigmaDocumentReader {
    static let statuses = ["stable", "test", "experimental", "deprecated", "unsupported"]

    /// The attributes that all kinds of documents share; `nil` where there is no title.
    mutating func attributes(
        _ top: [String: YAMLEntry], _ root: YAMLNode, _ places: inout SigmaPlaces
    ) -> SigmaAttributes? {
        guard let title = text(top["title"], "title"), !title.isEmpty else {
            if top["title"]?.value.scalar != nil || top["title"] == nil {
                report.error("no “title”; Sigma asks for one", at: top["title"]?.value ?? root)
            }
            return nil
        }
        report.title = title
        var attributes = SigmaAttributes(title: title)
        if let entry = top["title"], title.unicodeScalars.count > 256 {
            report.warn("a title longer than 256 characters", at: entry.value)
        }
        if let entry = top["id"], let id = text(entry, "id") {
            attributes.id = id.lowercased()
            places.id = report.mark(entry.value)
            if !Self.isUUID(id) { report.warn("“\(id.prefix(60))” is no UUID, which Sigma asks for", at: entry.value) }
        }
        if let entry = top["name"], let name = text(entry, "name"), !name.isEmpty {
            attributes.name = name
            places.name = report.mark(entry.value)
        }
        attributes.status = status(top["status"])
        attributes.level = level(top["level"])
        attributes.summary = text(top["description"], "description") ?? ""
        attributes.falsePositives = texts(top["falsepositives"], "falsepositives")
        attributes.tags = tags(top["tags"])
        attributes.related = related(top["related"], &places)
        if let entry = top["taxonomy"], let taxonomy = text(entry, "taxonomy"), taxonomy != "sigma" {
            report.warn(
                "the taxonomy “\(taxonomy.prefix(40))” is not translated; fields are looked for by these names",
                at: entry.value)
        }
        return attributes
    }

    private mutating func status(_ entry: YAMLEntry?) -> String {
        guard let entry, let status = text(entry, "status") else { return "" }
        if !Self.statuses.contains(status.lowercased()) {
            report.warn(
                "“\(status.prefix(40))” is no status\(Self.hint(status, Self.statuses)); known are "
                    + Self.statuses.joined(separator: ", "), at: entry.value)
        } else if status.lowercased() == "deprecated" || status.lowercased() == "unsupported" {
            report.warn("the rule is \(status.lowercased()), and is loaded all the same", at: entry.value)
        }
        return status.lowercased()
    }

    private mutating func level(_ entry: YAMLEntry?) -> SigmaLevel? {
        guard let entry, let text = text(entry, "level") else { return nil }
        let level = SigmaLevel(rawValue: text.lowercased())
        if level == nil {
            let known = SigmaLevel.allCases.map(\.rawValue)
            report.error(
                "“\(text.prefix(40))” is no level\(Self.hint(text, known)); known are "
                    + known.joined(separator: ", "), at: entry.value)
        }
        return level
    }

    private mutating func tags(_ entry: YAMLEntry?) -> [String] {
        let tags = texts(entry, "tags")
        if let entry, let tag = tags.first(where: { !$0.contains(".") }) {
            report.warn("the tag “\(tag.prefix(60))” has no namespace, as “attack.t1059” has", at: entry)
        }
        return tags
    }

    private mutating func related(_ entry: YAMLEntry?, _ places: inout SigmaPlaces) -> [SigmaRelation] {
        guard let entry, entry.value.scalar?.value != .null else { return [] }
        guard let items = entry.value.items else {
            report.warn("“related” must be a list of “id” and “type”", at: entry.value)
            return []
        }
        var relations: [SigmaRelation] = []
        for item in items {
            let named = distinct(item.entries ?? [], "an entry of “related”")
            guard let id = text(named["id"], "id"), let type = text(named["type"], "type") else {
                report.warn("an entry of “related” has an “id” and a “type”", at: item)
                continue
            }
            // `obsoletes` is the word of Sigma 1.
            guard let kind = SigmaRelation.Kind(rawValue: type == "obsoletes" ? "obsolete" : type) else {
                let known = SigmaRelation.Kind.allCases.map(\.rawValue)
                report.warn(
                    "“\(type.prefix(40))” is no relation\(Self.hint(type, known)); known are "
                        + known.joined(separator: ", "), at: item)
                continue
            }
            relations.append(SigmaRelation(kind: kind, id: id.lowercased()))
            places.related.append(report.mark(named["id"]?.value ?? item))
        }
        return relations
    }

    /// Hyphens in their places and hexadecimal digits between.
    static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            switch index {
            case 8, 13, 18, 23: byte == 0x2D
            default: (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
            }
        }
    }
}
