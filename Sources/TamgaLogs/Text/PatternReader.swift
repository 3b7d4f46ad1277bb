/// Reads the outline of a PCRE2 pattern. What it does not know it takes for anything; `nil` where it is lost.
struct PatternReader {
    private let text: [UInt8]
    private var index = 0
    private var isCaseless = false
    private var isExtended = false
    private var isDotAll = false
    private var depth = 0

    init(_ pattern: String) { text = Array(pattern.utf8) }

    /// The outline of the whole pattern.
    mutating func read() -> PatternNode? {
        // Settings such as `(*UTF)` change what bytes are: not looked into.
        if text.starts(with: Array("(*".utf8)) { return nil }
        let node = alternatives()
        return index == text.count ? node : nil
    }

    private var byte: UInt8 { index < text.count ? text[index] : 0 }

    private func has(_ part: String) -> Bool { text[index...].starts(with: Array(part.utf8)) }

    private mutating func alternatives() -> PatternNode? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 60 else { return nil }
        let settings = (isCaseless, isExtended, isDotAll)
        defer { (isCaseless, isExtended, isDotAll) = settings }
        var branches: [PatternNode] = []
        var items: [PatternNode] = []
        while index < text.count, byte != 0x29 {
            if byte == 0x7C {
                index += 1
                branches.append(.sequence(items))
                items = []
                continue
            }
            if isExtended, skipExtended() { continue }
            guard let item = item() else { return nil }
            items.append(quantified(item))
        }
        branches.append(.sequence(items))
        return branches.count == 1 ? branches[0] : .either(branches)
    }

    /// Passes blanks and comments that do not count.
    private mutating func skipExtended() -> Bool {
        if byte == 0x20 || byte &- 0x09 < 5 {
            index += 1
            return true
        }
        guard byte == 0x23 else { return false }
        while index < text.count, byte != 0x0A { index += 1 }
        return true
    }

    private mutating func item() -> PatternNode? {
        let first = byte
        switch first {
        case 0x28: return group()
        case 0x5B: return PatternClass.read(text, &index).map { .bytes(isCaseless ? $0.caseless : $0) }
        case 0x5C: return escape()
        case 0x5E:
            index += 1
            return .start
        case 0x24:
            index += 1
            return .nothing
        case 0x2E:
            index += 1
            var set = ByteSet()
            if !isDotAll { set.insert(0x0A) }
            return .bytes(set.inverted)
        default:
            index += 1
            return literal(first)
        }
    }

    private func literal(_ byte: UInt8) -> PatternNode {
        let set = ByteSet(byte...byte)
        return .bytes(isCaseless ? set.caseless : set)
    }

    // MARK: - Groups

    private mutating func group() -> PatternNode? {
        index += 1
        var isAssertion = false
        var isUnknown = false
        if has("?#") {
            while index < text.count, byte != 0x29 { index += 1 }
            index += 1
            return .nothing
        }
        if byte == 0x2A { return nil }
        if byte == 0x3F {
            index += 1
            switch byte {
            case 0x3D, 0x21:
                isAssertion = true
                index += 1
            case 0x3C where index + 1 < text.count && (text[index + 1] == 0x3D || text[index + 1] == 0x21):
                isAssertion = true
                index += 2
            case 0x3A, 0x3E: index += 1
            // A branch reset group only counts differently.
            case 0x7C: index += 1
            case 0x3C, 0x27: skipName(byte == 0x3C ? 0x3E : 0x27)
            case 0x50 where has("P<"): skipName(0x3E)
            case 0x28, 0x50, 0x26, 0x52, 0x2B, 0x30...0x39, 0x43: isUnknown = true
            default:
                guard let ends = settings() else { return nil }
                if ends { return .nothing }
            }
        }
        guard let inner = alternatives(), byte == 0x29 else { return nil }
        index += 1
        return isAssertion ? .nothing : isUnknown ? .anything : inner
    }

    private mutating func skipName(_ end: UInt8) {
        index += 1
        while index < text.count, byte != end { index += 1 }
        index += 1
    }

    /// Reads `(?i)` or `(?i:`; true where the group ends with it.
    private mutating func settings() -> Bool? {
        var isOn = true
        while index < text.count {
            switch byte {
            case 0x2D: isOn = false
            case 0x5E: (isCaseless, isExtended, isDotAll) = (false, false, false)
            case 0x69: isCaseless = isOn
            case 0x78: isExtended = isOn
            case 0x73: isDotAll = isOn
            case 0x6D, 0x6E, 0x4A, 0x55: break
            case 0x29:
                index += 1
                return true
            case 0x3A:
                index += 1
                return false
            default: return nil
            }
            index += 1
        }
        return nil
    }

    // MARK: - Escapes

    private mutating func escape() -> PatternNode? {
        index += 1
        let letter = byte
        index += 1
        switch letter {
        case 0x62, 0x42, 0x7A, 0x5A, 0x4B, 0x45: return .nothing
        case 0x41, 0x47: return .start
        case 0x51:
            var nodes: [PatternNode] = []
            while index < text.count, !has("\\E") {
                nodes.append(literal(byte))
                index += 1
            }
            index = min(index + 2, text.count)
            return .sequence(nodes)
        case 0x52, 0x58, 0x67, 0x6B, 0x31...0x39:
            // References and sequences of any length: the text behind `\g` and `\k` is passed too.
            if letter == 0x67 || letter == 0x6B { skipReference() }
            return .anything
        case 0x70, 0x50:
            skipReference()
            return .bytes(.all)
        default:
            index -= 1
            return PatternClass.escaped(text, &index).map { .bytes(isCaseless ? $0.caseless : $0) }
        }
    }

    private mutating func skipReference() {
        let pairs: [UInt8: UInt8] = [0x7B: 0x7D, 0x3C: 0x3E, 0x27: 0x27]
        if let end = pairs[byte] {
            skipName(end)
        } else {
            index += 1
        }
    }

    // MARK: - Quantifiers

    private mutating func quantified(_ item: PatternNode) -> PatternNode {
        var item = item
        while index < text.count {
            if isExtended, skipExtended() { continue }
            switch byte {
            case 0x2A: item = .repeated(item, least: 0, most: .max)
            case 0x2B: item = .repeated(item, least: 1, most: .max)
            case 0x3F: item = .repeated(item, least: 0, most: 1)
            case 0x7B:
                guard let (least, most) = counts() else { return item }
                item = .repeated(item, least: least, most: most)
                index -= 1
            default: return item
            }
            index += 1
            // Lazy and possessive ones match the same texts.
            if byte == 0x3F || byte == 0x2B { index += 1 }
        }
        return item
    }

    /// `{2}`, `{2,}`, `{2,5}` and `{,5}`; `nil`, with nothing read, for a brace that stands for itself.
    private mutating func counts() -> (least: Int, most: Int)? {
        var place = index + 1
        func number() -> Int? {
            var value: Int?
            while place < text.count, text[place].isDigit, value ?? 0 < 100_000 {
                value = (value ?? 0) * 10 + Int(text[place] - 0x30)
                place += 1
            }
            return value
        }
        let least = number()
        var most = least
        if place < text.count, text[place] == 0x2C {
            place += 1
            most = number() ?? .max
            if least == nil, most == .max { return nil }
        }
        guard place < text.count, text[place] == 0x7D, let most else { return nil }
        index = place + 1
        // `{,5}` is a quantifier for newer libraries and text for older ones.
        return least.map { ($0, most) } ?? (0, .max)
    }
}
