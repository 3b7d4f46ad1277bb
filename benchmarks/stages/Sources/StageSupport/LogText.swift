public import TamgaModel

/// Logs, drawn from a seed, with so many lines to be found among ordinary ones.
public struct LogText {
    /// The log.
    public var bytes: [UInt8] = []
    /// Its lines.
    public var lines = 0
    /// How many of them have something to be found.
    public var planted = 0

    private var random: SeededRandom

    private init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// Lines of sshd, about a hundred bytes each, with an address each; every `every`th of an address that is known.
    public static func sshd(_ lines: Int, known: [Observable] = [], every: Int = 10) -> LogText {
        var log = LogText(seed: 11)
        for number in 0..<lines {
            let isPlanted = !known.isEmpty && number % every == every / 2
            let address = isPlanted ? known[log.random.below(known.count)].text : log.ordinaryAddress()
            log.append(
                "\(log.clock(number)) web\(log.random.below(40)) sshd[\(log.random.below(60_000) + 1_000)]: "
                    + "Failed password for invalid user u\(log.random.below(5_000)) from \(address) "
                    + "port \(log.random.below(60_000) + 1_024) ssh2", isPlanted)
        }
        return log
    }

    /// Lines of sshd; every `every`th holds one of some words where the user's name is.
    public static func sshd(_ lines: Int, words: [String], every: Int = 10) -> LogText {
        var log = LogText(seed: 12)
        for number in 0..<lines {
            let isPlanted = !words.isEmpty && number % every == every / 2
            let user = isPlanted ? words[log.random.below(words.count)] : "u\(log.random.below(5_000))"
            log.append(
                "\(log.clock(number)) web\(log.random.below(40)) sshd[\(log.random.below(60_000) + 1_000)]: "
                    + "Failed password for invalid user \(user) from \(log.ordinaryAddress()) "
                    + "port \(log.random.below(60_000) + 1_024) ssh2", isPlanted)
        }
        return log
    }

    /// Lines of a proxy with a URL each; every `every`th to a domain that is known.
    public static func proxy(_ lines: Int, known: [Observable] = [], every: Int = 10) -> LogText {
        var log = LogText(seed: 13)
        for number in 0..<lines {
            let isPlanted = !known.isEmpty && number % every == every / 2
            let domain =
                isPlanted ? known[log.random.below(known.count)].text : "o\(log.random.hexadecimal(9)).example"
            log.append(
                "\(1_793_500_000 + number).\(100 + number % 900) \(log.random.below(900)) \(log.ordinaryAddress()) "
                    + "TCP_MISS/200 \(log.random.below(90_000)) GET http://\(domain)/img/\(log.random.below(9_999)).png "
                    + "- HIER_DIRECT/\(log.ordinaryAddress()) image/png", isPlanted)
        }
        return log
    }

    /// Lines with a SHA-256 digest each, none of them known.
    public static func digests(_ lines: Int) -> LogText {
        var log = LogText(seed: 14)
        for number in 0..<lines {
            log.append(
                "\(log.clock(number)) host\(log.random.below(40)) scanner[77]: file /srv/data/f\(number).bin "
                    + "sha256=\(log.random.hexadecimal(64)) verdict=clean", false)
        }
        return log
    }

    /// Events of started processes in JSON, about 700 bytes each; every `every`th has one of some command lines.
    public static func processes(
        _ lines: Int, commands: [(image: String, line: String)] = [], every: Int = 10
    ) -> LogText {
        var log = LogText(seed: 15)
        for number in 0..<lines {
            let isPlanted = !commands.isEmpty && number % every == every / 2
            let command =
                isPlanted
                ? commands[log.random.below(commands.count)]
                : (image: "app\(log.random.below(900)).exe", line: "--config c\(log.random.below(9_999)).ini")
            log.append(log.process(number, command), isPlanted)
        }
        return log
    }

    private mutating func process(_ number: Int, _ command: (image: String, line: String)) -> String {
        let time = "2026-11-\(10 + number / 86_400 % 20)T" + clock(number).suffix(8) + ".000Z"
        let (id, parent) = (random.below(60_000), random.below(60_000))
        return
            #"{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","#
            + #""Computer":"pc\#(random.below(500)).corp.example","UtcTime":"\#(time)","ProcessId":\#(id),"#
            + #""Image":"C:\\Program Files\\Acme\\\#(command.image)","FileVersion":"10.0.\#(random.below(9_999))","#
            + #""CommandLine":"\"C:\\Program Files\\Acme\\\#(command.image)\" \#(command.line)","#
            + #""CurrentDirectory":"C:\\Users\\u\#(random.below(5_000))\\","User":"CORP\\u\#(random.below(5_000))","#
            + #""LogonId":"0x\#(random.hexadecimal(6))","IntegrityLevel":"Medium","ParentProcessId":\#(parent),"#
            + #""Hashes":"MD5=\#(random.hexadecimal(32)),SHA256=\#(random.hexadecimal(64))","#
            + #""ParentImage":"C:\\Windows\\explorer.exe","ParentCommandLine":"C:\\Windows\\Explorer.EXE"}"#
    }

    private mutating func ordinaryAddress() -> String {
        "10.\(2 * random.below(128)).\(random.below(256)).\(random.below(256))"
    }

    /// A second a line, in November.
    private func clock(_ number: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let day = 10 + number / 86_400 % 20
        return "Nov \(day) \(two(number / 3_600 % 24)):\(two(number / 60 % 60)):\(two(number % 60))"
    }

    private mutating func append(_ line: String, _ isPlanted: Bool) {
        bytes.append(contentsOf: line.utf8)
        bytes.append(0x0A)
        lines += 1
        if isPlanted { planted += 1 }
    }
}
