/// A small log of a form, with what makes splitting it hard.
struct SplitLog: Sendable, CustomStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// The longest record that is searched.
    var longestRecord = 4_096

    var description: String { name }

    init(_ name: String, _ text: String, longestRecord: Int = 4_096) {
        self.init(name, bytes: Array(text.utf8), longestRecord: longestRecord)
    }

    init(_ name: String, bytes: [UInt8], longestRecord: Int = 4_096) {
        self.name = name
        self.bytes = bytes
        self.longestRecord = longestRecord
    }

    private static let wide = String(repeating: "w", count: 300)

    static let all: [SplitLog] = lines + json + columns

    private static let lines: [SplitLog] = [
        SplitLog("empty", ""), SplitLog("one line end", "\n"), SplitLog("no line end", "evil.example"),
        SplitLog(
            "lines, some blank, CR LF, none at the end",
            "2026-01-02T03:04:05Z a evil.example\n\n\r\nJan  2 03:04:05 h sshd[1]: 198.51.100.7 evil.example\r\n\nuser=bob x\nevil.example"
        ),
        SplitLog(
            "records that are too long, one of them last",
            "evil.example\n\(wide)\nuser=bob evil.example\n\(wide)evil.example\n\(wide)\n\nevil.example\n\(wide)",
            longestRecord: 200),
        SplitLog(
            "a byte order mark and comments", "\u{FEFF}# a\n#b\n2026-01-02T03:04:05Z evil.example\n# evil.example\n"),
        SplitLog(
            "bytes that are no text",
            bytes: [0xFF, 0x0A, 0x00, 0x0A] + Array("evil.example".utf8) + [0xC3, 0x0A, 0xC3]),
    ]

    private static let record = #"{"time":"2026-01-02T03:04:05Z","user":"bob","host":"evil.example","n":"a\"}{"}"#

    private static let json: [SplitLog] = [
        SplitLog("JSON lines", "\(record)\n\n\(record)\n{\"user\":\"bob\"\n\(record)"),
        SplitLog("an array in one line", "[\(record),\(record), 7,\"evil.example\",\(record)]\n"),
        SplitLog(
            "an array over lines", "[\n  \(record),\n  {\n    \"user\": \"bob\",\n    \"h\": \"evil.example\"\n  }\n]\n"
        ),
        SplitLog("records in a wrapper", "{\"Records\":[\(record),\(record)],\"next\":\"evil.example\"}\n"),
        SplitLog(
            "values over lines",
            "{\n \"user\": \"bob\",\n \"h\": \"evil.example\"\n}\n{\n \"a\": [\n  {\"user\": \"bob\"}\n ]\n}\n\(record)\n"
        ),
        SplitLog("an array that breaks off", "[\(record),\n{\"user\":\"bob\",\"h\":\"evil.exa\nmple\n[\(record)"),
        SplitLog(
            "an array with a record that is too long", "[\(record),\n{\"a\":\"\(wide)\"},\n\(record)]\n\(record)\n",
            longestRecord: 250),
    ]

    private static let zeek = """
        #separator \\x09
        #set_separator\t,
        #empty_field\t(empty)
        #unset_field\t-
        #path\tdns
        #fields\tts\tuser\tquery
        #types\ttime\tstring\tstring
        1767323045.5\tbob\tevil.example
        1767323046.5\t-\t(empty)
        #close\t2026-01-02-00-00-00
        #separator \\x09
        #path\thttp
        #fields\tts\thost\tuser
        #types\ttime\tstring\tstring
        1767323047.5\tevil.example\tbob

        """
    private static let w3c = """
        #Software: Microsoft Internet Information Services 10.0
        #Date: 2026-01-02 00:00:00
        #Fields: time cs-host user
        03:04:05 evil.example bob
        #Date: 2026-01-03 00:00:00
        03:04:06 evil.example -
        #Fields: date time user cs-host
        2026-01-04 03:04:07 bob evil.example

        """

    private static let columns: [SplitLog] = [
        SplitLog("Zeek whose fields change", zeek), SplitLog("W3C whose date and fields change", w3c),
        SplitLog(
            "CSV with line ends in quotes",
            "# made today\ntime,user,text\n2026-01-02T03:04:05Z,bob,\"a\n\"\"evil.example\"\"\n\nb\"\n2026-01-02T03:04:06Z,\"bob\",evil.example\n,,\"\n\"\n2026-01-02T03:04:07Z,bob,\"evil.example\n"
        ),
        SplitLog(
            "tabs",
            "time\tuser\ttext\n2026-01-02T03:04:05Z\tbob\tevil.example\n2026-01-02T03:04:06Z\tann\tevil.example\n"),
        SplitLog(
            "the journal's export",
            bytes: Array("__REALTIME_TIMESTAMP=1767323045000000\n_COMM=a\nuser=bob\nMESSAGE\n".utf8)
                + [0x10, 0, 0, 0, 0, 0, 0, 0] + Array("evil\nevil.example\n\n".utf8)
                + Array(
                    "__REALTIME_TIMESTAMP=1767323046000000\nMESSAGE=evil.example\n\n__CURSOR=x\nMESSAGE=evil.example"
                        .utf8)),
    ]
}
