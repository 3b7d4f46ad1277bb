import TamgaModel

/// What may stand in the slots of a member's lines: lists of texts.
///
/// All names are reserved ones (RFC 2606: `.example`, `.test`), all addresses private ones or those for benchmarks
/// (198.18.0.0/16, RFC 2544) and documentation (192.0.2.0/24, RFC 5737): nobody's real host can occur.
struct Vocabulary: Sendable {
    /// A list of texts.
    struct List: Sendable {
        let texts: [String]
        let selector: Selector
    }

    private(set) var lists: [String: List] = [:]
    /// Shares, by the selector's number.
    private(set) var tails: [HeavyTail]

    /// The vocabulary of a member.
    init(_ estate: MemberEstate, seed: UInt64) {
        tails = [HeavyTail](repeating: HeavyTail(1), count: Selector.allCases.count)
        var random = ExerciseRandom(seed, ExerciseRandom.name("vocabulary"), ExerciseRandom.name(estate.member.code))
        addMachines(estate)
        addSites(&random)
        addPages(&random)
        addPrograms(estate, &random)
        addNumbers(&random)
        // What only a planted line has; ordinary shapes do not name it.
        for slot in ["comm", "exe", "a0", "a1", "a2"] { add(slot, .free, ["-"]) }
    }

    private mutating func add(_ slot: String, _ selector: Selector, _ texts: [String]) {
        lists[slot] = List(texts: texts, selector: selector)
        if selector != .free { tails[selector.rawValue] = HeavyTail(texts.count) }
    }

    private mutating func addMachines(_ estate: MemberEstate) {
        add("user", .person, estate.people.map(\.user))
        add("workstation", .person, estate.people.map(\.workstation))
        add("ws.ip", .person, estate.people.map(\.address))
        add("sid", .person, estate.people.indices.map { "S-1-5-21-1004336348-1177238915-682003330-\(1_100 + $0)" })
        add("server", .server, estate.servers.map(\.name))
        add("server.ip", .server, estate.servers.map(\.address))
        add("domain", .free, [estate.domain])
        add("windows", .free, [estate.windowsDomain])
        for name in ["dc01", "mail01", "proxy01", "web01", "gate01", "ns01"] {
            add(name, .free, [estate.server(name).name])
            add("\(name).ip", .free, [estate.server(name).address])
        }
        add("public.ip", .free, ["192.0.2.\(estate.place * 16 + 1)"])
        add("web.ip", .free, ["192.0.2.\(estate.place * 16 + 2)"])
        add("scada.ip", .free, ["10.\(estate.network).200.2"])
        add("plc.ip", .controller, (0..<24).map { "10.\(estate.network).200.\(20 + $0)" })
    }

    private mutating func addSites(_ random: inout ExerciseRandom) {
        let fronts = [
            "news", "weather", "maps", "bank", "shop", "video", "mail", "travel", "library", "sport", "music", "forum",
            "city", "school", "market", "photo", "jobs", "cinema", "garden", "health",
        ]
        let backs = ["portal", "online", "today", "service", "point", "hub", "daily", "net", "world", "direct"]
        var sites: [String] = []
        for back in backs {
            for front in fronts { sites.append("\(front)-\(back).\((sites.count % 3 == 2) ? "test" : "example")") }
        }
        add("site", .site, sites)
        add("site.ip", .site, sites.indices.map { "198.18.\($0 / 100).\(10 + $0 % 100)" })
        add("visitor", .visitor, (0..<900).map { _ in "198.18.\(64 + random.below(128)).\(1 + random.below(254))" })
        let correspondents = (0..<120).map { number in
            let people = ["info", "office", "anna", "sales", "press", "no-reply", "desk", "secretary"]
            return (people[number % people.count], sites[(number * 7) % sites.count])
        }
        add("from", .correspondent, correspondents.map { "\($0.0)@\($0.1)" })
        add("from.host", .correspondent, correspondents.map { "mx.\($0.1)" })
        add("from.ip", .correspondent, correspondents.indices.map { "198.18.32.\(10 + $0)" })
        add("to", .free, ["office", "registry", "press", "support", "hr", "archive"].map { "\($0)" })
    }

