import TamgaModel

/// Reads a condition (Sigma 2.1, “Condition”): `not` binds before `and`, `and` before `or`.
struct SigmaConditionParser {
    /// What is wrong, and where in the text.
    struct Fault: Error, Hashable {
        /// UTF-8 bytes before the place.
        var index: Int
        var message: String
    }

    private var tokens: [SigmaConditionLexer.Token] = []
    private let text: String
    private let maximumDepth: Int
    private let maximumTests: Int
    private var position = 0
    private var testCount = 0
    /// The condition has a `not`.
    private(set) var hasNegation = false
    /// Where the first operator in capital letters stands.
    private(set) var capitals: Int?
    /// A search that the condition names could not be read, so that there is no expression.
    private var isIncomplete = false

    init(_ text: String, limits: SigmaLimits) {
        self.text = text
        maximumDepth = limits.maximumConditionDepth
        maximumTests = limits.maximumTests
    }

    /// The condition over the searches; `nil` where one of them could not be read.
    mutating func expression(_ searches: inout SigmaSearches) throws(Fault) -> SigmaExpression? {
        var lexer = SigmaConditionLexer(text)
        while let token = try lexer.next() { tokens.append(token) }
        guard !tokens.isEmpty else { throw Fault(index: 0, message: "an empty condition") }
        let expression = try either(&searches, depth: 0)
        if position < tokens.count {
            let token = tokens[position]
            throw Fault(
                index: token.index,
                message: token.text == ")"
                    ? "“)” without “(” before it" : "“and” or “or” is missing before “\(token.text.prefix(60))”")
        }
        return isIncomplete ? nil : expression
    }

    private var keyword: String? { position < tokens.count ? tokens[position].keyword : nil }

    private mutating func takeKeyword() {
        let token = tokens[position]
        if capitals == nil, token.text != token.keyword { capitals = token.index }
        position += 1
    }

    private mutating func either(_ searches: inout SigmaSearches, depth: Int) throws(Fault) -> SigmaExpression {
        var parts = [try both(&searches, depth: depth)]
        while keyword == "or" {
            takeKeyword()
            parts.append(try both(&searches, depth: depth))
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func both(_ searches: inout SigmaSearches, depth: Int) throws(Fault) -> SigmaExpression {
        var parts = [try negated(&searches, depth: depth)]
        while keyword == "and" {
            takeKeyword()
            parts.append(try negated(&searches, depth: depth))
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negated(_ searches: inout SigmaSearches, depth: Int) throws(Fault) -> SigmaExpression {
        guard keyword == "not" else { return try operand(&searches, depth: depth) }
        try checkDepth(depth)
        takeKeyword()
        hasNegation = true
        return .not(try negated(&searches, depth: depth + 1))
    }

    private func checkDepth(_ depth: Int) throws(Fault) {
        if depth >= maximumDepth {
            throw Fault(
                index: tokens[position].index, message: "more than \(maximumDepth) “(” and “not” inside each other")
        }
    }

    private mutating func operand(_ searches: inout SigmaSearches, depth: Int) throws(Fault) -> SigmaExpression {
        guard position < tokens.count else {
            throw Fault(index: text.utf8.count, message: "the condition ends where a search is expected")
        }
        let token = tokens[position]
        if token.text == "(" {
            try checkDepth(depth)
            position += 1
            let inner = try either(&searches, depth: depth + 1)
            guard position < tokens.count else { throw Fault(index: token.index, message: "“(” is never closed") }
            guard tokens[position].text == ")" else {
                throw Fault(
                    index: tokens[position].index,
                    message: "“and” or “or” is missing before “\(tokens[position].text.prefix(60))”")
            }
            position += 1
            return inner
        }
        guard token.text != ")", token.keyword == nil else {
            throw Fault(index: token.index, message: "a search is expected before “\(token.text)”")
        }
        position += 1
        if position < tokens.count, tokens[position].text == "of" { return try quantified(token, &searches) }
        guard !token.text.contains("*") else {
            throw Fault(
                index: token.index,
                message: "a pattern needs a quantifier: “1 of \(token.text.prefix(60))” or “all of …”")
        }
        return try search(token.text, token, &searches)
    }

    /// `1 of`, `any of` or `all of`; `position` is at the `of`.
    private mutating func quantified(
        _ quantifier: SigmaConditionLexer.Token, _ searches: inout SigmaSearches
    ) throws(Fault) -> SigmaExpression {
        guard ["1", "any", "all"].contains(quantifier.text) else {
            throw Fault(
                index: quantifier.index,
                message: "“\(quantifier.text.prefix(20)) of” is not part of Sigma; write “1 of” or “all of”")
        }
        position += 1
        guard position < tokens.count, tokens[position].text != "(", tokens[position].text != ")" else {
            throw Fault(index: quantifier.index, message: "“of” is followed by “them”, or by searches' names with “*”")
        }
        let pattern = tokens[position]
        position += 1
        let names = searches.names(matching: pattern.text)
        guard !names.isEmpty else {
            throw Fault(index: pattern.index, message: "no search fits “\(pattern.text.prefix(60))”")
        }
        var parts: [SigmaExpression] = []
        for name in names { parts.append(try search(name, pattern, &searches)) }
        if parts.count == 1 { return parts[0] }
        return quantifier.text == "all" ? .all(parts) : .any(parts)
    }

    private mutating func search(
        _ name: String, _ token: SigmaConditionLexer.Token, _ searches: inout SigmaSearches
    ) throws(Fault) -> SigmaExpression {
        guard let search = searches.use(name) else {
            // Among many, the nearest name says little and takes long to find.
            let hint = searches.names.count <= 100 ? SigmaDocumentReader.hint(name, searches.names) : ""
            throw Fault(index: token.index, message: "there is no search “\(name.prefix(60))”\(hint)")
        }
        testCount += search.testCount
        guard testCount <= maximumTests else {
            throw Fault(
                index: token.index,
                message: "more than \(maximumTests) tests, counted once for each time that they are named")
        }
        guard let expression = search.expression else {
            isIncomplete = true
            return .search(name, .any([]))
        }
        return .search(name, expression)
    }
}
