/// Confidence that MISP's tags state, on the scales of STIX 2.1 Appendix A.
///
/// Sources: MISP's taxonomies `admiralty-scale`, `estimative-language`, `misp`, `osint`; STIX 2.1 Appendix A for
/// Admiralty credibility, the DNI scale and None/Low/Med/High. What cannot be judged states nothing.
enum MISPConfidence {
    /// The least that any of the tags states, 0 … 100; Tamga's own tag goes before all others. `nil` where none does.
    static func least(in tags: [String]) -> UInt8? {
        let own = tags.compactMap { number($0, after: "tamga:confidence=") }.min()
        return own ?? tags.compactMap { stated($0) }.min()
    }

    private static func stated(_ tag: String) -> UInt8? {
        scale[tag.lowercased()] ?? number(tag.lowercased(), after: "osint:certainty=")
    }

    private static func number(_ tag: String, after prefix: String) -> UInt8? {
        guard tag.hasPrefix(prefix) else { return nil }
        let text = tag.dropFirst(prefix.count).filter { $0 != "\"" }
        return UInt8(text).flatMap { $0 <= 100 ? $0 : nil }
    }

    private static let scale: [String: UInt8] = {
        var scale: [String: UInt8] = [:]
        func add(_ predicate: String, _ values: [String: UInt8]) {
            for (word, value) in values { scale["\(predicate)=\"\(word)\""] = value }
        }
        add("admiralty-scale:information-credibility", ["1": 90, "2": 70, "3": 50, "4": 30, "5": 10])
        add(
            "estimative-language:likelihood-probability",
            [
                "almost-no-chance": 5, "very-unlikely": 15, "unlikely": 30, "roughly-even-chance": 50, "likely": 70,
                "very-likely": 85, "almost-certain": 95,
            ])
        add("estimative-language:confidence-in-analytic-judgment", ["low": 15, "moderate": 50, "high": 85])
        add(
            "misp:confidence-level",
            [
                "completely-confident": 100, "usually-confident": 75, "fairly-confident": 50, "rarely-confident": 25,
                "unconfident": 0,
            ])
        return scale
    }()
}
