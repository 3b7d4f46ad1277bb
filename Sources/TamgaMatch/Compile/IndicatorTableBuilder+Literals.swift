import TamgaModel

/// Free text is found by one of its words.
extension IndicatorTableBuilder {
    /// Makes the literals of every free-text entry, in each spelling that logs use.
    ///
    /// Each is found by the word that the fewest of them have: `System32` stands in thousands of paths, and in
    /// every other record.
    mutating func appendLiterals() {
        var uses: [UInt32: Int] = [:]
        forEachSpelling { _, text in
            for word in LiteralAnchor.words(in: text) { uses[LiteralAnchor.hash(word, of: text), default: 0] += 1 }
        }
        guard !uses.isEmpty else { return }
        var made: [Literal] = []
        var texts: [UInt8] = []
        forEachSpelling { entry, text in
            guard text.count <= Int(UInt16.max), let anchor = LiteralAnchor.choose(in: text, uses: uses) else { return }
            made.append(
                Literal(
                    wordHash: LiteralAnchor.hash(anchor, of: text), entry: UInt32(entry), textAt: UInt32(texts.count),
                    textCount: UInt16(text.count), anchorAt: UInt16(anchor.lowerBound),
                    anchorCount: UInt16(anchor.count)))
            texts.append(contentsOf: text)
        }
        literals = made
        literalText = texts
    }

    private func forEachSpelling(_ body: (_ entry: Int, _ text: [UInt8]) -> Void) {
        for entry in 0..<types.count {
            guard let type = ObservableType(rawValue: types[entry]) else { continue }
            for text in spellings(type, entry) { body(entry, text) }
        }
    }

    private func spellings(_ type: ObservableType, _ entry: Int) -> [[UInt8]] {
        switch type {
        case .ipv4Address, .ipv4Network, .ipv6Address, .ipv6Network, .domainName, .md5, .sha1, .sha256: return []
        default: break
        }
        let bytes = Array(value(entry))
        switch type {
        case .fileName, .filePath, .mutex, .userAgent, .ja4, .userAccount, .cryptocurrencyAddress:
            return [bytes]
        case .registryKey:
            return RegistryHive.spellings(of: bytes)
        case .autonomousSystem:
            let text = Observable(type: type, canonicalBytes: bytes).text.lowercased()
            return [Array(text.utf8), Array("asn\(text.dropFirst(2))".utf8)]
        case .x509Serial:
            let hex = Array(Observable(type: type, canonicalBytes: bytes).text.lowercased().utf8)
            let stripped = hex.first == UInt8(ascii: "0") ? Array(hex.dropFirst()) : hex
            return [stripped, [UInt8(ascii: "0")] + stripped, Array("00".utf8) + stripped]
        case .url:
            // A URL whose host has one label cannot be found through its host.
            guard let host = URLText.host(of: bytes.span), !bytes[host].contains(UInt8(ascii: ".")),
                !bytes[host].contains(UInt8(ascii: ":"))
            else { return [] }
            return [bytes]
        default:
            return []
        }
    }
}

/// The word of a free text by which it is found.
enum LiteralAnchor {
    /// How much of a word beyond ASCII is hashed: in scripts without spaces, other words touch it.
    static let longestHigh = 4

    /// The runs of one class of bytes: host characters, or bytes from 0x80.
    static func words(in text: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = 0
        for index in text.indices {
            let isLast = index + 1 == text.count
            guard isLast || wordClass(text[index + 1]) != wordClass(text[index]) else { continue }
            if wordClass(text[index]) != 0 { words.append(start..<index + 1) }
            start = index + 1
        }
        return words
    }

    /// The word of host characters that the fewest literals have, one of three bytes or more where there is one; of
    /// several, the longest, and of those the last. Where there is none, a run of other letters. `nil` without a word.
    static func choose(in text: [UInt8], uses: [UInt32: Int]) -> Range<Int>? {
        func rank(_ word: Range<Int>) -> (Int, Int, Int, Int) {
            let isPlain = text[word.lowerBound] < 0x80
            let count = uses[hash(word, of: text)] ?? 0
            return (isPlain ? 1 : 0, word.count > 2 ? 1 : 0, -count, word.count)
        }
        var best: Range<Int>?
        for word in words(in: text) where best.map({ rank(word) >= rank($0) }) ?? true { best = word }
        return best
    }

    /// The hash by which a word of a text is found.
    static func hash(_ word: Range<Int>, of text: [UInt8]) -> UInt32 {
        let padded = text[word].prefix(8) + [UInt8](repeating: 0, count: 16)
        return unsafe Array(padded).withUnsafeBufferPointer {
            // Safe: sixteen bytes of padding follow the word's beginning.
            unsafe hash($0.baseAddress!, text[word.lowerBound] >= 0x80 ? min(word.count, longestHigh) : word.count)
        }
    }

    /// The hash of a word's first eight bytes, letter case aside.
    @inline(__always)
    static func hash(_ word: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        let keep = count >= 8 ? ~UInt64(0) : (1 << UInt64(truncatingIfNeeded: 8 &* count)) &- 1
        // Safe: the caller's buffer is padded by at least eight readable bytes.
        return unsafe UInt32(truncatingIfNeeded: TextHash.fold(TextHash.lowercased(TextHash.load64(word) & keep)) >> 32)
    }

    /// The class of a byte: 1 host characters, 2 bytes from 0x80, 0 everything else.
    @inline(__always)
    static func wordClass(_ byte: UInt8) -> Int { byte >= 0x80 ? 2 : TextByte.isHost(byte) ? 1 : 0 }
}

/// The spellings of registry hives in logs.
enum RegistryHive {
    private static let spellings: [(long: String, others: [String])] = [
        ("hkey_local_machine", ["hklm", "\\registry\\machine"]),
        ("hkey_current_user", ["hkcu"]),
        ("hkey_users", ["hku", "\\registry\\user"]),
        ("hkey_classes_root", ["hkcr"]),
        ("hkey_current_config", ["hkcc"]),
    ]

    /// A key in canonical form with its hive written in each usual way.
    static func spellings(of key: [UInt8]) -> [[UInt8]] {
        for (long, others) in spellings where key.starts(with: long.utf8) {
            let rest = key.dropFirst(long.utf8.count)
            return [key] + others.map { Array($0.utf8) + rest }
        }
        return [key]
    }
}
