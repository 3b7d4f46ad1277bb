import TamgaModel
import TamgaRelease

/// What the labels of an indicator say of the attribute of MISP that it was; see ``MISPStatement``.
///
/// Anyone may write labels, so that only what fits the value is taken: a type that such a value has in MISP, and one of
/// MISP's categories.
struct MISPOrigin {
    /// The attribute's UUID; `nil` where it had several values, or never was one.
    private(set) var uuid: String?
    private(set) var type: String?
    private(set) var category: String?
    private(set) var lastSeen: String?
    /// The other labels.
    private(set) var tags: [String] = []

    init(_ statement: ReleasedIndicator) {
        for label in statement.labels {
            if let type = Self.value(label, of: "misp:type") {
                let content = try? MISPContent(type: type, value: statement.observable.text, refang: false)
                guard !MISPContent.isComposite(type), content == .values([statement.observable]) else { continue }
                self.type = type
                let id = statement.id.dropFirst("indicator--".count)
                if statement.id.hasPrefix("indicator--") { uuid = MISPIdentifier.uuid(String(id)) }
            } else if let category = Self.value(label, of: "misp:category") {
                if Self.categories.contains(category) { self.category = category }
            } else if let lastSeen = Self.value(label, of: "misp:last_seen") {
                self.lastSeen = Timestamp(rfc3339: lastSeen)?.description
            } else if Self.value(label, of: "misp:to_ids") == nil {
                tags.append(label)
            }
        }
    }

    /// The quoted value of a label.
    private static func value(_ label: String, of name: String) -> String? {
        guard label.hasPrefix(name + "=\""), label.hasSuffix("\"") else { return nil }
        return String(label.dropFirst(name.count + 2).dropLast())
    }

    /// MISP's categories of attributes.
    private static let categories: Set<String> = [
        "Internal reference", "Targeting data", "Antivirus detection", "Payload delivery", "Artifacts dropped",
        "Payload installation", "Persistence mechanism", "Network activity", "Payload type", "Attribution",
        "External analysis", "Financial fraud", "Support Tool", "Social network", "Person", "Other",
    ]
}
