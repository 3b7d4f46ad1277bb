import TamgaModel

/// The fixed sightings that every golden file is made of.
enum Fixture {
    static func state(_ code: String) -> MemberState { MemberState(code)! }

    static let community = Community(
        name: "Exercise union",
        members: [
            Community.Member(
                state: state("KZ"), names: ["en": "Kazakhstan", "ru": "Казахстан", "zh": "哈萨克斯坦"],
                identities: ["identity--2c63888f-28f0-4481-be6d-dce7a7ace732"]),
            Community.Member(state: state("CN"), names: ["en": "China", "ru": "Китай", "zh": "中国"]),
            Community.Member(state: state("UZ"), names: ["en": "Uzbekistan", "ru": "Узбекистан", "zh": "乌兹别克斯坦"]),
            Community.Member(state: state("BY"), names: ["en": "Belarus"]),
        ])

    static func address(_ last: UInt8) -> Observable {
        Observable(type: .ipv4Address, canonicalBytes: [198, 51, 100, last])
    }

    static func text(_ type: ObservableType, _ text: String) -> Observable {
        Observable(type: type, canonicalBytes: Array(text.utf8))
    }

    static func sighting(
        _ number: Int, _ observable: Observable, by producers: [String], in observer: String?, count: Int,
        from first: String? = "2026-11-01T08:00:00Z", to last: String? = "2026-11-03T19:30:00.250Z",
        confidence: UInt8? = nil, marking: Marking? = nil, indicator: String? = nil
    ) -> Sighting {
        Sighting(
            id: "sighting-\(number)", observable: observable, indicatorID: indicator,
            producers: producers.map(state), observer: observer.map(state), source: "logs/\(number).log", count: count,
            firstSeen: first.flatMap { Timestamp(rfc3339: $0) }, lastSeen: last.flatMap { Timestamp(rfc3339: $0) },
            confidence: confidence, marking: marking)
    }

    static let shared = "indicator--670c1cd3-5555-4e31-84be-37c1dfe6c55b"

    static let sightings = [
        sighting(
            1, address(23), by: ["KZ", "UZ"], in: "KZ", count: 1_200, confidence: 85, marking: .amber,
            indicator: shared),
        sighting(
            2, address(23), by: ["KZ", "UZ"], in: "CN", count: 7, from: "2026-10-11T18:35:00Z", confidence: 85,
            marking: .amber, indicator: shared),
        sighting(3, address(24), by: ["KZ"], in: "CN", count: 2, marking: .green, indicator: shared),
        sighting(4, text(.domainName, "steppe-news.example"), by: [], in: "KZ", count: 31, confidence: 0),
        sighting(
            5, text(.url, "http://silk-bazaar.example/pay|index.html?`x`=<b>"), by: ["UZ"], in: nil, count: 3,
            marking: .red),
        sighting(
            6, text(.url, "=cmd|' /C \u{1B}[31m\u{202E}\"calc\",1"), by: ["UZ"], in: "UZ", count: 1, from: nil, to: nil),
        sighting(
            7, Observable(type: .sha256, canonicalBytes: Array(0..<32)), by: ["CN"], in: "UZ", count: 5,
            confidence: 100, marking: .amberStrict),
        sighting(
            8, Observable(type: .ipv4Network, canonicalBytes: [192, 0, 2, 128, 28]), by: ["RU"], in: "KZ", count: 4),
        sighting(9, text(.filePath, "c:\\users\\public\\o'neil.exe"), by: ["KZ"], in: "UZ", count: 2),
        sighting(10, text(.userAgent, "SteppeFetch/1.4"), by: ["KZ"], in: "UZ", count: 1),
    ]

    static let run: RunOutcome = {
        var run = RunOutcome(finished: Timestamp(rfc3339: "2026-11-23T10:00:00Z")!, revision: 12)
        run.accounting.matched = 1_250
        run.accounting.unmatched = 48_700
        run.accounting.unparsed = 3
        run.accounting.refused = 1
        run.files = 10
        run.unreadableFiles = 1
        run.bytes = 5_242_880
        run.hits = 1_256
        run.outsideValidity = 4
        run.suppressed = ["built-in: public resolvers": 9, "built-in: private networks": 40]
        run.suppressedByObserver = [state("CN"): 41, state("RU"): 3, nil: 5]
        run.refusedByObserver = [state("KZ"): 1, nil: 1]
        run.indicatorsShared = [state("KZ"): 120, state("UZ"): 3_000, state("CN"): 12, state("RU"): 5, nil: 2]
        return run
    }()
}
