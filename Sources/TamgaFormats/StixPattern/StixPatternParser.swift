import PCRE2
import TamgaModel
import TamgaStixPattern

/// A recursive descent over the grammar of STIX 2.1 part 9, one token ahead.
struct StixPatternParser {
    private var lexer: StixPatternLexer
    private let grammar: StixPatternGrammar
    private var token: StixPatternToken
    private var depth = 0
    /// What was found beside the grammar; nothing where it is lenient.
    private(set) var findings: [StixPatternFinding] = []
    /// Where each `[…]` stands.
    private(set) var atoms: [Range<Int>] = []

    private var isLenient: Bool { grammar.isLenient }
    private var isReference: Bool { grammar.semantics == .reference }

    init(_ bytes: [UInt8], _ grammar: StixPatternGrammar) throws(StixPatternError) {
        guard bytes.count <= StixPatternReading.maximumLength else {
            throw StixPatternError(
                offset: 0, reason: "a pattern of more than \(StixPatternReading.maximumLength) bytes")
        }
        lexer = StixPatternLexer(bytes, grammar)
        self.grammar = grammar
        token = try lexer.next()
    }

    mutating func pattern() throws(StixPatternError) -> StixPattern {
        if isReference, lexer.hasComment(before: token) { throw unexpected("no comment before the first bracket") }
        let root = try observations()
        guard token.kind == .end else { throw unexpected("AND, OR, FOLLOWEDBY, a qualifier or the end") }
        return StixPattern(root: root)
    }

    // MARK: - Observation expressions

    private mutating func observations() throws(StixPatternError) -> StixObservation {
        var operands = [try observationOr()]
        while try take("FOLLOWEDBY") { operands.append(try observationOr()) }
        return operands.count == 1 ? operands[0] : .followedBy(operands)
    }

    private mutating func observationOr() throws(StixPatternError) -> StixObservation {
        var operands = [try observationAnd()]
        while try take("OR") { operands.append(try observationAnd()) }
        return operands.count == 1 ? operands[0] : .or(operands)
    }

    private mutating func observationAnd() throws(StixPatternError) -> StixObservation {
        var operands = [try observation()]
        while try take("AND") { operands.append(try observation()) }
        return operands.count == 1 ? operands[0] : .and(operands)
    }

    private mutating func observation() throws(StixPatternError) -> StixObservation {
        var expression: StixObservation
        let isGroup = isSign("(")
        let start = token
        if try takeSign("[") {
            let comparison = try comparisonOr()
            if comparison.objectTypes.isEmpty {
                find(start, "can never match: AND within […] joins tests of one object, these are of different types")
            }
            expression = .single(comparison)
            guard atoms.count < StixPatternReading.maximumAtoms else { throw error(start, "too many […] in a pattern") }
            atoms.append(start.range.lowerBound..<token.range.upperBound)
            try expectSign("]", "AND, OR or “]”")
        } else if isGroup {
            expression = try nested { (parser) throws(StixPatternError) in try parser.observations() }
        } else {
            throw unexpected("“[” or “(”")
        }
        var kinds: Set<String> = []
        var count = 0
        while let word = qualifierWord() {
            if !kinds.insert(word).inserted {
                // The OASIS validator lets a qualifier stand again behind a group, and STIX 2.0 says nothing of it.
                find(token, "a second \(word)", isError: !isGroup && grammar.version == .v21)
            }
            count += 1
            guard count <= StixPatternReading.maximumQualifiers else { throw error(token, "too many qualifiers") }
            expression = .qualified(expression, try qualifier(word))
        }
        return expression
    }

    private func qualifierWord() -> String? {
        ["WITHIN", "REPEATS", "START"].first { isWord($0) }
    }

    private mutating func qualifier(_ word: String) throws(StixPatternError) -> StixQualifier {
        try advance()
        let value = token
        switch (word, value.kind) {
        case ("WITHIN", .literal(.integer)), ("WITHIN", .literal(.float)):
            guard let duration = Duration(decimalSeconds: lexer.text(of: value)) else {
                throw unexpected("a number of seconds")
            }
            if duration == .zero { find(value, "WITHIN needs a number above zero", isError: !isReference) }
            try advance()
            try expect("SECONDS")
            return .within(duration)
        case ("REPEATS", .literal(.integer(let count))) where count >= 0:
            guard !lexer.text(of: value).hasPrefix("-") else { throw unexpected("a number from 1 up") }
            if count == 0 { find(value, "REPEATS needs a number above zero", isError: !isReference) }
            try advance()
            try expect("TIMES")
            return .repeats(count)
        case ("START", .literal):
            let start = try instant()
            try expect("STOP")
            let stop = try instant()
            if start >= stop { find(value, "can never match: START is not before STOP") }
            return .between(start: start, stop: stop)
        case ("WITHIN", _): throw unexpected("a number of seconds")
        case ("REPEATS", _): throw unexpected("a number from 1 up")
        default: throw unexpected("a timestamp")
        }
    }

