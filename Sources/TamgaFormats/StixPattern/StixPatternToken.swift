import TamgaModel

/// A token of a STIX pattern and where it stands.
struct StixPatternToken {
    enum Kind: Equatable {
        /// A run of letters, digits, `_` and `-`, keywords included.
        case word(String)
        case literal(StixLiteral)
        /// A bracket, comma, colon, point or asterisk, or a comparison sign; `==` and `<>` are `=` and `!=`.
        case sign(String)
        case end
    }

    let kind: Kind
    let range: Range<Int>
}

extension StixPatternToken {
    /// How an error names it.
    var text: String {
        switch kind {
        case .word(let word): "“\(word.prefix(40))”"
        case .literal: "a constant"
        case .sign(let sign): "“\(sign)”"
        case .end: "the end"
        }
    }
}
