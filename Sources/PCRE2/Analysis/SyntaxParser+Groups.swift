extension SyntaxParser {
    private enum Group {
        case plain
        case atomic
        case look(isAhead: Bool, isNegative: Bool)
    }

    /// What a parenthesis opens; `nil` for an option setting and a verb.
    mutating func group(depth: Int) throws(GaveUp) -> SyntaxNode? {
        let start = at
        let outer = settings
        if skip("(*") { return try starred(from: start, depth: depth) }
        var kind = Group.plain
        if skip("(?") {
            switch peek() {
            case UInt8(ascii: "="), UInt8(ascii: "*"):
                at += 1
                kind = .look(isAhead: true, isNegative: false)
            case UInt8(ascii: "!"):
                at += 1
                kind = .look(isAhead: true, isNegative: true)
            case UInt8(ascii: ">"):
                at += 1
                kind = .atomic
            case UInt8(ascii: "|"): at += 1
            case UInt8(ascii: "<"):
                if skip("<=") || skip("<*") {
                    kind = .look(isAhead: false, isNegative: false)
                } else if skip("<!") {
                    kind = .look(isAhead: false, isNegative: true)
                } else {
                    try skip(past: UInt8(ascii: ">"))
                }
            case UInt8(ascii: "'"):
                at += 1
                try skip(past: UInt8(ascii: "'"))
            case UInt8(ascii: "P"):
                if skip("P<") {
                    try skip(past: UInt8(ascii: ">"))
                } else {
                    return try call(from: start)
                }
            case UInt8(ascii: "("): return try conditional(from: start, outer: outer, depth: depth)
            case UInt8(ascii: "R"), UInt8(ascii: "&"), UInt8(ascii: "+"): return try call(from: start)
            case let byte? where isDigit(byte): return try call(from: start)
            case UInt8(ascii: "-") where peek(1).map(isDigit) == true: return try call(from: start)
            default:
                // `(?i)` changes the rest of the group around it, `(?i:` what is in it.
                if try options() == UInt8(ascii: ")") { return nil }
            }
        } else {
            at += 1
        }
        return try close(kind, from: start, outer: outer, depth: depth)
    }

    /// The rest of a group up to its parenthesis; the settings are again what they were before it.
    private mutating func close(
        _ kind: Group, from start: Int, outer: Settings, depth: Int
    ) throws(GaveUp) -> SyntaxNode {
        let inner = try choice(depth: depth + 1)
        guard skip(")") else { throw GaveUp() }
        settings = outer
        let range = start..<at
        switch kind {
        case .plain: return SyntaxNode(kind: inner.kind, range: range)
        case .atomic: return SyntaxNode(kind: .atomic(inner), range: range)
        case .look(let isAhead, let isNegative):
            return SyntaxNode(kind: .look(inner, isAhead: isAhead, isNegative: isNegative), range: range)
        }
    }

    private mutating func skip(past byte: UInt8) throws(GaveUp) {
        guard at < text.count, let end = text[at...].firstIndex(of: byte) else { throw GaveUp() }
        at = end + 1
    }

    /// A call of a group, or a reference to one: it takes anything.
    private mutating func call(from start: Int) throws(GaveUp) -> SyntaxNode {
        try skip(past: UInt8(ascii: ")"))
        return SyntaxNode(kind: .unknown, range: start..<at)
    }

    /// `(?(condition)yes|no)`: one of the two, and none where there is no second.
    private mutating func conditional(
        from start: Int, outer: Settings, depth: Int
    ) throws(GaveUp) -> SyntaxNode {
        if peek(1) == UInt8(ascii: "?") || peek(1) == UInt8(ascii: "*") {
            guard try group(depth: depth + 1) != nil else { throw GaveUp() }
        } else {
            try skip(past: UInt8(ascii: ")"))
        }
        var node = try close(.plain, from: start, outer: outer, depth: depth)
        if case .choice = node.kind { return node }
        let none = SyntaxNode(kind: .sequence([]), range: at..<at)
        node.kind = .choice([SyntaxNode(kind: node.kind, range: node.range), none])
        return node
    }

    /// `(*VERB:name)` and `(*atomic:…)`, behind the asterisk.
    private mutating func starred(from start: Int, depth: Int) throws(GaveUp) -> SyntaxNode? {
        let outer = settings
        guard let first = peek() else { throw GaveUp() }
        guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
            // (*ACCEPT) ends a match early: what stands behind it is not required.
            if skip("ACCEPT") { throw GaveUp() }
            try skip(past: UInt8(ascii: ")"))
            return nil
        }
        let name = String(decoding: text[at...].prefix { $0 != UInt8(ascii: ":") && $0 != 0x29 }, as: UTF8.self)
        at += name.utf8.count
        guard skip(":") else { throw GaveUp() }
        let kind: Group
        switch name {
        case "pla", "positive_lookahead", "napla", "non_atomic_positive_lookahead":
            kind = .look(isAhead: true, isNegative: false)
        case "plb", "positive_lookbehind", "naplb", "non_atomic_positive_lookbehind":
            kind = .look(isAhead: false, isNegative: false)
        case "nla", "negative_lookahead": kind = .look(isAhead: true, isNegative: true)
        case "nlb", "negative_lookbehind": kind = .look(isAhead: false, isNegative: true)
        case "atomic", "asr", "atomic_script_run": kind = .atomic
        case "sr", "script_run": kind = .plain
        default: throw GaveUp()
        }
        return try close(kind, from: start, outer: outer, depth: depth)
    }

    /// The letters of `(?i-s)` and `(?i-s:`; gives the byte behind them.
    private mutating func options() throws(GaveUp) -> UInt8 {
        var changed = settings
        if skip("^") {
            changed = Settings(caseless: false, multiline: false, dotAll: false)
        }
        var isOn = true
        var isMore = false
        while let byte = peek() {
            at += 1
            switch byte {
            case UInt8(ascii: ")"), UInt8(ascii: ":"):
                settings = changed
                return byte
            case UInt8(ascii: "-"): isOn = false
            case UInt8(ascii: "i"): changed.caseless = isOn
            case UInt8(ascii: "m"): changed.multiline = isOn
            case UInt8(ascii: "s"): changed.dotAll = isOn
            case UInt8(ascii: "x"):
                changed.extended = isOn
                isMore = skip("x") || isMore
                changed.extendedMore = isMore && isOn
            case UInt8(ascii: "n"), UInt8(ascii: "J"), UInt8(ascii: "U"): break
            // Letters of release 10.43 that only make classes and folding narrower.
            case UInt8(ascii: "r"), UInt8(ascii: "a"), UInt8(ascii: "D"), UInt8(ascii: "P"), UInt8(ascii: "S"),
                UInt8(ascii: "T"), UInt8(ascii: "W"):
                break
            default: throw GaveUp()
            }
        }
        throw GaveUp()
    }
}