    private mutating func instant() throws(StixPatternError) -> StixInstant {
        let text: String
        switch token.kind {
        case .literal(.timestamp(let written)): text = written
        // STIX 2.0 wrote plain strings here.
        case .literal(.string(let written)) where isLenient || grammar.version == .v20:
            find(token, "a timestamp is written t'…'", isError: true)
            text = written
        default: throw unexpected("a timestamp, t'…'")
        }
        guard let instant = StixInstant(text) else { throw error(token, "a date that no calendar has") }
        try advance()
        return instant
    }

    // MARK: - Comparison expressions

    private mutating func comparisonOr() throws(StixPatternError) -> StixComparison {
        var operands = [try comparisonAnd()]
        while try take("OR") { operands.append(try comparisonAnd()) }
        return operands.count == 1 ? operands[0] : .or(operands)
    }

    private mutating func comparisonAnd() throws(StixPatternError) -> StixComparison {
        var operands = [try comparison()]
        while try take("AND") { operands.append(try comparison()) }
        return operands.count == 1 ? operands[0] : .and(operands)
    }

    private mutating func comparison() throws(StixPatternError) -> StixComparison {
        if isSign("(") { return try nested { (parser) throws(StixPatternError) in try parser.comparisonOr() } }
        if try take("EXISTS") { return .test(StixPropertyTest(path: try path(), condition: .exists)) }
        if try take("NOT") {
            try expect("EXISTS")
            return .test(StixPropertyTest(path: try path(), isNegated: true, condition: .exists))
        }
        let path = try path()
        let isNegated = try take("NOT")
        return .test(StixPropertyTest(path: path, isNegated: isNegated, condition: try condition(on: path)))
    }

    private mutating func condition(on path: StixObjectPath) throws(StixPatternError) -> StixPropertyTest.Condition {
        let place = token
        let condition = try comparison(on: path)
        if !isLenient { judge(condition, at: place) }
        return condition
    }

    private mutating func comparison(on path: StixObjectPath) throws(StixPatternError) -> StixPropertyTest.Condition {
        if case .sign(let sign) = token.kind, ["=", "!=", "<", "<=", ">", ">="].contains(sign) {
            try advance()
            if sign != "=", sign != "!=", token.kind.boolean != nil {
                throw unexpected("a number, string or timestamp")
            }
            let value = try constant(on: path, isExact: sign == "=" || sign == "!=")
            switch sign {
            case "=": return .equal(value)
            case "!=": return .notEqual(value)
            case "<": return .less(value)
            case "<=": return .lessOrEqual(value)
            case ">": return .greater(value)
            default: return .greaterOrEqual(value)
            }
        }
        if try take("IN") { return .isIn(try set(on: path)) }
        if try take("LIKE") { return .like(try text(on: path)) }
        if try take("MATCHES") { return .matches(try text(on: path)) }
        if try take("ISSUBSET") { return .isSubset(try text(on: path)) }
        if try take("ISSUPERSET") { return .isSuperset(try text(on: path)) }
        throw unexpected("a comparison operator")
    }

    private mutating func set(on path: StixObjectPath) throws(StixPatternError) -> [StixLiteral] {
        try expectSign("(", "“(”")
        var values: [StixLiteral] = []
        if try takeSign(")") { return values }
        repeat {
            guard values.count < StixPatternReading.maximumSetCount else { throw error(token, "too long a set") }
            values.append(try constant(on: path, isExact: true))
        } while try takeSign(",")
        try expectSign(")", "“,” or “)”")
        return values
    }

    private mutating func literal() throws(StixPatternError) -> StixLiteral {
        if let value = token.kind.boolean ?? (isLenient ? token.kind.looseBoolean : nil) {
            try advance()
            return value
        }
        guard case .literal(let value) = token.kind else {
            throw unexpected("a constant; strings stand in single quotes")
        }
        try advance()
        return value
    }

    private mutating func text(on path: StixObjectPath) throws(StixPatternError) -> String {
        guard case .literal(.string(let text)) = token.kind else { throw unexpected("a string in single quotes") }
        checkDigest(.string(text), on: path, isExact: false)
        try advance()
        return text
    }

    private mutating func constant(on path: StixObjectPath, isExact: Bool) throws(StixPatternError) -> StixLiteral {
        let place = token
        let value = try literal()
        if case .timestamp(let text) = value, StixInstant(text) == nil {
            find(place, "can never match: a date that no calendar has")
        }
        checkDigest(value, on: path, isExact: isExact, at: place)
        return value
    }

    // MARK: - Findings

    private mutating func find(_ token: StixPatternToken, _ reason: String, isError: Bool = false) {
        guard !isLenient else { return }
        findings.append(StixPatternFinding(offset: token.range.lowerBound, reason: reason, isError: isError))
    }

    /// A digest has its algorithm's length. The OASIS validator asks that also of operators that take part of one.
    private mutating func checkDigest(
        _ value: StixLiteral, on path: StixObjectPath, isExact: Bool, at place: StixPatternToken? = nil
    ) {
        guard !isLenient, path.steps.count >= 2, case .key("hashes") = path.steps[path.steps.count - 2],
            case .key(let name) = path.steps[path.steps.count - 1], let count = StixHash.digits(of: name)
        else { return }
        if case .string(let text) = value, text.utf8.count == count, text.utf8.allSatisfy(\.isHexDigit) { return }
        find(
            place ?? token, "not a \(name) digest; expected \(count) hexadecimal digits",
            isError: isExact || isReference)
    }

