import TamgaModel

/// One test of an object path, as tests of a record's fields.
struct StixFieldTest {
    private let test: StixPropertyTest
    private let place: StixRecordFields.Place

    init(_ test: StixPropertyTest, _ place: StixRecordFields.Place) {
        self.test = test
        self.place = place
    }

    /// Holds where a field is there and its value satisfies the test; never of a record without it.
    var expression: SigmaExpression {
        // “a != b” is “NOT a = b” of a value that is there, and so is “NOT a != b” “a = b”.
        switch (test.condition, test.isNegated) {
        case (.notEqual(let literal), let isNegated): positive(.equal(literal), isNegated: !isNegated)
        case (let condition, let isNegated): positive(condition, isNegated: isNegated)
        }
    }

    private func positive(_ condition: StixPropertyTest.Condition, isNegated: Bool) -> SigmaExpression {
        if !isNegated, case .text(_, let isCased) = place {
            switch condition {
            case .equal(let literal): return anywhere([literal], isCased)
            case .isIn(let literals): return anywhere(literals, isCased)
            default: break
            }
        }
        return .any(
            fields.map { field in
                let holds = holds(condition, field)
                if !isNegated { return holds }
                return .all([item(field, .exists(true)), .not(holds)])
            })
    }

    private var fields: [String] {
        switch place {
        case .fields(let fields), .lastComponent(let fields), .folder(let fields), .text(let fields, _): fields
        }
    }

    private func item(_ field: String?, _ predicate: SigmaPredicate) -> SigmaExpression {
        .test(SigmaTest(field: field, predicate: predicate, text: test.path.description, line: 0))
    }

    private func holds(_ condition: StixPropertyTest.Condition, _ field: String) -> SigmaExpression {
        switch condition {
        case .equal(let literal): return equal(literal, field)
        case .notEqual(let literal): return .not(equal(literal, field))
        case .isIn(let literals): return .any(literals.map { equal($0, field) })
        case .less(let literal): return compare(.less, literal, field)
        case .lessOrEqual(let literal): return compare(.lessOrEqual, literal, field)
        case .greater(let literal): return compare(.greater, literal, field)
        case .greaterOrEqual(let literal): return compare(.greaterOrEqual, literal, field)
        case .like(let pattern): return string(Self.parts(like: pattern), field)
        case .matches(let pattern): return item(field, .regex(SigmaRegex(pattern: anchored(pattern), dotIsAll: true)))
        case .isSubset(let text):
            for type in [ObservableType.ipv4Network, .ipv4Address, .ipv6Network, .ipv6Address] {
                if let network = try? Observable(type, text) { return item(field, .cidr(network)) }
            }
            return .any([])
        // A field holds an address, never a network: only the address itself is a network that holds it.
        case .isSuperset(let text): return string([.text(Array(text.utf8))], field)
        case .exists: return item(field, .exists(true))
        }
    }

    private func equal(_ literal: StixLiteral, _ field: String) -> SigmaExpression {
        switch literal {
        case .string(let text): string([.text(Array(text.utf8))], field)
        case .integer(let number): item(field, .number(Double(number), text: "\(number)"))
        case .float(let number): item(field, .number(number, text: "\(number)"))
        case .boolean(let value): item(field, .bool(value))
        case .timestamp(let text): string([.text(Array(text.utf8))], field)
        case .hex(let bytes), .binary(let bytes): string([.text(bytes)], field)
        }
    }

    private func compare(_ comparison: SigmaComparison, _ literal: StixLiteral, _ field: String) -> SigmaExpression {
        switch literal {
        case .integer(let number): item(field, .compare(comparison, Double(number)))
        case .float(let number): item(field, .compare(comparison, number))
        default: .any([])
        }
    }

    /// Text that must be the value, or the part of it that the object path speaks of.
    private func string(_ parts: [SigmaString.Part], _ field: String) -> SigmaExpression {
        func text(_ parts: [SigmaString.Part]) -> SigmaExpression {
            var isCased = true
            if case .text(_, let cased) = place { isCased = cased }
            return item(field, .string(SigmaString(parts: parts, isCased: isCased)))
        }
        switch place {
        case .fields, .text: return text(parts)
        case .lastComponent:
            return .any([text(parts), text([.anyRun, .text([0x5C])] + parts), text([.anyRun, .text([0x2F])] + parts)])
        case .folder:
            return .any([text(parts + [.text([0x5C]), .anyRun]), text(parts + [.text([0x2F]), .anyRun])])
        }
    }

    /// A pattern that looks at the last component of a path only.
    private func anchored(_ pattern: String) -> String {
        guard case .lastComponent = place, pattern.hasPrefix("^") else { return pattern }
        return "(?:^|[\\\\/])(?:" + pattern.dropFirst() + ")"
    }

    private static func parts(like pattern: String) -> [SigmaString.Part] {
        var parts: [SigmaString.Part] = []
        var text: [UInt8] = []
        for byte in pattern.utf8 {
            if byte == 0x25 || byte == 0x5F {
                parts.append(.text(text))
                text = []
                parts.append(byte == 0x25 ? .anyRun : .anyOne)
            } else {
                text.append(byte)
            }
        }
        return parts + [.text(text)]
    }

    /// One of these values anywhere in the record, no letter, digit or part of a name beside it.
    private func anywhere(_ literals: [StixLiteral], _ isCased: Bool) -> SigmaExpression {
        .any(
            literals.map { literal in
                guard case .string(let text) = literal, !text.isEmpty else { return .any([]) }
                let quoted = text.unicodeScalars.map { scalar in
                    scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
                        ? "\\\(scalar)" : "\(scalar)"
                }.joined()
                let pattern = "(?<![A-Za-z0-9_])(?<!\\w[.-])" + quoted + "(?![A-Za-z0-9_])(?![.-]\\w)"
                return item(nil, .regex(SigmaRegex(pattern: pattern, isCaseless: !isCased)))
            })
    }
}
