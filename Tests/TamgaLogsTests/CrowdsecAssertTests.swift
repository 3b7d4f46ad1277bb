import Foundation
import TamgaLogs
import TamgaModel
import TamgaTestSupport
import Testing

/// Another project's parsers and these read the same lines: what they say must be the same.
@Suite struct CrowdsecAssertTests {
    /// What is compared: the other project's names, and the fields that must hold the value.
    static let names: [(kind: String, theirs: [String], ours: [String])] = [
        (
            "address",
            [
                "Meta.source_ip", "Parsed.source_ip", "Parsed.remote_addr", "Parsed.client_ip", "Parsed.clientip",
                "Parsed.src_ip", "Parsed.sshd_client_ip",
            ], ["src_ip"]
        ),
        (
            "user",
            [
                "Meta.user", "Meta.target_user", "Meta.username", "Parsed.username", "Parsed.sshd_invalid_user",
                "Parsed.remote_user", "Parsed.user",
            ], ["user", "dst_user"]
        ),
        ("destination", ["Parsed.dst_ip", "Parsed.dest_ip"], ["dst_ip"]),
        ("port", ["Parsed.source_port", "Parsed.src_port", "Parsed.client_port", "Parsed.remote_port"], ["src_port"]),
        ("port", ["Parsed.dst_port", "Parsed.dest_port"], ["dst_port"]),
        ("syslog", ["Parsed.pid"], ["pid"]), ("syslog", ["Meta.machine"], ["host"]),
        ("web", ["Meta.http_verb", "Parsed.verb"], ["cs-method"]),
        ("web", ["Meta.http_status", "Parsed.status"], ["sc-status"]),
        ("web", ["Meta.http_path", "Parsed.request"], ["c-uri", "cs-uri-stem", "request"]),
        ("web", ["Meta.http_user_agent", "Parsed.http_user_agent"], ["cs-user-agent"]),
        ("web", ["Parsed.http_referer"], ["cs-referer"]),
        ("web", ["Parsed.body_bytes_sent", "Parsed.bytes"], ["sc-bytes"]),
    ]

    /// Kinds of log that no format here reads: Windows events as XML, and programs with forms of their own.
    static let others: Set = [
        "wineventlog", "iis", "apache-guacamole", "sshesame", "palo-alto-threat", "magento-extension",
    ]

    private struct Score {
        var right = 0
        var wrong: [String] = []
        var share: Double { Double(right) / Double(max(1, right + wrong.count)) }
    }

    @Test("Addresses, users, times and more agree", .enabled(if: SharedData.isPresent, "shared data is absent"))
    func agreement() throws {
        var scores: [String: Score] = [:]
        var lines = 0
        var unplaced = 0
        for asserts in CrowdsecAsserts.all() where !Self.others.contains(asserts.kind) {
            for event in asserts.events {
                guard let line = event.line else {
                    unplaced += 1
                    continue
                }
                lines += 1
                compare(event, line, asserts, &scores)
            }
        }
        print("\(lines) events with a line, \(unplaced) without")
        for (kind, score) in scores.sorted(by: { $0.key < $1.key }) {
            print("\(kind): \(score.right) of \(score.right + score.wrong.count) agree")
            for wrong in score.wrong { print("    \(wrong)") }
            #expect(score.share >= 0.95, "\(kind): \(score.wrong.count) differ")
        }
        #expect(try #require(scores["address"]).right > 500)
        #expect(try #require(scores["user"]).right > 100)
        #expect(try #require(scores["time"]).right > 180)
    }

    private func compare(
        _ event: CrowdsecAsserts.Event, _ line: String, _ asserts: CrowdsecAsserts, _ scores: inout [String: Score]
    ) {
        var parser = RecordParser(BuiltInFormats.set)
        var fields = RecordFields()
        let record = Array(line.utf8)
        let layout = BuiltInFormats.set.recognise(head: record)
        parser.parse(record.span, layout: layout, header: nil, into: &fields)
        func values(_ names: [String]) -> [String] {
            fields.fields.filter { field in
                // A JSON record keeps its own names.
                names.contains(field.name) || fields.formats.first == "json"
                    || names.contains("user") && field.name == "uid"
            }.map { String(decoding: fields.bytes($0, in: record.span), as: UTF8.self) }
        }
        for (kind, theirs, ours) in Self.names {
            for name in theirs {
                guard let claimed = event.claims[name], !claimed.isEmpty, claimed != "-" else { continue }
                var found = values(ours)
                if ours.contains("c-uri"), let stem = values(["cs-uri-stem"]).first,
                    let query = values(["cs-uri-query"]).first
                {
                    found.append("\(stem)?\(query)")
                }
                if found.contains(claimed) {
                    scores[kind, default: Score()].right += 1
                } else {
                    scores[kind, default: Score()].wrong.append(
                        "\(asserts.folder): \(name) is \(claimed), here \(found): \(fields.formats) \(line.prefix(300))"
                    )
                }
            }
        }
        if let claimed = event.claims["Enriched.MarshaledTime"] ?? event.claims["Meta.timestamp"],
            let time = Timestamp(rfc3339: claimed)
        {
            let clock = RecordClock(newest: Timestamp(rfc3339: "2026-11-23T18:00:00Z")!)
            let found = parser.time(
                of: record.span, layout: layout, header: nil, fields: fields, clock: clock)
            if Self.isSame(time, found) {
                scores["time", default: Score()].right += 1
            } else {
                scores["time", default: Score()].wrong.append(
                    "\(asserts.folder): \(claimed), here \(String(describing: found)): \(line.prefix(200))")
            }
        }
    }

    /// A line without a year had the year of their test run, which is not known.
    private static func isSame(_ claimed: Timestamp, _ found: Timestamp?) -> Bool {
        guard let found else { return false }
        if abs(claimed.microseconds - found.microseconds) < 1_000 { return true }
        let (one, other) = (claimed.civil, found.civil)
        // Some of their parsers cut the fraction off.
        if one.microsecond == 0, claimed.microseconds == found.microseconds - Int64(other.microsecond) { return true }
        return one.year != other.year && one.month == other.month && one.day == other.day && one.hour == other.hour
            && one.minute == other.minute && one.second == other.second
    }
}
