import TamgaModel

/// Reads an expression over rules: `a and (b or not c)`.
struct SigmaRuleExpressionParser {
    private var tokens: [SigmaConditionLexer.Token] = []
    private let text: String
    private let maximumDepth: Int
    private var position = 0

    init(_ text: String, maximumDepth: Int) {
        self.text = text
        self.maximumDepth = maximumDepth
    }

    mutating func expression() throws(SigmaConditionParser.Fault) -> SigmaRuleExpression {
        var lexer = SigmaConditionLexer(text)
        while let token = try lexer.next() { tokens.append(token) }
        let expression = try either(depth: 0)
        if position < tokens.count {
            throw .init(
                index: tokens[position].index,
                message: "“and” or “or” is missing before “\(tokens[position].text.prefix(60))”")
        }
        return expression
    }

    private var keyword: String? { position < tokens.count ? tokens[position].keyword : nil }

    private mutating func either(depth: Int) throws(SigmaConditionParser.Fault) -> SigmaRuleExpression {
        var parts = [try both(depth: depth)]
        while keyword == "or" {
            position += 1
            parts.append(try both(depth: depth))
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func both(depth: Int) throws(SigmaConditionParser.Fault) -> SigmaRuleExpression {
        var parts = [try operand(depth: depth)]
        while keyword == "and" {
            position += 1
            parts.append(try operand(depth: depth))
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func operand(depth: Int) throws(SigmaConditionParser.Fault) -> SigmaRuleExpression {
        guard position < tokens.count else {
            throw .init(index: text.utf8.count, message: "the condition ends where a rule is expected")
        }
        let token = tokens[position]
        guard depth <= maximumDepth else {
            throw .init(index: token.index, message: "more than \(maximumDepth) “(” and “not” inside each other")
        }
        position += 1
        if token.keyword == "not" { return .not(try operand(depth: depth + 1)) }
        if token.text == "(" {
            let inner = try either(depth: depth + 1)
            guard position < tokens.count, tokens[position].text == ")" else {
                throw .init(index: token.index, message: "“(” is never closed")
            }
            position += 1
            return inner
        }
        guard token.text != ")", token.keyword == nil, !token.text.contains("*") else {
            throw .init(
                index: token.index, message: "a rule's id or name is expected before “\(token.text.prefix(60))”")
        }
        return .rule(token.text)
    }
}
