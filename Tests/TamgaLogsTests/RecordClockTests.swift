import Foundation
import TamgaLogs
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct RecordClockTests {
    static let clock = RecordClock(newest: Timestamp(rfc3339: "2026-11-23T18:00:00Z")!)

    @Test(
        "Each form of time is found",
        arguments: [
            ("2026-11-23T12:00:00.25+05:00 x", "2026-11-23T07:00:00.25Z"),
            ("2026-11-23 12:00:00,125 INFO", "2026-11-23T12:00:00.125Z"),
            ("2026-11-23\t12:00:00\tx", "2026-11-23T12:00:00Z"),
            ("[2026-11-23T12:00:00-0600] x", "2026-11-23T18:00:00Z"),
            ("2026/11/23 12:00:00 [error]", "2026-11-23T12:00:00Z"),
            ("1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\"", "2000-10-10T20:55:36Z"),
            ("Nov  3 12:00:00 host sshd[1]: x", "2026-11-03T12:00:00Z"),
            ("<34>Dec 31 12:00:00 host su: x", "2025-12-31T12:00:00Z"),
            ("Feb 29 12:00:00 host su: x", "2024-02-29T12:00:00Z"), ("Nov 24 12:00:00 host x", "2026-11-24T12:00:00Z"),
            ("<34>1 2003-10-11T22:14:15.003Z host app", "2003-10-11T22:14:15.003Z"),
            ("1331901000.000000\tCHEM", "2012-03-16T12:30:00Z"),
            ("1286536308.779    180 1.2.3.4", "2010-10-08T11:11:48.779Z"),
            ("[Mon Nov 23 12:00:00.123456 2026] [core:error]", "2026-11-23T12:00:00.123456Z"),
            ("Nov 23 2026 12:00:00: %ASA-6-302013", "2026-11-23T12:00:00Z"),
            ("type=SYSCALL msg=audit(1364481363.243:24287): arch", "2013-03-28T14:36:03.243Z"),
            (#"{"a":1,"timestamp":"2026-11-23T12:00:00.5+0000"}"#, "2026-11-23T12:00:00.5Z"),
            (#"{"ts":1331901000.5,"x":"2020-01-01T00:00:00Z"}"#, "2012-03-16T12:30:00.5Z"),
            (#"{"time":1764000000123}"#, "2025-11-24T16:00:00.123Z"),
            (#"{"date":"2020-01-01T00:00:00Z","@timestamp":"2026-11-23T12:00:00Z"}"#, "2026-11-23T12:00:00Z"),
            (#"a=b time="2026-11-23T12:00:00Z" level=info"#, "2026-11-23T12:00:00Z"),
            ("<TimeCreated SystemTime='2026-11-23T12:00:00.1Z'/>", "2026-11-23T12:00:00.1Z"),
            ("pid 7 said at 2026-11-23 12:00:00 that", "2026-11-23T12:00:00Z"),
            ("07/11/2022-10:29:01.860293  [**] x", "2022-07-11T10:29:01.860293Z"),
            ("host 23/Nov/2026:12:00:00 x", "2026-11-23T12:00:00Z"),
        ])
    func forms(record: String, time: String) {
        #expect(Self.clock.time(of: Array(record.utf8).span) == Timestamp(rfc3339: time))
    }

    @Test(
        "What is no time is none",
        arguments: [
            "", "hello", "1.2.3.4", "2026-13-01T00:00:00Z", "99:99:99", "12345 x", "{", "<", "[", "May the force",
        ])
    func none(record: String) {
        #expect(Self.clock.time(of: Array(record.utf8).span) == nil)
    }

    @Test("Random and cut records never trap")
    func hostile() {
        var random = SeededRandom(seed: 7)
        let whole = Array(
            #"<34>1 Nov 23 12:00:00 2026 {"ts":"2026-11-23T12:00:00+05:00","a":{"b":"\ud83d\ude00"}} k="v\""#.utf8)
        for round in 0..<4_000 {
            var bytes = Array(whole[Int.random(in: 0..<whole.count, using: &random)...])
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            if round % 2 == 0, !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = Self.clock.time(of: bytes.span)
            _ = RecordHost.syslogHost(of: bytes.span)
            _ = RecordField.value(of: "a.b", in: bytes.span)
        }
    }

    @Test("Most real logs give their time", .enabled(if: SharedData.isPresent, "shared data is absent"))
    func realLogs() throws {
        var found = 0
        var without: [String] = []
        for folder in ["logs-crowdsec-tests", "logs-suricata-eve", "logs-lnav", "logs-gtk-drill"] {
            for file in SharedData.files(under: folder, suffixes: [".log", ".json", ".jsonl"]) {
                guard let handle = try? FileHandle(forReadingFrom: file) else { continue }
                let head = Array(try handle.read(upToCount: 65_536) ?? Data())
                try handle.close()
                let lines = head.split(separator: 0x0A)
                guard let line = lines.first(where: { $0.first != 0x23 }), line.count > 20 else { continue }
                if Self.clock.time(of: Array(line).span) == nil {
                    without.append("\(file.lastPathComponent): \(String(decoding: line.prefix(100), as: UTF8.self))")
                } else {
                    found += 1
                }
            }
        }
        if ProcessInfo.processInfo.environment["TAMGA_TEST_LIST"] != nil {
            print("with a time: \(found), without: \(without.count)\n" + without.joined(separator: "\n"))
        }
        #expect(found > without.count * 4)
    }
}
