/// Reads PCRE2 syntax into a tree that says what a match is made of.
///
/// It is meant for patterns that PCRE2 has accepted, and reads them as releases from 10.30 on do; where releases
/// differ, or the meaning hangs on what is not known here, it gives up. It says nothing about errors: those are
/// PCRE2's. (pcre2pattern, pcre2syntax.)
struct SyntaxParser {
    /// The pattern is not understood well enough.
    struct GaveUp: Error {}

    /// What an inline option can change.
    struct Settings {
        var caseless: Bool
        var multiline: Bool
        var dotAll: Bool
        var extended = false
        var extendedMore = false
    }

    /// The longest pattern that is looked at, in bytes.
    static let longest = 1 << 16
    /// The deepest nesting of groups that is looked at.
    static let deepest = 100

    let text: [UInt8]
    var at = 0
    var settings: Settings
    var utf: Bool
    var ucp = false
    /// True between `\Q` and `\E`.
    var isQuoting = false
    /// True where only LF ends a comment of `(?x)`.
    var newlineIsKnown: Bool
    /// True while no character beyond ASCII stands for itself.
    var isASCII = true

    private let sparesStrangers: Bool

    private init(_ pattern: String, options: Pattern.Options, sparesStrangers: Bool) {
        self.sparesStrangers = sparesStrangers
        text = Array(pattern.utf8)
        settings = Settings(
            caseless: options.contains(.caseless), multiline: options.contains(.multiline),
            dotAll: options.contains(.dotAll))
        utf = options.contains(.utf)
        newlineIsKnown = Program.newlineIsLineFeed
    }

    /// The tree of a pattern, whether it is UTF, and whether all that stands for itself in it is ASCII; `nil` where
    /// it is too long, too deep or not understood.
    static func parse(
        _ pattern: String, options: Pattern.Options, sparesStrangers: Bool = false
    ) -> (root: SyntaxNode, utf: Bool, isASCII: Bool)? {
        guard pattern.utf8.count <= longest else { return nil }
        var parser = SyntaxParser(pattern, options: options, sparesStrangers: sparesStrangers)
        do throws(GaveUp) {
            try parser.startItems()
            let root = try parser.choice(depth: 0)
            return parser.at == parser.text.count ? (root, parser.utf, parser.isASCII) : nil
        } catch {
            return nil
        }
    }

    /// The byte some way ahead, or `nil` behind the end.
    func peek(_ ahead: Int = 0) -> UInt8? { at + ahead < text.count ? text[at + ahead] : nil }

    /// Steps over a string if it stands here.
    mutating func skip(_ string: String) -> Bool {
        guard text[at...].starts(with: string.utf8) else { return false }
        at += string.utf8.count
        return true
    }

    /// The items that may stand before anything else: `(*UTF)`, `(*CRLF)` …
    private mutating func startItems() throws(GaveUp) {
        while peek() == UInt8(ascii: "("), peek(1) == UInt8(ascii: "*") {
            guard let end = text[at...].firstIndex(of: UInt8(ascii: ")")) else { throw GaveUp() }
            let name = String(decoding: text[(at + 2)..<end], as: UTF8.self)
            switch name {
            case "UTF": utf = true
            case "UCP": ucp = true
            case "CR", "CRLF", "ANY", "ANYCRLF", "NUL": newlineIsKnown = false
            case "LF": newlineIsKnown = true
            case "NOTEMPTY", "NOTEMPTY_ATSTART", "NO_AUTO_POSSESS", "NO_DOTSTAR_ANCHOR", "NO_JIT", "NO_START_OPT",
                "BSR_ANYCRLF", "BSR_UNICODE":
                break
            default:
                guard name.hasPrefix("LIMIT_") else { return }
            }
            at = end + 1
        }
    }

    /// Alternatives up to a closing parenthesis or the end, neither of which is taken.
    mutating func choice(depth: Int) throws(GaveUp) -> SyntaxNode {
        guard depth <= Self.deepest else { throw GaveUp() }
        let start = at
        var branches = [try sequence(depth: depth)]
        while peek() == UInt8(ascii: "|") {
            at += 1
            branches.append(try sequence(depth: depth))
        }
        if branches.count == 1 { return branches[0] }
        return SyntaxNode(kind: .choice(branches), range: start..<at)
    }

    /// Items up to a bar, a closing parenthesis or the end.
    private mutating func sequence(depth: Int) throws(GaveUp) -> SyntaxNode {
        let start = at
        var items: [SyntaxNode] = []
        // True where the item before can be repeated.
        var isRepeatable = false
        while true {
            if isQuoting {
                if skip("\\E") {
                    isQuoting = false
                } else if at < text.count {
                    items.append(try literal())
                    isRepeatable = true
                } else {
                    break
                }
                continue
            }
            if try skipIgnored() { continue }
            guard let byte = peek(), byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") else { break }
            if let (min, max) = try quantifier() {
                guard isRepeatable, let item = items.popLast() else { throw GaveUp() }
                let style = try style()
                let range = item.range.lowerBound..<at
                items.append(SyntaxNode(kind: .repetition(item, min: min, max: max, style: style), range: range))
                isRepeatable = false
            } else if let item = try item(depth: depth) {
                items.append(item)
                isRepeatable = true
            } else {
                isRepeatable = false
            }
        }
        return SyntaxNode(kind: .sequence(items), range: start..<at)
    }

    /// Steps over one thing that says nothing and does not part an item from its quantifier; false where there is none.
    mutating func skipIgnored() throws(GaveUp) -> Bool {
        if skip("\\E") { return true }
        if skip("\\Q") {
            isQuoting = true
            return true
        }
        if skip("(?#") {
            guard let end = text[at...].firstIndex(of: UInt8(ascii: ")")) else { throw GaveUp() }
            at = end + 1
            return true
        }
        guard settings.extended, let byte = peek() else { return false }
        if (0x09...0x0D).contains(byte) || byte == 0x20 {
            at += 1
            return true
        }
        // PCRE2 also skips U+0085, U+200E, U+200F, U+2028 and U+2029: the first as a byte, the others under UTF.
        if byte == 0x85 || byte == 0xC2 && peek(1) == 0x85 || byte == 0xE2 && peek(1) == 0x80 { throw GaveUp() }
        guard byte == UInt8(ascii: "#") else { return false }
        guard newlineIsKnown else { throw GaveUp() }
        while let byte = peek(), byte != 0x0A { at += 1 }
        if at < text.count { at += 1 }
        return true
    }

    /// A character that stands for itself.
    mutating func literal() throws(GaveUp) -> SyntaxNode {
        let start = at
        let value = try character()
        return one(value, from: start)
    }

    /// The next character: a scalar under UTF, a byte if not.
    mutating func character() throws(GaveUp) -> UInt32 {
        guard let byte = peek() else { throw GaveUp() }
        if !utf || byte < 0x80 {
            at += 1
            return UInt32(byte)
        }
        var iterator = text[at...].prefix(4).makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { throw GaveUp() }
        at += UTF8.width(scalar)
        return scalar.value
    }

    /// A character with its case partners, from a place in the pattern up to here.
    mutating func one(_ value: UInt32, from start: Int) -> SyntaxNode {
        if value >= 0x80 { isASCII = false }
        return SyntaxNode(kind: .one(folded(CharacterClass(value))), range: start..<at)
    }

    /// Characters with their case partners, where case does not count.
    func folded(_ members: CharacterClass) -> CharacterClass {
        settings.caseless ? members.caseFolded(utf: utf, ucp: ucp, sparesStrangers: sparesStrangers) : members
    }
}
