import TamgaTestSupport

/// Draws random patterns that use all of PCRE2's syntax, each with a text that it probably matches.
///
/// The alphabet is tiny, so that random subjects match often: letters with case partners beyond ASCII (`k`, `s`), a
/// letter of two bytes, and the characters that mean something in patterns.
struct PatternGrammar {
    typealias Piece = (pattern: String, sample: String)

    private(set) var random: SeededRandom
    private var groups = 0
    private var budget = 0

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private static let letters = ["a", "b", "k", "s", "A", "K", "é", "x", "1", "\u{212A}", "ſ", "中", "х"]
    private static let starts = [
        "(*UTF)", "(*UCP)", "(*NO_START_OPT)", "(*CRLF)", "(*LIMIT_MATCH=100000)", "(*NO_JIT)",
    ]
    private static let verbs = ["(*F)", "(*COMMIT)", "(*PRUNE)", "(*SKIP)", "(*THEN)", "(*MARK:a)", "(*ACCEPT)"]
    private static let escapes: [Piece] = [
        (#"\x61"#, "a"), (#"\x{6b}"#, "k"), (#"\o{141}"#, "a"), (#"\141"#, "a"), (#"\061"#, "1"), (#"\0612"#, "12"),
        (#"\cA"#, "\u{1}"), (#"\n"#, "\n"), (#"\t"#, "\t"), (#"\e"#, "\u{1B}"), (#"\."#, "."), (#"\\"#, "\\"),
        (#"\é"#, "é"),
        (#"\Qa.b\E"#, "a.b"), (#"\Qab\E"#, "ab"), (#"\Q\E"#, ""), (#"\E"#, ""), (#"\Qk+"#, "k+"), (#"\x{e9}"#, "é"),
        (#"\x{212a}"#, "k"), (#"\N{U+61}"#, "a"), (#"\x6"#, "\u{6}"), (#"\x"#, "\0"),
    ]
    private static let classes: [Piece] = [
        (".", "a"), (#"\w"#, "a"), (#"\W"#, "."), (#"\d"#, "1"), (#"\D"#, "a"), (#"\s"#, " "), (#"\S"#, "b"),
        (#"\h"#, " "),
        (#"\H"#, "a"), (#"\v"#, "\n"), (#"\V"#, "a"), (#"\R"#, "\n"), (#"\X"#, "a"), (#"\N"#, "a"), (#"\p{L}"#, "a"),
        (#"\P{L}"#, "1"), (#"\pL"#, "b"), (#"\p{^Lu}"#, "a"),
    ]
    private static let tests = [
        "^", "$", #"\b"#, #"\B"#, #"\A"#, #"\z"#, #"\Z"#, #"\G"#, #"\K"#, "[[:<:]]", "[[:>:]]", "(?#c)", "(?i)",
        "(?-i)", "(?x)",
        "(?s)", "(?m)", "(?xx)", "(?^)", "(?i-s)", "(?J)", "(?U)", "(?n)", "(?x-x)", "(?xxx)",
    ]
    private static let inClass: [Piece] = [
        ("a", "a"), ("b", "b"), ("k", "k"), ("é", "é"), ("a-b", "b"), ("a-", "-"), ("-", "-"), ("]", "]"), ("^", "^"),
        (#"\]"#, "]"),
        (#"\d"#, "1"), (#"\w"#, "a"), ("[:alpha:]", "a"), ("[:^digit:]", "a"), ("[:upper:]", "A"), (#"\x61"#, "a"),
        (#"\Qa]\E"#, "]"), (#"\Qa\E-k"#, "b"), (#"\E"#, ""), ("[", "["), (":", ":"), (#"\b"#, "\u{8}"), (#"\141"#, "a"),
        (#"\8"#, "8"),
        (#"\n"#, "\n"), (" ", " "), ("#", "#"), (".", "."), ("s", "s"), ("\u{212A}", "k"), ("é-é", "é"),
        (#"\p{Ll}"#, "a"), (#"\H"#, "a"),
    ]

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func pick<T>(_ items: [T]) -> T { items.randomElement(using: &random)! }

    /// A pattern and a text.
    mutating func piece() -> Piece {
        (groups, budget) = (0, Int.random(in: 1...14, using: &random))
        var head = ""
        while chance(6) { head += pick(Self.starts) }
        let body = choice(depth: 0)
        return (head + body.pattern, body.sample)
    }

    private mutating func choice(depth: Int) -> Piece {
        let count = chance(25) ? Int.random(in: 2...3, using: &random) : 1
        let branches = (0..<count).map { _ in sequence(depth: depth) }
        return (branches.map(\.pattern).joined(separator: "|"), pick(branches).sample)
    }

    private mutating func sequence(depth: Int) -> Piece {
        var result: Piece = ("", "")
        repeat {
            let next = quantified(depth: depth)
            result = (result.pattern + next.pattern, result.sample + next.sample)
            budget -= 1
        } while budget > 0 && chance(80)
        return result
    }

    private mutating func quantified(depth: Int) -> Piece {
        let item = atom(depth: depth)
        guard chance(30) else { return item }
        let gap = chance(10) ? pick([" ", "(?#c)", #"\E"#, #"\Q\E"#, "#c\n", #"\Q"#]) : ""
        let style = pick(["", "", "?", "+"])
        let inner = chance(5) ? pick([" ", "(?#c)", #"\E"#, #"\Q\E"#]) : ""
        let (text, count): (String, Int)
        switch Int.random(in: 0..<14, using: &random) {
        case 0...1: (text, count) = ("*", pick([0, 1, 2]))
        case 2...4: (text, count) = ("+", pick([1, 2]))
        case 5...6: (text, count) = ("?", pick([0, 1]))
        case 7: (text, count) = ("{2}", 2)
        case 8: (text, count) = ("{1,}", 1)
        case 9: (text, count) = ("{0,2}", 1)
        case 10: (text, count) = ("{2,3}", 2)
        case 11: (text, count) = ("{0}", 0)
        case 12: (text, count) = ("{3}", 3)
        default:
            let literal = pick(["{,2}", "{", "{a}", "{2", "{ 2}", "{2,3", "}", "{2,1,}", "{}"])
            return (item.pattern + literal, item.sample + literal)
        }
        return (item.pattern + gap + text + inner + style, String(repeating: item.sample, count: count))
    }

    private mutating func atom(depth: Int) -> Piece {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<48:
            let letter = pick(Self.letters)
            return (letter, letter)
        case 48..<58: return pick(Self.escapes)
        case 58..<66: return pick(Self.classes)
        case 66..<74: return (pick(Self.tests), "")
        case 74..<82: return bracket()
        case 82..<83: return (pick(Self.verbs), "")
        case 83..<86:
            return pick([("#", "#"), (" ", " "), ("#k\n", "#k\n"), ("\t", "\t"), ("]", "]"), ("-", "-"), (",", ",")])
        case 86..<88: return (reference(), "")
        default: return depth < 3 && budget > 0 ? group(depth: depth + 1) : ("b", "b")
        }
    }

    private mutating func bracket() -> Piece {
        let items = (0..<Int.random(in: 1...3, using: &random)).map { _ in pick(Self.inClass) }
        let sign = chance(20) ? "^" : ""
        let gap = chance(4) ? #"\E"# : ""
        return ("[" + gap + sign + items.map(\.pattern).joined() + "]", sign.isEmpty ? pick(items).sample : "1")
    }

    private mutating func reference() -> String {
        let number = Int.random(in: 1...max(1, groups), using: &random)
        return pick([
            "\\\(number)", "\\g{\(number)}", "\\g<\(number)>", "(?\(number))", "(?R)", "\\g{-1}", #"\12"#,
            "\\g\(number)",
            #"\k<n>"#, #"\k{n}"#, "(?P=n)", "(?&n)", "(?P>n)", #"\g'n'"#, "(?+1)", "(?-1)",
        ])
    }

    private mutating func group(depth: Int) -> Piece {
        let open: String
        let kind = Int.random(in: 0..<100, using: &random)
        let inner = choice(depth: depth)
        switch kind {
        case 0..<20: open = "("
        case 20..<40: open = "(?:"
        case 40..<46: open = pick(["(?<n>", "(?'n'", "(?P<n>"])
        case 46..<52: open = pick(["(?>", "(*atomic:"])
        case 52..<56: open = "(?|"
        case 56..<64: open = pick(["(?i:", "(?-i:", "(?x:", "(?s-i:", "(?^:", "(?xx:", "(?^i:"])
        case 64..<72:
            return (pick(["(?=", "(*pla:", "(?<=", "(*positive_lookbehind:", "(?*", "(?<*"]) + inner.pattern + ")", "")
        case 72..<80: return (pick(["(?!", "(*nla:", "(?<!"]) + inner.pattern + ")", "")
        case 80..<86:
            let condition = pick(["(1)", "(<n>)", "(?=a)", "(?!a)", "(R)", "(DEFINE)", "(VERSION>=10.4)", "('n')"])
            return ("(?" + condition + inner.pattern + ")", inner.sample)
        case 86..<90: open = pick(["(*sr:", "(*asr:"])
        default:
            let literal = pick(["(?C1)", #"(?C"a")"#, "(?i)", "(?x)", "(?)", "(?-)"])
            return (literal + inner.pattern, inner.sample)
        }
        groups += 1
        return (open + inner.pattern + ")", inner.sample)
    }

    /// A subject: a text between random characters, sometimes with one changed.
    mutating func subject(around sample: String) -> [UInt8] {
        var bytes = junk() + Array(sample.utf8) + junk()
        if chance(30), !bytes.isEmpty {
            bytes[bytes.indices.randomElement(using: &random)!] = pick([0x61, 0x4B, 0x0A, 0xC3, 0xE3])
        }
        return bytes
    }

    /// A few random characters.
    mutating func junk() -> [UInt8] {
        (0..<Int.random(in: 0...5, using: &random)).flatMap { _ -> [UInt8] in
            chance(3)
                ? [pick([0xC3, 0xA9, 0xFF, 0x85])]
                : Array(pick(Self.letters + ["\n", " ", "#", ".", "]", "-", "B", "É"]).utf8)
        }
    }

    /// A pattern with a few characters taken away, doubled or changed places: mostly strange, often still accepted.
    mutating func mangled(_ pattern: String) -> String {
        var scalars = Array(pattern.unicodeScalars)
        for _ in 0..<Int.random(in: 1...3, using: &random) where !scalars.isEmpty {
            let at = scalars.indices.randomElement(using: &random)!
            switch Int.random(in: 0..<4, using: &random) {
            case 0: scalars.remove(at: at)
            case 1: scalars.insert(pick(Array(#"\()[]{}|?*+^$#-:QE,2aks "#.unicodeScalars)), at: at)
            case 2: scalars[at] = pick(Array(#"\()[]{}|?*+^$#-:QExi=!<>PR1,2aks "#.unicodeScalars))
            default: scalars.swapAt(at, scalars.indices.randomElement(using: &random)!)
            }
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}
