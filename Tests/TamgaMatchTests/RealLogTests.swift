import Foundation
import TamgaLogs
import TamgaMatch
import TamgaModel
import TamgaTestSupport
import Testing

/// Real logs against real lists: the engines agree, and so does a count made without Tamga.
///
/// A debug build takes a sample of the logs; `TAMGA_FULL=1` or a release build takes them all, the latter the longest
/// in part.
@Suite(.enabled(if: SharedData.isPresent, "shared data is absent"))
struct RealLogTests {
    private static let isFull: Bool = {
        #if DEBUG
            ProcessInfo.processInfo.environment["TAMGA_FULL"] == "1"
        #else
            true
        #endif
    }()

    /// `TAMGA_FULL=1` also for the whole of long logs.
    private static let isWhole = ProcessInfo.processInfo.environment["TAMGA_FULL"] == "1"

    private static func logs(notOver size: Int) -> [URL] {
        let folders = [
            "logs-cloudtrail-invictus", "logs-cloudtrail-stratus", "logs-crowdsec-tests", "logs-elastic-examples",
            "logs-gtk-drill", "logs-lnav", "logs-otrf-small", "logs-plaso-testdata", "logs-suricata-eve",
            "logs-zeek-btest",
        ]
        let files = folders.flatMap { SharedData.files(under: $0) }.filter { file in
            ((try? file.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0) <= size
        }
        return isFull ? files : files.enumerated().filter { $0.offset % 9 == 0 }.map(\.element)
    }

    /// Values that occur in the logs: every address, every name and digest that a naive cut at odd characters gives.
    private static let drawn: [Observable] = {
        var drawn: [Observable] = []
        var seen: Set<Observable> = []
        for file in logs(notOver: 400_000) {
            guard let text = try? Data(contentsOf: file) else { continue }
            let words = text.split {
                !(($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2E || $0 == 0x2D || $0 == 0x3A)
            }
            for (index, word) in words.enumerated() where index % 5 == 0 && 7...80 ~= word.count {
                guard let value = Observable.guess(String(decoding: word, as: UTF8.self)), seen.insert(value).inserted
                else { continue }
                drawn.append(value)
                if drawn.count >= (isFull ? 6_000 : 1_500) { return drawn }
            }
        }
        return drawn
    }()

    private static func list(_ relative: String) throws -> [Observable] {
        let text = try String(contentsOf: SharedData.path(relative), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            Observable.guess(line.prefix { $0 != "\t" && $0 != " " })
        }
    }

    private static let everything: IndicatorTable = {
        var values = drawn
        let network = try! Observable(.ipv4Network, "8.0.0.0/7")
        values += [network, try! Observable(.fileName, "cmd.exe"), try! Observable(.fileName, "index.html")]
        values += [
            try! Observable(.filePath, #"C:\Windows\System32\svchost.exe"#), try! Observable(.userAccount, "ubuntu"),
        ]
        return table(Array(Set(values)))
    }()

    /// A log; of one that is long, and so says the same again and again, the lines of its first 300 kB.
    private static func beginning(_ file: URL, _ scratch: Scratch) throws -> LogInput {
        let bytes = try Data(contentsOf: file, options: .alwaysMapped)
        let lines = bytes.prefix(300_000)
        guard !isWhole, bytes.count > 640_000, let end = lines.lastIndex(of: 0x0A) else { return .file(file.path) }
        // Two are called auth.log.
        return .file(scratch.file("\(bytes.count)-\(file.lastPathComponent)", Array(lines[...end])))
    }

    @Test("Both engines give the same hits on every log, with 1, 2 and 7 workers")
    func enginesAgree() throws {
        let scratch = Scratch()
        let inputs = try Self.logs(notOver: Self.isFull ? 6_000_000 : 60_000).map { try Self.beginning($0, scratch) }
        let truth = try search(inputs, Self.everything, Manner(engine: .reference, workers: 2))
        #expect(truth.hits.count > 1_000)
        for workers in [1, 2, 7] {
            let found = try search(inputs, Self.everything, Manner(workers: workers, blockSize: 65_536))
            #expect(found.hits == truth.hits, "\(workers) workers")
            #expect(found.outcome.accounting == truth.outcome.accounting)
        }
    }

    @Test("Blocks of any size give the same hits on small logs")
    func blockSizesAgree() throws {
        let inputs = Self.logs(notOver: 2_000).map { LogInput.file($0.path) }
        let truth = try search(inputs, Self.everything, Manner(engine: .reference))
        for blockSize in [1, 2, 3, 17, 63, 64, 65, 1_000] {
            let found = try search(inputs, Self.everything, Manner(workers: 2, blockSize: blockSize))
            #expect(found.hits == truth.hits, "blocks of \(blockSize)")
        }
    }

    @Test(
        "The recorded answers come out: each indicator on exactly so many lines",
        arguments: [
            ("logs-elastic-examples", "apache_logs", "elasticapache_x_ipsum.tsv"),
            ("logs-elastic-examples", "auth.log", "elasticauth_x_ipsum.tsv"),
            ("logs-gtk-drill", "auth.log", "gtkauth_x_ipsum.tsv"),
            ("logs-suricata-eve", "alerts-only.json", "suricata_x_ipsum.tsv"),
        ])
    func recordedAnswers(folder: String, name: String, answers: String) throws {
        var expected: [String: Int] = [:]
        let text = try String(contentsOf: SharedData.path("expected-hits/\(answers)"), encoding: .utf8)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t")
            expected[String(fields[0])] = Int(fields[1])
        }
        let files = SharedData.files(under: folder).filter { $0.lastPathComponent == name }
        #expect(!files.isEmpty)
        let ipsum = table(try Self.list("list-ipsum/ipsum.txt"))
        let found = try search(files.map { .file($0.path) }, ipsum)
        var counts: [String: Int] = [:]
        for hit in found.hits { counts[hit.value, default: 0] += 1 }
        #expect(counts == expected)
    }

    @Test("Every log holds the addresses that stand in it between non-digits, and no others")
    func addressesAgreeWithANaiveSearch() throws {
        let addresses = Self.drawn.filter { $0.type == .ipv4Address }
        #expect(addresses.count > (Self.isFull ? 100 : 20))
        let compiled = table(addresses)
        let wanted = Set(addresses.map(\.text))
        for file in Self.logs(notOver: 300_000) {
            let data = try Data(contentsOf: file)
            // Escapes hide addresses from a naive search; such logs are for the other tests.
            if data.contains(0x25) || data.contains(0x5C) || data.starts(with: [0x1F, 0x8B]) { continue }
            var expected: Set<String> = []
            for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
                for value in Self.naiveAddresses(Array(line)) where wanted.contains(value) {
                    expected.insert("\(index + 1) \(value)")
                }
            }
            let found = try search([.file(file.path)], compiled)
            let hits = Set(found.hits.map { "\($0.line) \($0.value)" })
            if found.outcome.logs.contains(where: \.layout.needsReshaping) {
                // A record of several lines holds a value once: the first of its lines.
                #expect(hits.isSubset(of: expected), "\(file.path)")
                let values = Set(expected.map { String($0.drop { $0 != " " }.dropFirst()) })
                #expect(Set(found.hits.map(\.value)) == values, "\(file.path)")
            } else {
                #expect(hits == expected, "\(file.path)")
            }
        }
    }

    /// Every run of four parts of one to three digits with no digit on either side.
    private static func naiveAddresses(_ line: [UInt8]) -> [String] {
        var found: [String] = []
        func isDigit(_ at: Int) -> Bool { line.indices.contains(at) && 0x30...0x39 ~= line[at] }
        for start in line.indices where isDigit(start) && !isDigit(start - 1) {
            var at = start
            var parts: [String] = []
            while parts.count < 4 {
                let from = at
                while isDigit(at) { at += 1 }
                guard at > from, at - from <= 3 else { break }
                parts.append(String(decoding: line[from..<at], as: UTF8.self))
                guard parts.count < 4, line.indices.contains(at), line[at] == 0x2E else { break }
                at += 1
            }
            if parts.count == 4, !isDigit(at) { found.append(parts.joined(separator: ".")) }
        }
        return found
    }
}
