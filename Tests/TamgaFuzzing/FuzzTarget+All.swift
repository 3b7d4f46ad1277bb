import TamgaFormats
import TamgaModel

extension FuzzTarget {
    /// Every target, in the order in which they are run.
    public static let all: [FuzzTarget] = texts + feeds + rules + logs + requests + engines

    private static let json: [String] = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\udc00", "\\u202e", "true", "false", "null",
        "-",
        "1e5", "0.5", "{\"a\":1}", "[[", "}}", "\"\"",
    ]
    private static let stix: [String] = [
        "\"type\":\"indicator\"", "\"id\":\"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\"", "\"objects\":[",
        "\"spec_version\":\"2.1\"", "\"pattern\":\"[ipv4-addr:value = '198.51.100.23']\"", "\"revoked\":true",
        "\"created\":\"2026-01-01T00:00:00Z\"", "\"confidence\":101", "},{", "]}", "{\"type\":\"bundle\",",
    ]

    private static let texts: [FuzzTarget] = [
        FuzzTarget(
            "json", "the cursor agrees with the validator; what is written again is the same value",
            seeds: SeedFiles(
                paths: ["/json-jsontestsuite/", "/stix-examples/", "/logs-suricata-eve/"], suffixes: [".json"]),
            builtIn: [
                #"{"a":[1,2.5e3,{"b":null}],"é":"\u00e9\ud83d\ude00","":true}"#, "[]", "\"\\\"\"", " -0.0 ",
            ], tokens: json
        ) { JSONProperty() },
        FuzzTarget(
            "json-string", "any bytes become a JSON string that is UTF-8, harmless, and the same text",
            builtIn: ["", "a\u{1B}[2J\u{202E}é", "\u{9B}\u{E0041}\u{2028}"], tokens: json, longest: 600
        ) { JSONStringProperty() },
        FuzzTarget(
            "yaml", "nodes and faults lie inside the text",
            seeds: SeedFiles(paths: ["/rules"], suffixes: [".yml", ".yaml"]),
            builtIn: ["a: [1, {b: c}]\n", "- &a x\n- *a\n", "---\na: |\n  b\n...\n---\n? x\n: 'y'\n", "<<: {a: 1}\n"],
            tokens: [
                "- ", ": ", "&a ", "*a", "!!binary ", "|\n", ">-\n", "---\n", "...\n", "? ", "{", "}", "[", "]", "#",
                "'", "\"", "<<: *a",
            ]
        ) { YAMLProperty() },
        FuzzTarget(
            "observable", "a value, and a time, is its own canonical form",
            seeds: SeedFiles(paths: ["/list-maltrail-subset/", "/list-ipsum/"], cut: .lines),
            builtIn: [
                "a198.51.100.23", "b2001:db8::1%eth0", "cevil.example.", "dhxxp://evil[.]example/a?b#c",
                "ebob@evil.example",
                "fC:\\Temp\\a.exe", "gHKLM\\Software\\X", "h2026-02-30T23:59:60.123456Z", "ixn--e1afmkfd.example",
                "j::ffff:1.2.3.4/96",
            ],
            tokens: [
                ".", ":", "/", "://", "[.]", "hxxp", "xn--", "@", "%41", "\\", "::", "/33", "Z", "+14:00", "T", "-",
            ], longest: 600
        ) { ObservableProperty() },
    ]

    private static let feeds: [FuzzTarget] = [
        FuzzTarget(
            "stix", "a bundle gives the same objects and refusals whole and in pieces, with places inside it",
            seeds: SeedFiles(
                paths: ["/stix-examples/", "/stix-validator-vectors/", "/stix-mvt/", "/stix-unit42/"],
                suffixes: [".json"]),
            builtIn: [
                #"{"type":"bundle","id":"bundle--44af6c39-c09b-49c5-9de2-394224b04982","objects":[{"type":"indicator","spec_version":"2.1","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","created":"2026-04-06T20:03:48Z","modified":"2026-04-06T20:03:48Z","pattern":"[ipv4-addr:value = '198.51.100.23']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"},{"a":1},{"type":"identity","id":"identity--f431f809-377b-45e0-aa1c-6a4751cae5ff"}]}"#,
                "[{},[],{\"type\":\"x\"}]", "{\"objects\":[{\"a\":\"}\"}", "{}{}",
            ], tokens: json + stix, longest: 6_000
        ) { FeedProperty(.stix) },
        FuzzTarget(
            "stix-lines", "the same of JSON Lines",
            seeds: SeedFiles(paths: ["/stix-validator-vectors/"], cut: .groups(3)),
            builtIn: [
                "{\"type\":\"indicator\",\"id\":\"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\",\"pattern\":\"[url:value='http://a.example/']\"}\n{\"a\":1}\n{broken\n"
            ], tokens: json + stix
        ) { FeedProperty(.stixLines) },
        FuzzTarget(
            "misp", "the same of MISP events", seeds: SeedFiles(paths: ["/misp-pymisp-tests/"], suffixes: [".json"]),
            builtIn: [
                #"{"Event":{"uuid":"5a843b4f-1ba0-4d1c-9f0e-1f0a950d210f","info":"x","date":"2026-01-01","Orgc":{"name":"a","uuid":"5a843b4f-1ba0-4d1c-9f0e-1f0a950d210f"},"Attribute":[{"type":"domain|ip","value":"evil.example|198.51.100.23","to_ids":true,"uuid":"5a843b4f-1ba0-4d1c-9f0e-1f0a950d2101","Tag":[{"name":"tlp:amber"}]}],"Object":[{"name":"file","Attribute":[{"type":"md5","value":"d41d8cd98f00b204e9800998ecf8427e"}]}]}}"#,
                "d41d8cd98f00b204e9800998ecf8427e,5a843b4f-1ba0-4d1c-9f0e-1f0a950d210f\n",
            ],
            tokens: json + [
                "\"Attribute\":[", "\"Object\":[", "\"to_ids\":true", "\"type\":\"ip-dst\"", "\"deleted\":true",
                "{\"response\":[", "tlp:red",
            ],
            longest: 6_000
        ) { FeedProperty(.misp) },
        FuzzTarget(
            "csv", "the same of CSV", seeds: SeedFiles(paths: ["/list-"], suffixes: [".csv", ".tsv"], cut: .groups(6)),
            builtIn: [
                "value,type,name,confidence,valid_from,labels\nevil.example,domain,\"a, \"\"b\"\"\",50,2026-01-01,\"x;y\"\n198.51.100.23,,,101,,\n",
                "# a\n\"ip\";\"port\"\n198.51.100.23;80\n", "url\tsha256\nhttp://a.example/\te3b0\n",
            ], tokens: [",", ";", "\t", "\"", "\"\"", "\r\n", "#", "=1+1", "url", "md5", "ip:port"]
        ) { FeedProperty(.csv) },
        FuzzTarget(
            "list", "the same of lists",
            seeds: SeedFiles(paths: ["/list-maltrail-subset/", "/list-ipsum/"], cut: .groups(8)),
            builtIn: [
                "# c\n198.51.100.23\nevil.example ; x\n203.0.113.0-203.0.113.255\t5\nhxxp://a[.]example/b\n0.0.0.0 bad.example\n198.51.100.9:80\n"
            ], tokens: ["#", ";", "//", "\t", "0.0.0.0 ", "-", "/24", ":80", "*.", "||", "^"]
        ) { FeedProperty(.list) },
        FuzzTarget(
            "hosts", "the same of hosts files",
            builtIn: ["127.0.0.1 localhost a.example\n0.0.0.0 bad.example # x\n::1 b.example c.example\n"],
            tokens: ["0.0.0.0 ", "::1 ", "#", "\t"]
        ) { FeedProperty(.hosts) },
        FuzzTarget(
            "zeek-intel", "the same of Zeek's intel files",
            builtIn: [
                "#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc\nevil.example\tIntel::DOMAIN\tx\ta\\x09b\n198.51.100.23\tIntel::ADDR\t-\t(empty)\n"
            ],
            tokens: ["\t", "#fields\tindicator", "Intel::URL", "Intel::FILE_HASH", "\\x", "-", "(empty)"]
        ) { FeedProperty(.zeekIntel) },
        FuzzTarget(
            "feed", "the same of what has to be recognised",
            seeds: SeedFiles(paths: ["/list-", "/stix-examples/", "/misp-pymisp-tests/"], cut: .groups(5)),
            builtIn: [
                "198.51.100.23\n", "value,type\na.example,domain\n", "{\"Event\":{}}", "{\"type\":\"bundle\"}",
                "#fields\tindicator\n",
            ],
            tokens: json + ["#", ",", "\t"]
        ) { FeedProperty(nil) },
        FuzzTarget(
            "warninglist", "lists of what is harmless are read or refused",
            seeds: SeedFiles(paths: ["/list-misp-warninglists/"], suffixes: [".json"]),
            builtIn: [
                #"{"name":"a","type":"regex","list":["/^a+$/i","(a+)+$"]}"#,
                #"{"name":"a","type":"cidr","list":["10.0.0.0/8","::/0",1]}"#,
                "10.0.0.0/8\nexample.org\n# x\n", #"{"type":"hostname","list":[".example.org"]}"#,
            ], tokens: json + ["\"type\":\"regex\"", "\"type\":\"cidr\"", "\"type\":\"substring\"", "\"list\":["]
        ) { SettingsProperty(kind: .warningList) },
    ]

    private static let rules: [FuzzTarget] = [
        FuzzTarget(
            "stix-pattern", "what is read is, written and read again, the same",
            seeds: SeedFiles(paths: ["/stix-pattern-vectors/"], suffixes: [".jsonl"], cut: .member("pattern")),
            builtIn: [
                "[file:hashes.'SHA-256' = 'a' AND file:size > 5] FOLLOWEDBY [a:b[*].c LIKE 'x%' OR NOT EXISTS d:e[-1]]",
                "([a:b IN ('x', 'y')] REPEATS 5 TIMES) WITHIN 1.5 SECONDS START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00.5Z'",
                "[a:b = h'00ff' OR a:c = b'AAEC' OR a:d != 1.25 OR a:e ISSUBSET '198.51.100.0/24' OR a:f MATCHES '^x+$' OR a:g = true]",
            ],
            tokens: [
                "[", "]", "(", ")", " AND ", " OR ", " FOLLOWEDBY ", " REPEATS 2 TIMES", " WITHIN 5 SECONDS", " NOT ",
                "EXISTS ", " IN ",
                " LIKE ", " MATCHES ", " ISSUBSET ", "'", "\\'", "\\\\", ":", ".", "[*]", "[0]",
                "t'2026-01-01T00:00:00Z'", "h'", "b'", "/*", "*/", "//", "!=", "<=",
            ]
        ) { StixPatternProperty() },
        FuzzTarget(
            "sigma", "problems lie inside the file, and what is read compiles",
            seeds: SeedFiles(
                paths: ["/rules-sigma-subset/", "/rules-mdecrevoisier-sigma/", "/rules-sigma-spec/"], suffixes: [".yml"]
            ),
            builtIn: [
                "title: a\nlogsource: {category: x}\ndetection:\n  s: {a|re|i: 'x+', b|contains|all: [y, z], c|cidr: 10.0.0.0/8}\n  t: [k1, k2]\n  condition: 1 of s* and not all of them\n",
                "title: c\ncorrelation: {type: event_count, rules: [a], group-by: [u], timespan: 5m, condition: {gte: 3}}\n",
                "title: f\nlogsource: {category: x}\nfilter: {rules: [a], selection: {a: b}, condition: not selection}\n",
            ],
            tokens: [
                "|contains", "|re", "|base64offset", "|windash", "|all", "|cidr", "|fieldref", "|expand", "%x%", "*",
                "?", "\\*", " and ", " or ", " not ", "1 of ",
                "all of them", "(", ")", ": ", "- ", "\n", "  ", "condition: ", "timespan: 1h", "| count() by a > 5",
                "null", "!!int ",
            ], longest: 4_000
        ) { SigmaProperty() },
        FuzzTarget(
            "regex", "a text in which PCRE2 finds a pattern holds what the pattern is said to require",
            seeds: SeedFiles(paths: ["/regex-", "/rules-sigma-subset/"], cut: .lines),
            builtIn: [
                "(?i)inv(alid)? user \\w{2,}\ninvalid user bob", "^(a+)+$\naaaa", "(?<n>x|y)\\k<n>[^\\d\\W]\nxxq",
                "a(?=b)b*?c++\\x41\nabcA", "\\Qa.b\\E|c{0,2}d\na.b",
                "(?(1)a|b)(?>c)\\p{L}[[:alpha:]]\nbcé",
            ],
            tokens: [
                "(", ")", "(?:", "(?i)", "(?=", "(?!", "(?<=", "(?<n>", "(?>", "(?|", "(?(1)", "[", "]", "[^",
                "[[:alpha:]]", "{2,}", "{0,3}", "*", "+?", "*+", "|", "^", "$",
                "\\b", "\\d", "\\W", "\\x{212A}", "\\Q", "\\E", "\\1", "\\k<n>", "\\p{L}", "\\K", "(*SKIP)",
                "(*ACCEPT)", "(?#", "(?R)", "(?x)", ".", "\\R", "\\N", "s", "k", "\n",
            ], longest: 400
        ) { RegexProperty() },
        FuzzTarget(
            "community", "a community file is read or refused with words",
            seeds: SeedFiles(paths: ["/samples/"], suffixes: [".yaml"]),
            builtIn: [
                "name: u\nmembers:\n  - code: KZ\n    name: {en: a, ru: b}\n    identities: [identity--f431f809-377b-45e0-aa1c-6a4751cae5ff]\n    networks: [198.51.100.0/24]\n    domains: [a.kz]\n    sources: [{path: '/var/log/*'}]\n"
            ],
            tokens: [
                "code: ", "networks: [", "sources:\n", "- ", ": ", "{", "}", "sharing:\n", "quality:\n", "partners:\n",
                "  ",
            ], longest: 4_000
        ) { SettingsProperty(kind: .community) },
        FuzzTarget(
            "text-formats", "format files are read or refused with words",
            seeds: SeedFiles(paths: ["/rules/formats/"], suffixes: [".yml"]),
            builtIn: [
                "name: a\ntitle: A\npattern: '^(?<time>\\d+) (?<host>\\S+) (?<message>.*)$'\nexamples:\n  - record: '1 a b'\n    fields: {host: a}\n"
            ],
            tokens: ["pattern: ", "(?<a>", ")", "within: ", "examples:\n", "- ", ": ", "time: "], longest: 4_000
        ) { SettingsProperty(kind: .formats) },
        FuzzTarget(
            "log-sources", "log source maps and placeholder files are read or refused with words",
            seeds: SeedFiles(paths: ["/rules/logsources.yml"]),
            builtIn: [
                "- product: windows\n  category: process_creation\n  when: {Channel: Security, EventID: 4688}\n  fields: {Image: NewProcessName}\n"
            ],
            tokens: ["when: ", "fields: ", "- ", ": ", "{", "}"], longest: 4_000
        ) { SettingsProperty(kind: .logSources) },
    ]

    private static let logFiles = SeedFiles(
        paths: [
            "/logs-lnav/", "/logs-crowdsec-tests/", "/logs-plaso-testdata/", "/logs-gtk-drill/", "/logs-otrf-small/",
            "/logs-elastic-examples/",
        ], cut: .lines)
    private static let logTokens: [String] = [
        "\"", "'", "\\", "{", "}", "[", "]", "(", ")", "<34>", "<34>1 ", "|", ",", ";", ":", "=", "-", "%", "#",
        "@cee: ", "CEF:0|", "type=", "msg=audit(", "\t", "\u{1D}", "\u{1E}",
        "\\x", "\\u0041", "2026-01-01T00:00:00Z", "Jan  1 00:00:00", "[10/Oct/2000:13:55:36 -0700]",
    ]

    private static let logs: [FuzzTarget] = [
        FuzzTarget(
            "records", "in every layout each field lies inside its record", seeds: logFiles,
            builtIn: KnownFormats.records,
            tokens: logTokens, longest: 1_500
        ) { RecordProperty() },
        FuzzTarget(
            "reshape", "a log whose records are made lines keeps its length, and is the same in pieces",
            seeds: SeedFiles(
                paths: [
                    "/logs-cloudtrail-stratus/", "/logs-suricata-eve/", "/logs-otrf-small/", "/logs-plaso-testdata/",
                ], cut: .groups(8)),
            builtIn: [
                "[{\"a\":1},\n{\"b\":[2,\n3]}]\n", "{\"Records\":[{\"a\":\"}\\\"\"}\n,{}]}", "a,\"b\nc\",d\n1,2,3\n",
                "__CURSOR=x\nMESSAGE\n\u{5}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}a\nb c\n\n__CURSOR=y\n",
            ],
            tokens: json + [
                "\n", "\r\n", ",", "\n\n", "__CURSOR=", "MESSAGE\n", "\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
                "{\"Records\":[",
            ]
        ) { ReshapingProperty() },
        FuzzTarget(
            "syslog", "a stream gives the same messages in pieces of any size",
            builtIn: ["5 <34>a<34>b\n11 <34>1 - - x\n<1>y\0", "999999999 <", "12 x\n300 <0>"],
            tokens: ["<", ">", " ", "\n", "\0", "5 <1>ab", "256 <", "257 <", "999999999 <", "9999999999 <", "<34>1 "]
        ) { SyslogProperty() },
    ]

    private static let requests: [FuzzTarget] = [
        FuzzTarget(
            "taxii", "a request is read or refused with a status of 400 to 499; a cursor is what it was made of",
            builtIn: [
                "/union/collections/everything/objects/\nmatch[type]=indicator,malware&limit=100&added_after=2026-01-02T03:04:05.678901Z\napplication/taxii+json;version=2.1, */*;q=0.1\napplication/taxii+json;version=2.1\n{\"objects\":[{\"type\":\"indicator\",\"id\":\"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f\",\"modified\":\"2026-01-02T03:04:05Z\"},1]}",
                "/union/collections/x/objects/indicator--1/versions/\nmatch[version]=all,2026-01-02T03:04:05.678Z&next=AQEABlz\n\"a;b\"/c;version=\"2\\\"1\"\napplication/stix+json\n{\"type\":\"bundle\",\"objects\":[]}",
                "/taxii2/\nmatch%5Bid%5D=a%2Cb&match[spec_version]=2.0\n*/*\n\n{}", "/union/status/5/\n\n\n\n",
            ],
            tokens: json + [
                "/", "%2f", "%00", "%ff", "..", "&", "=", "match[id]=", "match[version]=last", "next=", "limit=",
                "added_after=", ";", ",", "version=2.1", "\"objects\":[", "\n", "*",
            ]
        ) { TaxiiProperty() }
    ]

    private static let engines: [FuzzTarget] = [
        FuzzTarget(
            "match", "both engines find the same indicators", seeds: logFiles,
            builtIn: EngineProperty.observables.map { "a \($0.text) b\n{\"x\":\"\($0.text)\"}\n" },
            tokens: EngineProperty.observables.map(\.text) + [
                ".", ":", "/", "\\/", "\\u002e", "%2e", "%2F", "[.]", "@", "-", "_", "\n", " ", "\"", "{\"", "\\n",
                "\\\\", "::", "0", "f", "http://", "xn--", "。",
            ], longest: 1_200
        ) { EngineProperty(hasRules: false) },
        FuzzTarget(
            "match-rules", "both engines find the same rules", seeds: logFiles,
            builtIn: [
                "{\"a\":\"invoiced user 123\",\"b\":\"xyy\",\"ip\":\"198.51.100.7\",\"count\":6,\"user\":null}\n{\"a\":{\"c\":\"q\\\\n.exe\"},\"k\":\"12-12\"}\n",
                "evil and its payload CMD.EXE\na=Abc b=ZXZpbA== k=7-7 user=x ip=2001:db8::1\n",
                "{\"k\":[\"1-1\",\"i\u{307}stanbul\"],\"ip\":[\"198.51.100.1\"]}\n",
            ],
            tokens: logTokens + [
                "\"a\":", "\"b\":", "\"k\":", "\"ip\":", "\"count\":", "user", "invalid user ", "evil", "payload",
                "cmd.exe", "198.51.100.", "2001:db8::", "-", "12-12", "ZXZpbA", "null", "{", "}", "\n",
            ], longest: 1_200
        ) { EngineProperty(hasRules: true) },
        FuzzTarget(
            "partial", "a partial that somebody has changed, checksums and all, is refused with words or merged",
            builtIn: ["\u{0}\u{10}\u{1}", "\u{0}\u{50}\u{7F}\u{1}\u{20}\u{7}", "TAMGAPRT\u{1}"],
            tokens: ["\u{0}", "\u{1}", "\u{2}", "\u{7F}", "\u{40}", "TAMGAEND"], longest: 300
        ) { PartialProperty() },
        FuzzTarget(
            "snapshot", "a changed snapshot is refused or found out, and no snapshot ends or keeps the program",
            builtIn: [
                "\u{0}TAMGASNP", "\u{1}\u{1}\u{0}\u{8}\u{4}", "\u{2}\u{1}\u{0}\u{8}\u{4}\u{2}\u{3}\u{7}a",
                "\u{1}\u{0}\u{0}\u{30}z", "\u{3}aaaabbbbccccddddeeee",
            ], longest: 400
        ) { SnapshotProperty() },
    ]
}
