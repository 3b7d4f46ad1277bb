import TamgaJSON
import TamgaModel

/// What scoring reads of a hit.
struct ScoredHit: Sendable {
    /// Where a record stands.
    struct Place: Sendable {
        let source: String
        let line: Int
    }

    let by: FoundBy
    let title: String
    let time: Timestamp?
    let place: Place
    /// The records that a correlation or a pattern over several observations rests on.
    let evidence: [Place]

    /// Reads a line of hits; `nil` where it is none.
    init?(_ line: [UInt8]) {
        let bytes = line.span
        guard let value = try? JSONValue(bytes), value.kind == .object else { return nil }
        var kind: String?
        var rule: String?
        var title: String?
        var indicator: String?
        var text: String?
        var source: String?
        var number: Int?
        var time: Timestamp?
        var evidence: [Place] = []
        var members = value.members
        while let member = members.next(in: bytes) {
            guard let key = member.key.string(in: bytes) else { continue }
            switch key {
            case "kind": kind = member.value.string(in: bytes)
            case "rule_id": rule = member.value.string(in: bytes)
            case "rule_title": title = member.value.string(in: bytes)
            case "indicator_id": indicator = member.value.string(in: bytes)
            case "value": text = member.value.string(in: bytes)
            case "source": source = member.value.string(in: bytes)
            case "line": number = member.value.integer(in: bytes)
            case "time": time = member.value.string(in: bytes).flatMap { Timestamp(rfc3339: $0) }
            case "correlation": evidence += Self.places(member.value.member("evidence", in: bytes), line)
            case "observations": evidence += Self.places(member.value.member("records", in: bytes), line)
            default: break
            }
        }
        guard let source, let number, number > 0 else { return nil }
        switch kind {
        case "indicator":
            guard let text else { return nil }
            by = .indicator(text)
            self.title = text
        case "pattern":
            guard let id = indicator ?? rule else { return nil }
            by = .indicator(id)
            self.title = title ?? id
        case "rule", "correlation":
            guard let rule else { return nil }
            by = .rule(rule)
            self.title = title ?? rule
        default: return nil
        }
        self.time = time
        place = Place(source: source, line: number)
        self.evidence = evidence
    }

    private static func places(_ value: JSONValue?, _ line: [UInt8]) -> [Place] {
        guard var elements = value?.elements else { return [] }
        var places: [Place] = []
        while let element = elements.next(in: line.span) {
            guard let source = element.member("source", in: line.span)?.string(in: line.span),
                let number = element.member("line", in: line.span)?.integer(in: line.span)
            else { continue }
            places.append(Place(source: source, line: number))
        }
        return places
    }
}
