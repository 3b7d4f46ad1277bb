import TamgaModel

/// A STIX pattern's tree as text again, with parentheses around all that has operands.
enum StixPatternText {
    static func of(_ observation: StixObservation) -> String {
        switch observation {
        case .single(let comparison): "[\(of(comparison, isOuter: true))]"
        case .and(let operands): "(" + operands.map(of).joined(separator: " AND ") + ")"
        case .or(let operands): "(" + operands.map(of).joined(separator: " OR ") + ")"
        case .followedBy(let operands): "(" + operands.map(of).joined(separator: " FOLLOWEDBY ") + ")"
        case .qualified(let operand, let qualifier): "(\(of(operand))) \(of(qualifier))"
        }
    }

    private static func of(_ comparison: StixComparison, isOuter: Bool = false) -> String {
        let text: String
        switch comparison {
        case .test(let test): return of(test)
        case .and(let operands): text = operands.map { of($0) }.joined(separator: " AND ")
        case .or(let operands): text = operands.map { of($0) }.joined(separator: " OR ")
        }
        return isOuter ? text : "(\(text))"
    }

    private static func of(_ test: StixPropertyTest) -> String {
        let path = path(test.path)
        let not = test.isNegated ? " NOT" : ""
        func compared(_ sign: String, _ literal: StixLiteral) -> String { "\(path)\(not) \(sign) \(of(literal))" }
        switch test.condition {
        case .equal(let literal): return compared("=", literal)
        case .notEqual(let literal): return compared("!=", literal)
        case .less(let literal): return compared("<", literal)
        case .lessOrEqual(let literal): return compared("<=", literal)
        case .greater(let literal): return compared(">", literal)
        case .greaterOrEqual(let literal): return compared(">=", literal)
        case .isIn(let set): return "\(path)\(not) IN (\(set.map(of).joined(separator: ", ")))"
        case .like(let text): return compared("LIKE", .string(text))
        case .matches(let text): return compared("MATCHES", .string(text))
        case .isSubset(let text): return compared("ISSUBSET", .string(text))
        case .isSuperset(let text): return compared("ISSUPERSET", .string(text))
        case .exists: return (test.isNegated ? "NOT " : "") + "EXISTS \(path)"
        }
    }

    private static func path(_ path: StixObjectPath) -> String {
        var text = path.objectType
        for (index, step) in path.steps.enumerated() {
            switch step {
            case .key(let key): text += (index == 0 ? ":" : ".") + of(.string(key))
            case .index(let number): text += "[\(number)]"
            case .any: text += "[*]"
            }
        }
        return text
    }

    private static func of(_ qualifier: StixQualifier) -> String {
        switch qualifier {
        case .within(let duration):
            let (seconds, attoseconds) = duration.components
            let digits = String(attoseconds)
            return "WITHIN \(seconds).\(String(repeating: "0", count: 18 - digits.count))\(digits) SECONDS"
        case .repeats(let count): return "REPEATS \(count) TIMES"
        case .between(let start, let stop): return "START \(of(start)) STOP \(of(stop))"
        }
    }

    private static func of(_ instant: StixInstant) -> String {
        let attoseconds = instant.sinceEpoch.attoseconds
        let unit: Int128 = 1_000_000_000_000_000_000
        var seconds = attoseconds / unit
        var rest = attoseconds % unit
        if rest < 0 { (seconds, rest) = (seconds - 1, rest + unit) }
        let whole = Timestamp(seconds: Int64(seconds)).description.dropLast()
        let digits = String(rest)
        return "t'\(whole).\(String(repeating: "0", count: 18 - digits.count))\(digits)Z'"
    }

    private static func of(_ literal: StixLiteral) -> String {
        switch literal {
        case .string(let text):
            return "'"
                + text.unicodeScalars.reduce(into: "") { quoted, scalar in
                    if scalar == "'" || scalar == "\\" { quoted += "\\" }
                    quoted.unicodeScalars.append(scalar)
                } + "'"
        case .integer(let number): return "\(number)"
        case .float(let number):
            let text = "\(number)"
            return text.contains("e") || text.contains("inf") || text.contains("nan") ? "0.5" : text
        case .boolean(let value): return value ? "true" : "false"
        case .timestamp(let text): return "t'\(text)'"
        case .hex(let bytes): return "h'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
        case .binary(let bytes): return "b'" + base64(bytes) + "'"
        }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
            let word = group[0] << 16 | group[1] << 8 | group[2]
            for place in 0..<4 {
                text.append(start + place <= bytes.count ? digits[Int(word >> UInt32(18 - 6 * place)) & 63] : "=")
            }
        }
        return text
    }
}
