/// The sets that PCRE2's escapes, POSIX names and options stand for, as far as ASCII goes.
extension CharacterClass {
    private static func ascii(_ ranges: ClosedRange<UInt32>..., beyond: Bool) -> CharacterClass {
        var result = CharacterClass()
        for range in ranges { result.insert(range) }
        if beyond { result.insertBeyond() }
        return result
    }

    /// `\d`, `\w`, `\s`, `\h`, `\v` and their opposites; `nil` for another letter.
    ///
    /// - Parameter wide: true where Unicode properties decide (`(*UCP)`): members beyond ASCII are possible.
    static func escape(_ letter: UInt8, wide: Bool) -> CharacterClass? {
        switch letter {
        case UInt8(ascii: "d"): ascii(0x30...0x39, beyond: wide)
        case UInt8(ascii: "D"): ascii(0x30...0x39, beyond: wide).inverted
        case UInt8(ascii: "w"): ascii(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, beyond: wide)
        case UInt8(ascii: "W"): ascii(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, beyond: wide).inverted
        case UInt8(ascii: "s"): ascii(0x09...0x0D, 0x20...0x20, beyond: wide)
        case UInt8(ascii: "S"): ascii(0x09...0x0D, 0x20...0x20, beyond: wide).inverted
        case UInt8(ascii: "h"): ascii(0x09...0x09, 0x20...0x20, beyond: true)
        case UInt8(ascii: "H"): ascii(0x09...0x09, 0x20...0x20, beyond: true).inverted
        case UInt8(ascii: "v"): ascii(0x0A...0x0D, beyond: true)
        case UInt8(ascii: "V"): ascii(0x0A...0x0D, beyond: true).inverted
        default: nil
        }
    }

    /// The class of a POSIX name (`alpha`, `digit` …); `nil` for a name that PCRE2 does not know.
    static func posix(_ name: String, wide: Bool) -> CharacterClass? {
        var result: CharacterClass
        switch name {
        case "alpha": result = ascii(0x41...0x5A, 0x61...0x7A, beyond: wide)
        case "lower": result = ascii(0x61...0x7A, beyond: wide)
        case "upper": result = ascii(0x41...0x5A, beyond: wide)
        case "alnum": result = ascii(0x30...0x39, 0x41...0x5A, 0x61...0x7A, beyond: wide)
        case "ascii": result = ascii(0x00...0x7F, beyond: false)
        case "blank": result = ascii(0x09...0x09, 0x20...0x20, beyond: wide)
        case "cntrl": result = ascii(0x00...0x1F, 0x7F...0x7F, beyond: wide)
        case "digit": result = ascii(0x30...0x39, beyond: wide)
        case "graph": result = ascii(0x21...0x7E, beyond: wide)
        case "print": result = ascii(0x20...0x7E, beyond: wide)
        case "punct": result = ascii(0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, beyond: wide)
        case "space": result = ascii(0x09...0x0D, 0x20...0x20, beyond: wide)
        case "word": result = ascii(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, beyond: wide)
        case "xdigit": result = ascii(0x30...0x39, 0x41...0x46, 0x61...0x66, beyond: wide)
        default: return nil
        }
        // Unicode's idea of punctuation, letters and controls is not held against this table.
        if wide { result.blur() }
        return result
    }

    /// A dot: any character, line ends only where `.` may be one.
    ///
    /// Which characters end a line is the pattern's choice (`(*CRLF)` …); only where it is LF is the class exact.
    static func dot(dotAll: Bool) -> CharacterClass {
        var newline = CharacterClass(0x0A)
        newline.insertBeyond()
        return dotAll ? .anything : newline.inverted
    }

    /// The class with the case partners of its members.
    ///
    /// Within ASCII, letters fold to letters. Under UTF, `k` and `s` have partners beyond ASCII (U+212A, U+017F), and
    /// a scalar from 0x80 on may have partners anywhere unless it is of a script without case.
    ///
    /// - Parameter sparesStrangers: these partners of `k` and `s` do not occur in subjects.
    func caseFolded(utf: Bool, ucp: Bool, sparesStrangers: Bool) -> CharacterClass {
        var result = self
        for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
            if contains(letter) { result.insert(UInt32(letter) - 32) }
            if contains(letter - 32) { result.insert(UInt32(letter)) }
        }
        if utf, !sparesStrangers {
            if result.contains(UInt8(ascii: "k")) { result.insert(0x212A) }
            if result.contains(UInt8(ascii: "s")) { result.insert(0x17F) }
        }
        switch beyond {
        case .nothing: return result
        case .these(let values) where !utf && !ucp || utf && values.allSatisfy(Self.isCaseless): return result
        case .these where !utf, .anything where !utf: result.insertBeyond()
        case .these, .anything:
            for letter: UInt32 in [0x4B, 0x53, 0x6B, 0x73] { result.insert(letter) }
            result.insertBeyond()
            result.blur()
        }
        return result
    }

    /// True for scalars of scripts that have no letter case and of punctuation: Hebrew to Myanmar, ideographs,
    /// kana, Hangul.
    private static func isCaseless(_ value: UInt32) -> Bool {
        switch value {
        case 0xA0...0xB4, 0xB6...0xBF, 0x590...0x109F, 0x2010...0x205E, 0x3000...0xA63F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0x2_0000...0x3_FFFF:
            true
        default: false
        }
    }
}
