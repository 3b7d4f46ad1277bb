import TamgaJSON
import TamgaModel
import TamgaRelease

/// Makes the item that one STIX object comes to, and remembers the markings that the feed defines.
///
/// Markings: an object's level is the strictest that it, or a part of it, refers to. A reference to a definition that
/// is neither one of TLP nor has come earlier in the same feed counts as TLP:AMBER+STRICT; a definition that is
/// a statement and not a level adds nothing.
struct StixObjectParser {
    private let source: String
    private let refang: Bool
    /// The definitions met so far; `nil` inside for those that state no level.
    private var definitions: [String: Marking?] = [:]

    /// The most definitions that are remembered; references to others fail closed.
    private static let maximumDefinitions = 10_000

    init(source: String, options: FeedOptions) {
        self.source = source
        refang = options.refang
        for definition in options.definitions.prefix(Self.maximumDefinitions) {
            know(definition.id, Self.level(definition))
        }
    }

    /// What an object comes to.
    ///
    /// - Parameters:
    ///   - value: the object, validated.
    ///   - base: the offset in the feed at which `bytes` begin; `nil` where `line` tells the place.
    mutating func item(_ value: JSONValue, in bytes: [UInt8], base: Int?, line: Int?) -> FeedItem {
        let offset = base.map { $0 + value.range.lowerBound }
        func refused(_ id: String?, _ reason: String) -> FeedItem {
            .refused(Refusal(source: source, line: line, byteOffset: offset, objectID: id, reason: reason))
        }
        guard value.kind == .object else { return refused(nil, "not a STIX object but another JSON value") }
        let header = StixHeader(value, in: bytes.span)
        guard let type = header.type, !type.isEmpty else { return refused(header.id, "the object has no “type”") }
        guard let id = header.id else { return refused(nil, "the \(type.prefix(60)) has no “id”") }
        guard Self.isIdentifier(id, of: type) else {
            return refused(String(id.prefix(120)), "the “id” is not “\(type.prefix(60))--” and a UUID")
        }
        for (property, time) in [
            ("created", header.created), ("modified", header.modified), ("valid_from", header.validFrom),
            ("valid_until", header.validUntil),
        ] {
            if case .malformed(let text) = time { return refused(id, "“\(property)” is not a timestamp: \(text)") }
        }
        if type == "indicator" {
            switch indicator(header, id, value, bytes) {
            case .success(let indicator): return .indicator(indicator)
            case .failure(let problem): return refused(id, problem.reason)
            }
        }
        if type == "marking-definition", definitions.count < Self.maximumDefinitions {
            know(id, MarkingDefinition(value, in: bytes.span).map(Self.level) ?? .amberStrict)
        }
        return .object(
            StixObject(
                id: id, type: type, created: header.created.instant, modified: header.modified.instant,
                createdBy: header.createdBy, name: header.name, isRevoked: header.isRevoked, link: Self.link(header),
                original: Array(bytes[value.range])))
    }

    private struct Problem: Error { let reason: String }

    private func indicator(
        _ header: StixHeader, _ id: String, _ value: JSONValue, _ bytes: [UInt8]
    ) -> Result<Indicator, Problem> {
        guard let text = header.pattern else { return .failure(Problem(reason: "the indicator has no “pattern”")) }
        var indicator = Indicator(
            id: id, observables: [], name: header.name, createdBy: header.createdBy, created: header.created.instant,
            modified: header.modified.instant, isRevoked: header.isRevoked,
            validity: Validity(from: header.validFrom.instant, until: header.validUntil.instant),
            marking: marking(header.markingRefs), killChainPhases: header.phases, original: Array(bytes[value.range]))
        if let confidence = header.confidence, 0...100 ~= confidence { indicator.confidence = UInt8(confidence) }
        for label in header.labels + header.indicatorTypes where !indicator.labels.contains(label) {
            indicator.labels.append(label)
        }
        if let language = header.patternType, language.lowercased() != "stix" {
            indicator.pattern = .foreign(language)
            return .success(indicator)
        }
        do throws(StixPatternError) {
            let lowering = try StixPattern(parsing: text).lowered(refang: refang)
            if lowering.observables.isEmpty, !lowering.isRicher, let problem = lowering.problems.first {
                return .failure(Problem(reason: "pattern: \(problem)"))
            }
            indicator.observables = lowering.observables
            indicator.pattern = lowering.isComplete ? .observables : .richer
            return .success(indicator)
        } catch {
            return .failure(Problem(reason: "pattern: \(error)"))
        }
    }

    /// The level of a definition; a statement without a label has none.
    private static func level(_ definition: MarkingDefinition) -> Marking? {
        switch definition.kind {
        case .level(let level): level
        case .statement: nil
        case .opaque: .amberStrict
        }
    }

    /// Of several definitions of one id the strictest counts, as it does for `ReleasePolicy`.
    private mutating func know(_ id: String, _ level: Marking?) {
        guard let known = definitions[id] else {
            definitions[id] = .some(level)
            return
        }
        if let level, known.map({ $0 < level }) ?? true { definitions[id] = .some(level) }
    }

    private func marking(_ refs: [String]) -> Marking? {
        refs.compactMap { ref in
            if let level = Marking(definitionID: ref) { return level }
            guard let definition = definitions[ref] else { return .amberStrict }
            return definition
        }.max()
    }

    private static func link(_ header: StixHeader) -> StixObject.Link {
        switch header.type {
        case "location": return header.country.flatMap { MemberState($0) }.map { .country($0) } ?? .none
        case "relationship":
            guard let type = header.relationshipType, let source = header.sourceRef, let target = header.targetRef
            else {
                return .none
            }
            return .relationship(type: type, source: source, target: target)
        default: return .none
        }
    }

    /// `type--` and a UUID of any version (STIX 2.1 §2.9).
    private static func isIdentifier(_ id: String, of type: String) -> Bool {
        guard id.utf8.count == type.utf8.count + 38, id.hasPrefix(type) else { return false }
        let tail = Array(id.utf8.suffix(38))
        for (index, byte) in tail.enumerated() {
            switch index {
            case 0, 1, 10, 15, 20, 25: if byte != 0x2D { return false }
            default: if !byte.isHexDigit { return false }
            }
        }
        return true
    }
}

extension StixHeader.Time {
    /// The instant, where there is one.
    var instant: Timestamp? {
        if case .at(let instant) = self { instant } else { nil }
    }
}
