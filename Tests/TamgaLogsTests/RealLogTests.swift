import Foundation
import TamgaLogs
import TamgaModel
import TamgaTestSupport
import Testing

/// Whole logs that nobody here wrote.
@Suite(.enabled(if: SharedData.isPresent, "shared data is absent")) struct RealLogTests {
    /// What reading a log gives.
    private struct Reading {
        var layout = LogLayout.text
        /// Records with text, headers among them.
        var records = 0
        /// Records with fields.
        var read = 0
        var malformed = 0
        var timed = 0
        var formats: [String: Int] = [:]
    }

    private func read(_ file: URL, _ set: LogFormatSet = BuiltInFormats.set) throws -> Reading {
        let log = Array(try Data(contentsOf: file))
        var reading = Reading()
        reading.layout = set.recognise(head: Array(log.prefix(LogFormatSet.headLength)))
        let reshaped = Reshaping(log, reading.layout, pieces: [log.count])
        var tracker = HeaderTracker(reading.layout, in: set)
        var changes = tracker.read(reshaped.bytes.span)[...]
        var header: RecordHeader?
        var parser = RecordParser(set)
        var fields = RecordFields()
        let clock = RecordClock(newest: Timestamp(rfc3339: "2026-11-23T18:00:00Z")!)
        var start = 0
        for line in reshaped.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            while let change = changes.first, change.offset <= start { header = changes.removeFirst().header }
            start += line.count + 1
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            let record = Array(line)
            reading.records += 1
            parser.parse(record.span, layout: reading.layout, header: header, into: &fields)
            reading.malformed += fields.isMalformed ? 1 : 0
            reading.read += fields.fields.isEmpty ? 0 : 1
            reading.formats[fields.formats.joined(separator: ">"), default: 0] += 1
            let time = parser.time(
                of: record.span, layout: reading.layout, header: header, fields: fields, clock: clock)
            reading.timed += time == nil ? 0 : 1
        }
        #expect(parser.undecided == 0, "\(file.lastPathComponent)")
        return reading
    }

    @Test("Every Zeek log is recognised, and every line has the number of fields that its header says")
    func zeek() throws {
        var described = 0
        var cut = 0
        var others: [String] = []
        for file in SharedData.files(under: "logs-zeek-btest", suffixes: [".log"]) {
            let reading = try read(file)
            #expect(reading.malformed == 0, "\(file.path)")
            switch reading.layout.family {
            case .zeek: described += 1
            case .delimited(separator: 0x09): cut += 1
            default: others.append(file.lastPathComponent)
            }
        }
        #expect(described == 454)
        #expect(cut == 138)
        // One column, no line of names, no line at all, or what FTP clients said.
        #expect(others.count == 10, "\(others)")
    }

    @Test("Suricata's arrays hold 548 records, the CloudTrail wrappers 2,900, the Stratus arrays all of theirs")
    func jsonShapes() throws {
        func count(_ folder: String, _ suffix: String) throws -> (read: Int, malformed: Int, families: Set<LogLayout>) {
            var sum = (read: 0, malformed: 0, families: Set<LogLayout>())
            for file in SharedData.files(under: folder, suffixes: [suffix]) {
                let reading = try read(file)
                sum.read += reading.read
                sum.malformed += reading.malformed
                sum.families.insert(reading.layout)
                #expect(reading.read == reading.records, "\(file.lastPathComponent)")
                #expect(reading.timed == reading.records, "\(file.lastPathComponent)")
            }
            return sum
        }
        let suricata = try count("logs-suricata-eve", ".json")
        #expect(suricata.read == 548 && suricata.malformed == 0)
        let cloudTrail = try count("logs-cloudtrail-invictus/CloudTrail", ".json")
        #expect(cloudTrail.read == 2_900 && cloudTrail.malformed == 0)
        #expect(cloudTrail.families.map(\.family) == [.json(.wrapper(depth: 2))])
        let stratus = try count("logs-cloudtrail-stratus", ".json")
        #expect(stratus.read == 310 && stratus.malformed == 0)
    }

    @Test("Windows, AWS and Zeek events of JSON lines are all read")
    func jsonLines() throws {
        var windows = 0
        for file in SharedData.files(under: "logs-otrf-small", suffixes: [".json"]) {
            let reading = try read(file)
            #expect(reading.layout.family == .json(.lines) && reading.read == reading.records && reading.malformed == 0)
            windows += reading.read
        }
        #expect(windows == 2_254)
    }

    @Test("Large logs of one kind are read by their formats")
    func large() throws {
        func reading(_ folder: String, _ name: String) throws -> Reading {
            let file = try #require(SharedData.files(under: folder).first { $0.lastPathComponent == name })
            return try read(file)
        }
        let apache = try reading("logs-elastic-examples", "apache_logs")
        #expect(apache.formats == ["access": 10_000] && apache.timed == 10_000)
        let auth = try reading("logs-elastic-examples", "auth.log")
        #expect(auth.read == 7_121 && auth.timed == 7_121)
        #expect(auth.formats["syslog>sshd", default: 0] > 2_400 && auth.formats["syslog>pam", default: 0] > 3_700)
        #expect(auth.formats["syslog", default: 0] < 320, "messages that no format reads: \(auth.formats)")
        let drill = try reading("logs-gtk-drill", "hackers-access.httpd")
        #expect(drill.formats == ["access": 3_456])
        let sshd = try reading("logs-gtk-drill", "auth.log")
        #expect(sshd.formats["syslog>sshd", default: 0] > 8_900)
    }

    @Test("The edge cases of another tool's test data are read")
    func edgeCases() throws {
        for (name, least) in [
            ("apache_access.log", 15), ("aws_elb_access.log", 16), ("audit_enriched.log", 29), ("selinux.log", 8),
            ("windows_firewall.log", 15), ("iis10_edge_cases.log", 15), ("iis_without_date.log", 11),
            ("vsftpd.log", 25),
            ("santa.log", 191), ("postgresql.log", 20), ("syslog_ssh.log", 9), ("syslog_cron.log", 9),
            ("syslog_rsyslog_SyslogProtocol23Format", 9), ("syslog_osx", 2),
        ] {
            let file = try #require(
                SharedData.files(under: "logs-plaso-testdata").first { $0.lastPathComponent == name })
            let reading = try read(file)
            #expect(reading.read >= least, "\(name): \(reading)")
            #expect(reading.malformed == 0, "\(name)")
            #expect(reading.timed >= reading.read, "\(name)")
        }
    }
}
