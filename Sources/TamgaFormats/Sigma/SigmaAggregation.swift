import TamgaModel

/// What stands behind `|` in a condition of Sigma 1: `count() > 5`, `count(field) by a, b >= 10`, `sum(field) …`,
/// `avg(field) …`.
struct SigmaAggregation {
    var kind: SigmaCorrelation.Kind
    /// `nil` for `count()`.
    var field: String?
    var groupBy: [String] = []
    var comparison: SigmaComparison
    var bound: Double
    /// UTF-8 bytes of the condition before the `|`.
    var index: Int

    /// Reads a condition's end.
    ///
    /// - Returns: `nil` where nothing stands behind a `|`, or something else, such as `near`.
    init?(_ condition: String) {
        guard let bar = condition.utf8.firstIndex(of: 0x7C) else { return nil }
        index = condition.utf8.distance(from: condition.startIndex, to: bar)
        var words = Self.words(condition[condition.utf8.index(after: bar)...])[...]
        guard let function = words.popFirst(), words.popFirst() == "(", let argument = words.popFirst() else {
            return nil
        }
        if argument != ")" {
            guard Self.isName(argument), words.popFirst() == ")" else { return nil }
            field = String(argument)
        }
        switch function.lowercased() {
        case "count": kind = field == nil ? .eventCount : .valueCount
        case "sum" where field != nil: kind = .valueSum
        case "avg" where field != nil: kind = .valueAverage
        default: return nil
        }
        if words.first?.lowercased() == "by" {
            repeat {
                words.removeFirst()
                guard let name = words.popFirst(), Self.isName(name) else { return nil }
                groupBy.append(String(name))
            } while words.first == ","
        }
        guard let sign = words.popFirst(), let comparison = Self.comparison(sign), let number = words.popFirst(),
            Self.isNumber(number), let bound = Double(number), words.isEmpty
        else { return nil }
        self.comparison = comparison
        self.bound = bound
    }

    private static func comparison(_ sign: Substring) -> SigmaComparison? {
        switch sign {
        case ">": .greater
        case ">=": .greaterOrEqual
        case "<": .less
        case "<=": .lessOrEqual
        case "=", "==": .equal
        default: nil
        }
    }

    /// Parentheses, commas, comparisons, and what stands between them and blanks.
    private static func words(_ text: Substring) -> [Substring] {
        var words: [Substring] = []
        var rest = text
        while let first = rest.unicodeScalars.first {
            let length: Int
            if isBlank(first) {
                rest = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
                continue
            } else if isComparison(first) {
                length = rest.unicodeScalars.prefix(while: isComparison).count
            } else if isMark(first) {
                length = 1
            } else {
                length = rest.unicodeScalars.prefix { !isBlank($0) && !isComparison($0) && !isMark($0) }.count
            }
            let end = rest.unicodeScalars.index(rest.startIndex, offsetBy: length)
            words.append(rest[..<end])
            rest = rest[end...]
        }
        return words
    }

    private static func isBlank(_ sign: Unicode.Scalar) -> Bool {
        sign == " " || sign == "\t" || sign == "\n" || sign == "\r"
    }

    private static func isComparison(_ sign: Unicode.Scalar) -> Bool { sign == "<" || sign == ">" || sign == "=" }

    private static func isMark(_ sign: Unicode.Scalar) -> Bool {
        sign == "(" || sign == ")" || sign == "," || sign == "|"
    }

    private static func isName(_ word: Substring) -> Bool {
        guard let first = word.unicodeScalars.first else { return false }
        return !isMark(first) && !isComparison(first)
    }

    private static func isNumber(_ word: Substring) -> Bool {
        word.utf8.count <= 32 && word.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    }
}
