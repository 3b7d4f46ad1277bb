import PCRE2
import TamgaJSON
public import TamgaModel

/// Reads lists of values that are known to be harmless: MISP warninglists and plain lists.
public enum WarningList {
    /// The entries of a list and what was not accepted.
    public struct Contents: Sendable {
        /// The entries in the list's order.
        public var entries: [FalsePositive] = []
        /// The entries that were refused.
        public var refusals: [Refusal] = []
    }

    /// The longest entry that is read, in bytes.
    public static let maximumEntryLength = 4_096

    /// Reads a list.
    ///
    /// MISP's JSON names its kind of entry and itself. In a plain list each line's form tells: an address or
    /// network is ``FalsePositive/Kind/cidr``, a domain ``FalsePositive/Kind/hostname``, any other observable
    /// ``FalsePositive/Kind/string``, and a line that is none is refused; the list is then named by the file's name
    /// without its extension.
    public static func read(_ bytes: [UInt8], source: String) -> Contents {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        return text.first { !$0.isJSONSpace } == 0x7B ? misp(text, source) : plain(text, source)
    }

    private static func misp(_ bytes: [UInt8], _ source: String) -> Contents {
        var contents = Contents()
        func refuse(_ reason: String, at offset: Int? = nil) {
            contents.refusals.append(Refusal(source: source, byteOffset: offset, reason: reason))
        }
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONValue(bytes.span)
        } catch {
            refuse("\(error)", at: error.offset)
            return contents
        }
        guard let list = root.member("list", in: bytes.span), list.kind == .array else {
            refuse("not a MISP warninglist: it has no array “list”")
            return contents
        }
        let name = root.member("name", in: bytes.span)?.string(in: bytes.span) ?? listName(source)
        let type = root.member("type", in: bytes.span)?.string(in: bytes.span) ?? "string"
        guard let kind = FalsePositive.Kind(rawValue: type) else {
            refuse("the warninglist's type “\(type.prefix(40))” is none of cidr, hostname, regex, string, substring")
            return contents
        }
        var elements = list.elements
        while let element = elements.next(in: bytes.span) {
            guard let value = element.string(in: bytes.span) else {
                refuse("an entry that is not a string", at: element.range.lowerBound)
                continue
            }
            if let problem = problem(value, kind) {
                refuse("“\(value.prefix(80))”: \(problem)", at: element.range.lowerBound)
            } else {
                let written = kind == .regex ? pattern(value) : value
                contents.entries.append(FalsePositive(kind: kind, value: written, list: name))
            }
        }
        return contents
    }

    /// PHP's and MISP's `/…/flags` as the pattern that PCRE2 takes; anything else as it stands.
    private static func pattern(_ value: String) -> String {
        guard value.hasPrefix("/"), let end = value.lastIndex(of: "/"), end > value.startIndex else { return value }
        let flags = value[value.index(after: end)...]
        guard flags.allSatisfy({ "imsx".contains($0) }) else { return value }
        let body = value[value.index(after: value.startIndex)..<end]
        return (flags.isEmpty ? "" : "(?\(flags))") + body
    }

    private static func plain(_ bytes: [UInt8], _ source: String) -> Contents {
        var contents = Contents()
        let name = listName(source)
        for (index, part) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let line = part.trimmingBlanks
            if line.isEmpty || line.isComment { continue }
            guard let text = String(validating: line, as: UTF8.self), line.count <= maximumEntryLength else {
                let reason =
                    line.count > maximumEntryLength
                    ? "longer than \(maximumEntryLength) bytes" : "the line is not UTF-8"
                contents.refusals.append(Refusal(source: source, line: index + 1, reason: reason))
                continue
            }
            let value: String
            if ListReader.beginsLikePath(line) {
                let cut = ListReader.commentStart(line)
                let path = line[..<cut]
                // A `#word` that may belong to the path leaves no path to be sure of.
                let end = ListReader.isGlued(line[cut...]) ? path.startIndex : ListReader.pathEnd(path)
                value = String(decoding: path[..<end].trimmingBlanks, as: UTF8.self)
            } else {
                value = String(text.prefix { $0 != " " && $0 != "\t" })
            }
            guard let kind = kind(of: value) else {
                let reason = "“\(text.prefix(80))” is no kind of observable"
                contents.refusals.append(Refusal(source: source, line: index + 1, reason: reason))
                continue
            }
            contents.entries.append(FalsePositive(kind: kind, value: value, list: name))
        }
        return contents
    }

    /// What is wrong with an entry; `nil` where nothing is.
    private static func problem(_ value: String, _ kind: FalsePositive.Kind) -> String? {
        if value.isEmpty { return "the entry is empty" }
        if value.utf8.count > maximumEntryLength { return "the entry is longer than \(maximumEntryLength) bytes" }
        switch kind {
        case .cidr: return isNetwork(value) ? nil : "not an address or network"
        case .regex:
            do throws(PatternError) {
                _ = try Pattern(pattern(value), options: .utf)
                return nil
            } catch {
                return "\(error)"
            }
        case .hostname, .string, .substring: return nil
        }
    }

    /// The kind that a value's form tells; `nil` where it has the form of no observable.
    private static func kind(of value: String) -> FalsePositive.Kind? {
        if isNetwork(value) { return .cidr }
        guard let type = Observable.guess(value)?.type else { return nil }
        return type == .domainName ? .hostname : .string
    }

    private static func isNetwork(_ value: String) -> Bool {
        let types: [ObservableType] = [.ipv4Address, .ipv6Address, .ipv4Network, .ipv6Network]
        return types.contains { (try? Observable($0, value)) != nil }
    }

    /// The last component of a path without its extension.
    private static func listName(_ source: String) -> String {
        let file = source.split(separator: "/").last.map { String($0) } ?? source
        guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return file }
        return String(file[..<dot])
    }
}
