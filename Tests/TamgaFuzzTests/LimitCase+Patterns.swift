import TamgaFormats
import TamgaModel

/// STIX patterns, as far as reading them goes.
extension LimitCase {
    private static func reads(_ pattern: String) -> Bool { (try? StixPattern(parsing: pattern)) != nil }

    static let patterns: [LimitCase] = [
        LimitCase("length of a pattern, bytes", StixPatternReading.maximumLength) { size in
            reads("[a:b = 'c']" + text(" ", size - 11))
        },
        LimitCase("parentheses inside each other", StixPatternReading.maximumDepth) { count in
            reads(text("(", count) + "[a:b = 'c']" + text(")", count))
        },
        LimitCase("parentheses inside each other: in a comparison", StixPatternReading.maximumDepth) { count in
            reads("[" + text("(", count) + "a:b = 'c'" + text(")", count) + "]")
        },
        LimitCase("[…] in a pattern", StixPatternReading.maximumAtoms) { count in
            reads([String](repeating: "[a:b = 1]", count: count).joined(separator: " OR "))
        },
        LimitCase("values of an IN", StixPatternReading.maximumSetCount) { count in
            reads("[a:b IN (" + list(count) { _ in "1" } + ")]")
        },
        LimitCase("steps of an object path", StixPatternReading.maximumSteps) { count in
            reads("[a:" + [String](repeating: "b", count: count).joined(separator: ".") + " = 1]")
        },
        LimitCase("qualifiers of one expression", StixPatternReading.maximumQualifiers) { count in
            reads("[a:b = 1]" + text(" WITHIN 5 SECONDS", count))
        },
    ]
}
