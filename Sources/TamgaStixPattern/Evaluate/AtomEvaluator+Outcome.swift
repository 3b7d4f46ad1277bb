import PCRE2
import TamgaModel

extension AtomEvaluator {
    /// Whether a value passes a test, by the specification's text (STIX 2.1 §9.6).
    ///
    /// Values of types that do not compare pass no test but `!=` and what is negated; no order holds between them, and so
    /// none is negated.
    mutating func outcome(of test: CompiledTest, on value: ObservedValue) -> AtomVerdict {
        let verdict: AtomVerdict
        switch test.condition {
        case .equal(let constant): verdict = AtomVerdict(constant.equals(value) ?? false)
        case .notEqual(let constant): verdict = !AtomVerdict(constant.equals(value) ?? false)
        case .ordered(let order, let constant):
            guard let holds = constant.isOrdered(order, value) else { return .fails }
            verdict = AtomVerdict(holds)
        case .isIn(let constants): verdict = AtomVerdict(constants.contains { $0.equals(value) ?? false })
        case .like(let pattern): verdict = like(pattern, value)
        case .matches(let regex): verdict = matches(regex, value)
        case .isSubset(let range):
            verdict = AtomVerdict(Self.range(value).map { range?.contains($0) ?? false } ?? false)
        case .isSuperset(let range):
            verdict = AtomVerdict(Self.range(value).map { range.map($0.contains) ?? false } ?? false)
        case .exists: verdict = .holds
        }
        return test.isNegated ? !verdict : verdict
    }

    private static func range(_ value: ObservedValue) -> AddressRange? {
        guard case .string(let text) = value else { return nil }
        return AddressRange(text)
    }

    private func like(_ pattern: LikePattern, _ value: ObservedValue) -> AtomVerdict {
        let characters: [UInt32]
        switch value {
        case .string(let text):
            characters = String(decoding: CanonicalText.nfc(text), as: UTF8.self).unicodeScalars.map(\.value)
        case .bytes(let bytes) where pattern.isBinary: characters = bytes.map(UInt32.init)
        default: return .fails
        }
        return pattern.matches(characters).map { AtomVerdict($0) } ?? .undecided
    }

    /// Whether a regular expression matches; undecided where it ran into its limits.
    mutating func matches(_ regex: StixRegex, _ value: ObservedValue) -> AtomVerdict {
        do throws(PatternError) {
            switch value {
            case .string(let text): return AtomVerdict(try regex.matches(text: CanonicalText.nfc(text), &scratch))
            case .bytes(let bytes): return AtomVerdict(try regex.matches(bytes: bytes, &scratch))
            default: return .fails
            }
        } catch {
            return .undecided
        }
    }
}