    /// What the grammar lets pass and no evaluation can.
    private mutating func judge(_ condition: StixPropertyTest.Condition, at place: StixPatternToken) {
        switch condition {
        case .isIn([]): find(place, "IN () is never true")
        case .isSubset(let text), .isSuperset(let text):
            if !AddressRange.isValid(text) {
                find(place, "can never match: “\(text.prefix(80))” is no address or network")
            }
        case .matches(let text):
            do throws(PatternError) {
                _ = try StixRegex(text, grammar.semantics)
            } catch {
                find(place, StixPatternProblem.malformedRegex(text, error).description, isError: !isReference)
            }
        default:
            if StixPatternProblem(condition, .text) == .mixedSet {
                find(place, StixPatternProblem.mixedSet.description, isError: !isReference)
            }
        }
    }

    // MARK: - Object paths

    private mutating func path() throws(StixPatternError) -> StixObjectPath {
        let type = try pathWord("an object path", allowsHyphen: true)
        try expectSign(":", "“:” and a property")
        var steps: [StixObjectPath.Step] = [.key(try key())]
        while true {
            guard steps.count <= StixPatternReading.maximumSteps else { throw error(token, "too long an object path") }
            if try takeSign(".") {
                steps.append(.key(try key()))
            } else if try takeSign("[") {
                if try takeSign("*") {
                    steps.append(.any)
                } else if case .literal(.integer(let index)) = token.kind {
                    guard index >= 0 || isReference || isLenient else {
                        throw unexpected("an index from 0 up or “*”")
                    }
                    try advance()
                    steps.append(.index(index))
                } else {
                    throw unexpected("an index or “*”")
                }
                try expectSign("]", "“]”")
            } else {
                return StixObjectPath(objectType: type, steps: steps)
            }
        }
    }

    private mutating func key() throws(StixPatternError) -> String {
        if case .literal(.string(let text)) = token.kind {
            try advance()
            return text
        }
        return try pathWord("a property name", allowsHyphen: isLenient)
    }

    private mutating func pathWord(_ what: String, allowsHyphen: Bool) throws(StixPatternError) -> String {
        guard case .word(let word) = token.kind, isLenient || !Self.keywords.contains(word) else {
            throw unexpected(what)
        }
        guard allowsHyphen || !word.utf8.contains(0x2D) else {
            throw error(token, "a property name with a hyphen; write it in single quotes")
        }
        try advance()
        return word
    }

    // MARK: - Tokens

    private static let keywords: Set<String> = [
        "AND", "OR", "NOT", "FOLLOWEDBY", "LIKE", "MATCHES", "ISSUPERSET", "ISSUBSET", "EXISTS", "LAST", "IN",
        "START", "STOP", "SECONDS", "true", "false", "WITHIN", "REPEATS", "TIMES",
    ]

    private mutating func nested<Result>(
        _ body: (inout StixPatternParser) throws(StixPatternError) -> Result
    ) throws(StixPatternError) -> Result {
        guard depth < StixPatternReading.maximumDepth else { throw error(token, "parentheses nested too deep") }
        depth += 1
        try advance()
        let result = try body(&self)
        try expectSign(")", "an operator or “)”")
        depth -= 1
        return result
    }

    private mutating func advance() throws(StixPatternError) { token = try lexer.next() }

    private func isWord(_ keyword: String) -> Bool {
        guard case .word(let word) = token.kind else { return false }
        return word == keyword || (isLenient && word.uppercased() == keyword)
    }

    private mutating func take(_ keyword: String) throws(StixPatternError) -> Bool {
        guard isWord(keyword) else { return false }
        try advance()
        return true
    }

    private mutating func expect(_ keyword: String) throws(StixPatternError) {
        guard try take(keyword) else { throw unexpected(keyword) }
    }

    private func isSign(_ sign: String) -> Bool { token.kind == .sign(sign) }

    private mutating func takeSign(_ sign: String) throws(StixPatternError) -> Bool {
        guard isSign(sign) else { return false }
        try advance()
        return true
    }

    private mutating func expectSign(_ sign: String, _ what: String) throws(StixPatternError) {
        guard try takeSign(sign) else { throw unexpected(what) }
    }

    private func unexpected(_ what: String) -> StixPatternError {
        error(token, "found \(token.text), expected \(what)")
    }

    private func error(_ token: StixPatternToken, _ reason: String) -> StixPatternError {
        StixPatternError(offset: token.range.lowerBound, reason: reason)
    }
}

extension StixPatternToken.Kind {
    /// `true` and `false` as the grammar writes them.
    fileprivate var boolean: StixLiteral? {
        switch self {
        case .word("true"): .boolean(true)
        case .word("false"): .boolean(false)
        default: nil
        }
    }

    /// The same in any case.
    fileprivate var looseBoolean: StixLiteral? {
        guard case .word(let word) = self else { return nil }
        return StixPatternToken.Kind.word(word.lowercased()).boolean
    }
}
