import Synchronization
import TamgaExercise
import TamgaModel
import Testing

/// What an exercise consists of, before it is a folder.
@Suite struct ExerciseTests {
    private static let intrusions = Scenario.allCases.filter { $0 != .traffic }

    private func planned(
        _ scenario: Scenario, _ codes: String = "UZ,KZ,TJ", seed: UInt64 = 7, size: Int = 300_000
    ) -> ExerciseSettings {
        ExerciseSettings(
            scenario: scenario, members: codes.split(separator: ",").compactMap { MemberState($0) }, seed: seed,
            size: size)
    }

    /// All of an exercise as one digest: each file's path and bytes (FNV-1a).
    private func digest(_ exercise: Exercise, workers: Int = 1) throws -> UInt64 {
        let made = try Made(exercise, workers: workers)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for (path, bytes) in made.files.sorted(by: { $0.key < $1.key }) {
            for byte in Array(path.utf8) + bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        return hash
    }

    @Test("One seed gives the same bytes, with one worker and with four", arguments: Scenario.allCases)
    func repeats(_ scenario: Scenario) throws {
        let one = try digest(Exercise(planned(scenario)))
        #expect(try digest(Exercise(planned(scenario)), workers: 4) == one)
        #expect(try digest(Exercise(planned(scenario, seed: 8))) != one)
    }

    /// Of the members UZ, KZ and TJ with the seed 7: what changes them changes what a seed gives, and is to be meant.
    private static let golden: [Scenario: UInt64] = [
        .phishingCampaign: 0x35A3_8E37_A805_3A73, .ransomware: 0xCD93_2B5C_78DA_F352,
        .waterUtility: 0xE127_BC03_9E72_B7A4, .webShell: 0x9F3D_5AD3_2180_17D2, .traffic: 0x6352_D4EA_788E_96C6,
    ]

    @Test("A seed gives the bytes that it gave before", arguments: Scenario.allCases)
    func goldenDigests(_ scenario: Scenario) throws {
        #expect(try digest(Exercise(planned(scenario)), workers: 2) == Self.golden[scenario])
    }

    /// Two logs of two slices each.
    private func sliced() throws -> Exercise {
        var settings = planned(.traffic, "UZ", size: 5_000_000)
        settings.formats = ["apache", "iptables"]
        settings.carriedMillionths = 1_000
        return try Exercise(settings)
    }

    @Test("Slices come in order, however many are made at a time", arguments: [1, 2, 7])
    func slicesInOrder(workers: Int) throws {
        let exercise = try sliced()
        #expect(exercise.logs.allSatisfy { $0.sliceCount > 1 })
        #expect(try digest(exercise, workers: workers) == 0x5B2A_E7F7_CB69_5765)
    }

    @Test("Where a slice cannot be written, that is thrown and nothing more is handed over", arguments: [1, 3])
    func failedSlice(workers: Int) throws {
        let exercise = try sliced()
        let handed = Atomic(0)
        #expect(throws: ExerciseError.noLogs) {
            try exercise.eachSlice(workers: workers) { _, _ in
                if handed.add(1, ordering: .relaxed).newValue == 2 { throw ExerciseError.noLogs }
            }
        }
        #expect(handed.load(ordering: .relaxed) == 2)
    }

    @Test("An answer's file, line and offset are those of its record", arguments: intrusions)
    func answersPoint(_ scenario: Scenario) throws {
        let made = try Made(Exercise(planned(scenario, size: 2_000_000)), workers: 2)
        #expect(made.answers.count > 60)
        for answer in made.answers where answer["kind"] == "record" {
            let log = try #require(made.files[answer["file"] ?? ""])
            let lines = log.split(separator: 0x0A, omittingEmptySubsequences: false)
            let number = try #require(Int(answer["line"] ?? ""))
            let offset = try #require(Int(answer["byte_offset"] ?? ""))
            #expect(lines[..<(number - 1)].reduce(0) { $0 + $1.count + 1 } == offset)
            // The first value stands in the record, as the log writes it.
            guard let value = answer["indicator"] else { continue }
            let line = String(decoding: lines[number - 1], as: UTF8.self).lowercased()
            let shown = value.split(separator: "/").last.map(String.init) ?? value
            #expect(line.contains(shown), "\(value) in \(line)")
        }
    }

