import TamgaFormats
public import TamgaLogs
public import TamgaMatch
public import TamgaModel
import TamgaRules

/// Sigma rules, numbered, and what they are run with.
public enum RuleText {
    /// Rules for sshd, each of which asks for a word of its own: ``word(_:)``.
    public static func sshd(_ count: Int) -> [UInt8] {
        documents(count) { number in
            "logsource: {product: linux, service: sshd}\n"
                + "detection: {words: ['\(word(number))'], condition: words}\n"
        }
    }

    /// Rules for started processes, each of which asks for an image and a part of its command line: ``command(_:)``.
    public static func processes(_ count: Int) -> [UInt8] {
        documents(count) { number in
            "logsource: {product: windows, category: process_creation}\n"
                + "detection:\n"
                + "  image: {Image|endswith: '\\\(command(number).image)'}\n"
                + "  line: {CommandLine|contains: '\(command(number).line)'}\n"
                + "  condition: image and line\n"
        }
    }

    /// Rules for started processes by regular expressions, which the same commands satisfy.
    public static func expressions(_ count: Int) -> [UInt8] {
        documents(count) { number in
            "logsource: {product: windows, category: process_creation}\n"
                + "detection:\n"
                + "  line: {CommandLine|re: 'tool\(number)x\\.exe\" --stage\(number)x=[a-f]{3,}$'}\n"
                + "  condition: line\n"
        }
    }

    /// What a rule for sshd asks for.
    public static func word(_ number: Int) -> String { "intruder-\(number)x" }

    /// What a rule for started processes asks for.
    public static func command(_ number: Int) -> (image: String, line: String) {
        ("tool\(number)x.exe", "--stage\(number)x=abc")
    }

    /// Reads rules.
    ///
    /// - Throws: ``Unready`` where one is refused.
    public static func read(_ yaml: [UInt8]) throws -> [SigmaRule] {
        let set = SigmaRuleSet([SigmaReader().read(yaml, source: "rules.yml")])
        guard set.refusedCount == 0 else { throw Unready("\(set.problems.prefix(3))") }
        return set.rules
    }

    /// Compiles rules for all log sources that are built in.
    public static func compile(_ rules: [SigmaRule]) throws -> RuleTable {
        RuleTable(rules: rules, map: try logSources(), derivedNames: try formats().derivedNames)
    }

    /// The map of log sources that is built in.
    public static func logSources() throws -> LogSourceMap {
        try LogSourceMapReader.read(EmbeddedFile.logSources.bytes, source: EmbeddedFile.logSources.name)
    }

    /// The log formats that are built in.
    public static func formats() throws -> LogFormatSet {
        LogFormatSet(try EmbeddedFile.formats.flatMap { try TextFormatReader.read($0.bytes, source: $0.name) })
    }

    private static func documents(_ count: Int, _ body: (Int) -> String) -> [UInt8] {
        let documents = (0..<count).map { number in
            let id = String(number + 0x1000_0000, radix: 16)
            return "title: Rule \(number)\nid: \(id)-0000-4000-8000-000000000000\nstatus: stable\nlevel: high\n"
                + body(number)
        }
        return Array(documents.joined(separator: "---\n").utf8)
    }
}

/// A benchmark could not be made ready.
public struct Unready: Error, CustomStringConvertible {
    /// Why.
    public let description: String

    /// With a reason.
    public init(_ description: String) { self.description = description }
}
