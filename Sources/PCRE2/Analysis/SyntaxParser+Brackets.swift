extension SyntaxParser {
    /// What the item before a hyphen in brackets allows.
    private enum Before {
        /// Nothing, or a whole range: the hyphen stands for itself.
        case nothing
        /// A character: the hyphen may make a range of it.
        case character(UInt32)
        /// A character and a hyphen.
        case hyphen(UInt32)
        /// `\d`, `[:alpha:]`: the hyphen stands for itself, and only at the end.
        case members
    }

    /// A bracketed class, from its bracket on.
    mutating func bracket() throws(GaveUp) -> SyntaxNode {
        let start = at
        at += 1
        var isNegative = false
        while true {
            if skip("\\E") || skip("\\Q\\E") { continue }
            if !isNegative, peek() == UInt8(ascii: "^") {
                isNegative = true
                at += 1
                continue
            }
            break
        }
        var members = CharacterClass()
        var before = Before.nothing
        var isFirst = true
        var isQuoted = false
        while true {
            guard let byte = peek() else { throw GaveUp() }
            defer { isFirst = false }
            if skip("\\E") {
                isQuoted = false
                continue
            }
            if isQuoted {
                try add(try character(), to: &members, &before)
                continue
            }
            if settings.extendedMore, byte == 0x20 || byte == 0x09 { throw GaveUp() }
            switch byte {
            case UInt8(ascii: "]") where !isFirst:
                at += 1
                if case .hyphen = before { members.insert(UInt32(UInt8(ascii: "-"))) }
                return SyntaxNode(kind: .one(isNegative ? members.inverted : members), range: start..<at)
            case UInt8(ascii: "["):
                if let next = peek(1), [UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "=")].contains(next) {
                    try addPosix(to: &members, &before)
                } else {
                    try add(try character(), to: &members, &before)
                }
            case UInt8(ascii: "\\"):
                at += 1
                if peek() == UInt8(ascii: "Q") {
                    at += 1
                    isQuoted = true
                } else {
                    try addEscape(to: &members, &before)
                }
            case UInt8(ascii: "-"):
                at += 1
                switch before {
                case .character(let first): before = .hyphen(first)
                case .members:
                    guard peek() == UInt8(ascii: "]") else { throw GaveUp() }
                    members.insert(UInt32(byte))
                case .nothing, .hyphen: try add(UInt32(byte), to: &members, &before)
                }
            default: try add(try character(), to: &members, &before)
            }
        }
    }

    private mutating func add(
        _ value: UInt32, to members: inout CharacterClass, _ before: inout Before
    ) throws(GaveUp) {
        if value >= 0x80 { isASCII = false }
        switch before {
        case .hyphen(let first):
            guard first <= value else { throw GaveUp() }
            var range = CharacterClass()
            range.insert(first...value)
            members.formUnion(folded(range))
            before = .nothing
        case .nothing, .character, .members:
            members.formUnion(folded(CharacterClass(value)))
            before = .character(value)
        }
    }

    private func add(
        _ more: CharacterClass, to members: inout CharacterClass, _ before: inout Before
    ) throws(GaveUp) {
        if case .hyphen = before { throw GaveUp() }
        members.formUnion(more)
        before = .members
    }

    /// `[:name:]` or `[:^name:]`, and a bracket that only looks like one.
    private mutating func addPosix(to members: inout CharacterClass, _ before: inout Before) throws(GaveUp) {
        let start = at
        guard skip("[:") else { throw GaveUp() }
        let isNegative = skip("^")
        let name = text[at...].prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        at = name.endIndex
        guard skip(":]"), var more = CharacterClass.posix(String(decoding: name, as: UTF8.self), wide: ucp) else {
            // A bracket and a colon that stand for themselves, unless a class is closed further on.
            let rest = text[(start + 2)...].prefix { $0 != UInt8(ascii: "]") }
            guard rest.last != UInt8(ascii: ":"), !rest.contains(UInt8(ascii: "\\")) else { throw GaveUp() }
            at = start
            try add(try character(), to: &members, &before)
            return
        }
        // Caseless matching takes upper and lower for each other, before any negation.
        more = folded(more)
        try add(isNegative ? more.inverted : more, to: &members, &before)
    }

    private mutating func addEscape(to members: inout CharacterClass, _ before: inout Before) throws(GaveUp) {
        switch peek() {
        case UInt8(ascii: "b"):
            at += 1
            try add(0x08, to: &members, &before)
        case UInt8(ascii: "g"), UInt8(ascii: "k"), UInt8(ascii: "8"), UInt8(ascii: "9"):
            try add(try character(), to: &members, &before)
        default:
            switch try sharedEscape() {
            case .character(let value): try add(value, to: &members, &before)
            case .members(let more): try add(more, to: &members, &before)
            case .test, .unknown: throw GaveUp()
            }
        }
    }
}
