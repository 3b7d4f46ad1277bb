import Foundation
import Synchronization
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel

/// The fast engine gives the hits that the reference engine gives, in blocks of any size.
struct EngineProperty: FuzzProperty {
    private let path: String
    private let table: IndicatorTable
    private let rules: RuleTable

    /// - Parameter hasRules: rules are looked for, and no indicators.
    init(hasRules: Bool) {
        let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let process = ProcessInfo.processInfo.processIdentifier
        path = "\(folder)/tamga-fuzz-\(process)-\(hasRules ? "rules" : "indicators").log"
        var builder = IndicatorTableBuilder { PublicSuffixes.builtIn.isSuffix($0) }
        if !hasRules { for observable in Self.observables { builder.add(LiveStatement(observable: observable)) } }
        table = builder.build(key: 1)
        let file = SigmaReader().read(Array((hasRules ? Self.ruleText : "").utf8), source: "rules.yml")
        rules = RuleTable(rules: SigmaRuleSet([file]).rules, map: LogSourceMap(), derivedNames: [])
    }

    static let observables: [Observable] =
        guessed.compactMap { Observable.guess($0) } + typed.compactMap { try? Observable($0.type, $0.text) }
    private static let guessed: [String] = [
        "198.51.100.23", "203.0.113.0/28", "2001:db8::a:1", "2001:db8:7::/48", "evil.example", "пример.example",
        "http://bad.example/a.exe?b=c", "https://198.51.100.9:8443/x", "bob@evil.example",
        "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]
    private static let typed: [(type: ObservableType, text: String)] = [
        (.fileName, "evil file.exe"), (.filePath, "C:\\Temp\\evil.exe"), (.registryKey, "HKLM\\Software\\Evil"),
        (.userAgent, "Evil Bot/1.0"), (.mutex, "Global\\Evil"), (.macAddress, "00:11:22:33:44:55"),
        (.ja4, "t13d1516h2_8daaf6152771_e5627efa2ab1"), (.autonomousSystem, "AS64511"),
        (.cryptocurrencyAddress, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
    ]

    private static let ruleText = """
        title: a
        id: a
        logsource: {category: x}
        detection: {k: ['evil*payload', 'İstanbul', 'cmd.exe'], condition: k}
        ---
        title: b
        id: b
        logsource: {category: x}
        detection:
          s: {a|re: '(?i)inv(ali|oice)d? user \\d{2,5}', b|contains: ['x', 'yy']}
          t: {a.c|endswith: '\\n.exe'}
          condition: s or t
        ---
        title: c
        id: c
        logsource: {category: x}
        detection:
          s: {ip|cidr: ['198.51.100.0/24', '2001:db8::/32']}
          n: {user: null}
          m: {count|gt: 5}
          condition: (s and not n) or m
        ---
        title: d
        id: d
        logsource: {category: x}
        detection: {k|re: '(\\d+)-\\1', t: {a|startswith|cased: 'Ab', b|base64offset|contains: 'evil'}, condition: 1 of *}
        """

    mutating func failure(on input: [UInt8]) -> String? {
        guard (try? Data(input).write(to: URL(filePath: path))) != nil else { return "cannot write \(path)" }
        let wanted = hits(.reference, 1 << 16)
        let size = [1, 3, 64, 65, 4_096, 1 << 16][Int(input.last ?? 0) % 6]
        let found = hits(.fast, size)
        guard wanted != found else { return nil }
        return "only the reference engine: \(wanted.filter { !found.contains($0) }); only the fast one in blocks of "
            + "\(size): \(found.filter { !wanted.contains($0) })"
    }

    private func hits(_ engine: MatchOptions.Engine, _ blockSize: Int) -> [String] {
        var options = MatchOptions()
        options.engine = engine
        options.workers = 1
        options.blockSize = blockSize
        let lines = Mutex<[UInt8]>([])
        let run = MatchRun(
            table: table, rules: rules, formats: KnownFormats.set, suppressions: SuppressionList([]), options: options,
            derivedID: { "indicator--\($0?.code ?? "")-\($1.text)" },
            printHit: { hit, output in
                output +=
                    "\(hit.line)@\(hit.byteOffset) \(hit.value ?? hit.rule?.id ?? "") “\(hit.matched ?? "")” ".utf8
                output += "\(hit.how?.rawValue ?? "") \(hit.id)".utf8
                output.append(0x1E)
            },
            output: { block in lines.withLock { $0 += block.hits } })
        guard let outcome = try? run.run([.file(path)]) else { return ["no outcome"] }
        let account = "\(outcome.accounting.total) records"
        return lines.withLock { $0 }.split(separator: 0x1E).map { String(decoding: $0, as: UTF8.self) } + [account]
    }
}
