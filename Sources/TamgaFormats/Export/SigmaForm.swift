import TamgaModel
public import TamgaRelease
import TamgaUUID

/// Sigma rules: a document for each log source and each thousand values, with all of them in lists.
///
/// Holds addresses and networks (firewall), domains (dns), URLs and user agents (proxy), MD5, SHA-1 and SHA-256
/// (process creation) and file names (file events).
public struct SigmaForm: ValueForm {
    /// What the values of one kind are looked for in.
    private struct Subject {
        let name: String
        let category: String
        /// Fields with their modifiers; any of them is enough.
        let tests: [(field: String, before: String)]
    }

    private let context: ExportContext
    private var current: (subject: Subject, values: [String], marking: Marking)?
    private var parts: [String: Int] = [:]
    private static let mostValues = 1_000

    /// Rules.
    public init(_ context: ExportContext) { self.context = context }

    /// Keeps a value; the document before it, where it begins another.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        let text = value.observable.text
        guard let subject = subject(value.observable), !value.observable.isTooWideToBlock,
            ExportText.isPlain(text)
        else { return nil }
        var finished: [UInt8] = []
        if let full = current, full.subject.name != subject.name || full.values.count == Self.mostValues {
            finished = document(full)
            current = nil
        }
        if current == nil { current = (subject, [], .clear) }
        current?.values.append(Self.escaped(text))
        if let strictest = current?.marking, strictest < value.marking { current?.marking = value.marking }
        return finished
    }

    /// The last document.
    public mutating func end() -> [UInt8] {
        guard let last = current else { return [] }
        current = nil
        return document(last)
    }

    private mutating func document(_ all: (subject: Subject, values: [String], marking: Marking)) -> [UInt8] {
        let subject = all.subject
        parts[subject.name, default: 0] += 1
        let part = parts[subject.name] ?? 1
        let title = "Indicators for \(context.recipient): \(subject.name), part \(part)"
        let id = NameUUID.text(namespace: NameUUID.tamga, name: "sigma export, \(title)".utf8)
        var text = part > 1 || parts.count > 1 ? "---\n" : ""
        text += """
            title: '\(title)'
            id: \(id)
            status: experimental
            description: Values that were shared with \(context.recipient).
            date: \(context.time.description.prefix(10))
            tags:
                - tlp.\(all.marking.label.dropFirst(4).lowercased().split(separator: "+").joined(separator: "-"))
            logsource:
                category: \(subject.category)
            detection:

            """
        for (index, test) in subject.tests.enumerated() {
            text += "    value\(index):\n        \(test.field):\n"
            for value in all.values { text += "            - '\(test.before)\(value)'\n" }
        }
        text += "    condition: 1 of value*\nlevel: high\n"
        return Array(text.utf8)
    }

    private func subject(_ observable: Observable) -> Subject? {
        switch observable.type {
        case .ipv4Address, .ipv6Address:
            Subject(name: "addresses", category: "firewall", tests: [("src_ip", ""), ("dst_ip", "")])
        case .ipv4Network, .ipv6Network:
            Subject(name: "networks", category: "firewall", tests: [("src_ip|cidr", ""), ("dst_ip|cidr", "")])
        case .domainName:
            // A public suffix stands for itself alone.
            context.suffixes.isSuffix(observable.bytes.span)
                ? Subject(name: "public suffixes", category: "dns", tests: [("query", "")])
                : Subject(name: "domains", category: "dns", tests: [("query", ""), ("query|endswith", ".")])
        case .url: Subject(name: "URLs", category: "proxy", tests: [("c-uri", "")])
        case .userAgent: Subject(name: "user agents", category: "proxy", tests: [("c-useragent", "")])
        case .md5: Subject(name: "MD5", category: "process_creation", tests: [("Hashes|contains", "MD5=")])
        case .sha1: Subject(name: "SHA-1", category: "process_creation", tests: [("Hashes|contains", "SHA1=")])
        case .sha256: Subject(name: "SHA-256", category: "process_creation", tests: [("Hashes|contains", "SHA256=")])
        case .fileName:
            Subject(name: "file names", category: "file_event", tests: [("TargetFilename|endswith", "\\\\")])
        default: nil
        }
    }

    /// A plain text as Sigma writes it (`\`, `*` and `?` behind a backslash), inside YAML's single quotes.
    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\\" || scalar == "*" || scalar == "?" { escaped.append("\\") }
            if scalar == "'" { escaped.append("'") }
            escaped.append(scalar)
        }
        return String(escaped)
    }
}