    private mutating func addPages(_ random: inout ExerciseRandom) {
        var stems = ["/", "/index.html", "/css/site.css", "/js/app.js", "/img/logo.png", "/favicon.ico", "/news"]
        for section in ["services", "documents", "forms", "about", "contacts", "media", "registry", "press"] {
            for number in 0..<12 { stems.append("/\(section)/page-\(number)") }
        }
        // Requests that have a query: what people look for on such sites, `cmd` of a list of orders among it.
        let queries = [
            "q=passport", "q=pension+forms", "page=2", "page=3&sort=date", "lang=en", "id=1042", "cmd=list&year=2026",
        ]
        let asked = stems.indices.map { $0 > 6 && $0 % 4 == 0 ? queries[$0 / 4 % queries.count] : "" }
        add("stem", .page, stems)
        add("rest", .page, asked.map { $0.isEmpty ? "" : "?\($0)" })
        add("query", .page, asked.map { $0.isEmpty ? "-" : $0 })
        var pages: [String] = []
        for folder in ["", "/article", "/assets", "/api/v1", "/feed", "/static/js", "/img"] {
            for _ in 0..<20 { pages.append("\(folder)/\(random.hexadecimal(6))") }
        }
        add("site.path", .sitePage, pages)
        add(
            "agent", .free,
            [
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
            ])
        add("referer", .free, ["-", "-", "-", "https://city-portal.example/", "https://news-portal.example/today"])
        add("method", .free, ["GET", "GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST"])
        add("status", .free, ["200", "200", "200", "200", "200", "200", "304", "304", "302", "404"])
    }

    private mutating func addPrograms(_ estate: MemberEstate, _ random: inout ExerciseRandom) {
        let programs = WorkstationProgram.all
        add("image", .program, programs.map(\.image))
        add("command", .program, programs.map(\.command))
        add("parent", .program, programs.map(\.parent))
        add("parent.command", .program, programs.map(\.parentCommand))
        add("sha256", .program, programs.map { _ in random.hexadecimal(64).uppercased() })
        add(
            "file", .free,
            (0..<400).map { number in
                let person = estate.people[number % estate.people.count].user
                let kinds = ["docx", "xlsx", "pdf", "tmp", "pptx"]
                return "C:\\Users\\\(person)\\Documents\\report-\(100 + number).\(kinds[number % kinds.count])"
            })
        add("client", .free, [#"C:\Program Files\Mozilla Firefox\firefox.exe"#])
        add("integrity", .free, ["Medium", "Medium", "Medium", "High", "System"])
        add("service", .free, ["Windows Update", "Print Spooler", "BITS", "Windows Installer", "Software Protection"])
    }

    private mutating func addNumbers(_ random: inout ExerciseRandom) {
        add("pid", .free, (0..<512).map { _ in "\(random.number(400...31_999))" })
        add("port", .free, (0..<1_024).map { _ in "\(random.number(49_152...65_535))" })
        add("bytes", .free, (0..<1_024).map { _ in "\(random.number(200...999) << random.below(10))" })
        add("milliseconds", .free, (0..<512).map { _ in "\(random.number(1...9) << random.below(9))" })
        add("three", .free, (0..<1_000).map { String("\(1_000 + $0)".dropFirst()) })
        add("hex4", .free, (0..<2_048).map { _ in random.hexadecimal(4) })
        add("base6", .free, (0..<2_048).map { _ in random.base62(6) })
        add("queue", .free, (0..<512).map { _ in random.hexadecimal(10).uppercased() })
        add("query.type", .free, ["A", "A", "A", "AAAA"])
        add("duration", .free, (0..<512).map { _ in "\(random.below(90)).\(random.number(100_000...999_999))" })
        add("server.port", .free, ["443", "443", "443", "443", "80", "53", "123", "993"])
        add("knock", .free, ["22", "23", "80", "443", "445", "1433", "3389", "5060", "8080"])
        add("register", .free, (0..<64).map { "\(40_001 + $0 * 4)" })
        add("logon.type", .free, ["2", "3", "3", "3", "7", "11"])
        add("key", .free, (0..<64).map { _ in random.base62(43) })
    }
}
