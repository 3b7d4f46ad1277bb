import TamgaModel

/// A recursive descent over the grammar of STIX 2.1 part 9, one token ahead.
struct StixPatternParser {
    private var lexer: StixPatternLexer
    private let isLenient: Bool
    private var token: StixPatternToken
    private var depth = 0

    init(_ bytes: [UInt8], lenient: Bool) throws(StixPatternError) {
        lexer = StixPatternLexer(bytes, lenient: lenient)
        isLenient = lenient
        token = try lexer.next()
    }

    mutating func pattern() throws(StixPatternError) -> StixPattern {
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
        if try takeSign("[") {
            expression = .single(try comparisonOr())
            try expectSign("]", "AND, OR or “]”")
        } else if isGroup {
            expression = try nested { (parser) throws(StixPatternError) in try parser.observations() }
        } else {
            throw unexpected("“[” or “(”")
        }
        // Each kind of qualifier stands once behind a “]”; behind a group the OASIS validator lets it stand again.
        var kinds: Set<String> = []
        while let word = qualifierWord() {
            let start = token
            guard kinds.insert(word).inserted || isGroup else {
                throw error(start, "a second \(word) without parentheses")
            }
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
        case ("WITHIN", .literal(.integer(let seconds))) where seconds >= 0:
            try advance()
            try expect("SECONDS")
            return .within(seconds: Double(seconds))
        case ("WITHIN", .literal(.float(let seconds))) where seconds >= 0:
            try advance()
            try expect("SECONDS")
            return .within(seconds: seconds)
        case ("REPEATS", .literal(.integer(let count))) where count >= 1:
            try advance()
            try expect("TIMES")
            return .repeats(count)
        case ("START", .literal):
            let start = try instant()
            try expect("STOP")
            return .between(start: start, stop: try instant())
        case ("WITHIN", _): throw unexpected("a number of seconds")
        case ("REPEATS", _): throw unexpected("a number from 1 up")
        default: throw unexpected("a timestamp")
        }
    }

    private mutating func instant() throws(StixPatternError) -> Timestamp {
        let text: String
        switch token.kind {
        case .literal(.timestamp(let written)): text = written
        // STIX 2.0 drafts wrote plain strings here.
        case .literal(.string(let written)) where isLenient: text = written
        default: throw unexpected("a timestamp")
        }
        guard let instant = Timestamp(rfc3339: text) else { throw error(token, "a date that no calendar has") }
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
        if case .sign(let sign) = token.kind {
            switch sign {
            case "=", "!=":
                try advance()
                let place = token
                let value = try literal()
                try check(value, at: place, on: path)
                return sign == "=" ? .equal(value) : .notEqual(value)
            case "<", "<=", ">", ">=":
                try advance()
                if case .boolean = token.kind.boolean { throw unexpected("a number, string or timestamp") }
                let value = try literal()
                switch sign {
                case "<": return .less(value)
                case "<=": return .lessOrEqual(value)
                case ">": return .greater(value)
                default: return .greaterOrEqual(value)
                }
            default: break
            }
        }
        if try take("IN") { return .isIn(try set(on: path)) }
        if try take("LIKE") { return .like(try text()) }
        if try take("MATCHES") { return .matches(try text()) }
        if try take("ISSUBSET") { return .isSubset(try text()) }
        if try take("ISSUPERSET") { return .isSuperset(try text()) }
        throw unexpected("a comparison operator")
    }

    private mutating func set(on path: StixObjectPath) throws(StixPatternError) -> [StixLiteral] {
        try expectSign("(", "“(”")
        var values: [StixLiteral] = []
        if try takeSign(")") { return values }
        repeat {
            let place = token
            let value = try literal()
            try check(value, at: place, on: path)
            values.append(value)
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

    private mutating func text() throws(StixPatternError) -> String {
        guard case .literal(.string(let text)) = token.kind else { throw unexpected("a string in single quotes") }
        try advance()
        return text
    }

    /// A digest has its algorithm's length; only strict parsing asks.
    private func check(_ value: StixLiteral, at place: StixPatternToken, on path: StixObjectPath)
        throws(StixPatternError)
    {
        guard !isLenient, path.steps.count >= 2, case .key("hashes") = path.steps[path.steps.count - 2],
            case .key(let name) = path.steps[path.steps.count - 1], let count = StixHash.digits(of: name)
        else { return }
        guard case .string(let text) = value, text.utf8.count == count, text.utf8.allSatisfy(\.isHexDigit) else {
            throw error(place, "not a \(name) digest; expected \(count) hexadecimal digits")
        }
    }

    // MARK: - Object paths

    private mutating func path() throws(StixPatternError) -> StixObjectPath {
        let type = try pathWord("an object path", allowsHyphen: true)
        try expectSign(":", "“:” and a property")
        var steps: [StixObjectPath.Step] = [.key(try key())]
        while true {
            if try takeSign(".") {
                steps.append(.key(try key()))
            } else if try takeSign("[") {
                if try takeSign("*") {
                    steps.append(.any)
                } else if case .literal(.integer(let index)) = token.kind {
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
        guard depth < StixPattern.maximumDepth else { throw error(token, "parentheses nested too deep") }
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
        StixPatternError(offset: token.offset, reason: reason)
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