    @Test("Nothing but reserved names and addresses stands in ordinary lines", arguments: Scenario.allCases)
    func reservedOnly(_ scenario: Scenario) throws {
        let made = try Made(Exercise(planned(scenario)), workers: 1)
        for (path, bytes) in made.files where path.hasPrefix("logs/") {
            for line in bytes.split(separator: 0x0A) {
                for word in line.split(whereSeparator: { !($0 == 0x2E || (0x30...0x39).contains($0)) }) {
                    let parts = word.split(separator: 0x2E, omittingEmptySubsequences: false)
                    guard parts.count == 4, let text = parts.map({ Int(String(decoding: $0, as: UTF8.self)) }) as? [Int]
                    else { continue }
                    // Versions of browsers have four parts, too.
                    if text[1] == 0, text[2] == 0, text[3] == 0 { continue }
                    let isReserved =
                        text[0] == 10 || (text[0] == 198 && (text[1] == 18 || text[1] == 19))
                        || (text[0] == 192 && text[1] == 0 && text[2] == 2)
                        || (text[0] == 203 && text[1] == 0 && text[2] == 113)
                    #expect(isReserved, "\(path): \(text)")
                }
            }
        }
    }

    @Test("Lines are in the order of their times")
    func inOrder() throws {
        let made = try Made(Exercise(planned(.phishingCampaign, size: 2_000_000)), workers: 1)
        let log = try #require(made.files["logs/UZ/squid-access.log"])
        let times = log.split(separator: 0x0A).map { String(decoding: $0.prefix(14), as: UTF8.self) }
        #expect(times.count > 500)
        #expect(times == times.sorted())
    }

    @Test("The ordinary traffic is about as large as was asked for", arguments: [200_000, 3_000_000])
    func sizes(_ size: Int) throws {
        let made = try Made(Exercise(planned(.traffic, "UZ", size: size)), workers: 2)
        let written = made.files.filter { $0.key.hasPrefix("logs/") }.values.reduce(0) { $0 + $1.count }
        #expect(abs(written - size) < size / 10)
    }

    @Test("A share of lines carries an indicator, and each is an answer")
    func carried() throws {
        var settings = planned(.traffic, "UZ", size: 3_000_000)
        settings.formats = ["apache", "zeek-dns"]
        settings.carriedMillionths = 20_000
        let made = try Made(Exercise(settings), workers: 2)
        let lines = made.files.filter { $0.key.hasPrefix("logs/") }.values.reduce(0) { $0 + $1.count { $0 == 0x0A } }
        let carried = made.answers.count { $0["step"] == "carried" }
        #expect(abs(carried * 1_000 / lines - 20) <= 4)
        #expect(made.files.keys.filter { $0.hasPrefix("logs/") }.sorted() == ["logs/UZ/access.log", "logs/UZ/dns.log"])
    }

    @Test("What cannot be made is refused with what to do")
    func refusals() {
        #expect(throws: ExerciseError.fewMembers(scenario: "ransomware", least: 2)) {
            try Exercise(planned(.ransomware, "UZ"))
        }
        #expect(throws: ExerciseError.repeatedMember("KZ")) { try Exercise(planned(.ransomware, "KZ,UZ,KZ")) }
        var short = planned(.webShell)
        short.days = 2
        #expect(throws: ExerciseError.fewDays(scenario: "web-shell", least: 5)) { try Exercise(short) }
        var format = planned(.webShell)
        format.formats = ["gopher"]
        #expect(throws: ExerciseError.self) { try Exercise(format) }
        format.formats = ["apache"]
        #expect(throws: ExerciseError.self) { try Exercise(format) }
    }

    @Test("members of an exercise: there are networks for so many, and for one more there are none")
    func members() throws {
        func codes(_ count: Int) -> String {
            (0..<count).map { "A\(Character(Unicode.Scalar(65 + UInt8($0))))" }.joined(separator: ",")
        }
        let most = try Exercise(planned(.traffic, codes(Exercise.mostMembers)))
        #expect(most.settings.members.count == Exercise.mostMembers)
        #expect(throws: ExerciseError.manyMembers(most: 15)) {
            try Exercise(planned(.traffic, codes(Exercise.mostMembers + 1)))
        }
    }
}
