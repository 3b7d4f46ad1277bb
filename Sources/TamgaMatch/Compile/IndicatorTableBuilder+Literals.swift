import TamgaModel

/// Free text is found by one of its words.
extension IndicatorTableBuilder {
    /// Makes the literals of every free-text entry, in each spelling that logs use.
    mutating func appendLiterals() {
        for entry in 0..<types.count {
            guard let type = ObservableType(rawValue: types[entry]) else { continue }
            for text in spellings(type, Array(value(entry))) { appendLiteral(text, UInt32(entry)) }
        }
    }

    private func spellings(_ type: ObservableType, _ bytes: [UInt8]) -> [[UInt8]] {
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

    private mutating func appendLiteral(_ text: [UInt8], _ entry: UInt32) {
        guard text.count <= Int(UInt16.max), let anchor = LiteralAnchor.choose(in: text) else { return }
        let padded = text + [UInt8](repeating: 0, count: 8)
        let hash = unsafe padded.withUnsafeBufferPointer {
            // Safe: the anchor lies in the text, which eight bytes of padding follow.
            unsafe LiteralAnchor.hash(
                $0.baseAddress! + anchor.lowerBound,
                text[anchor.lowerBound] >= 0x80 ? min(anchor.count, LiteralAnchor.longestHigh) : anchor.count)
        }
        literals.append(
            Literal(
                wordHash: hash, entry: entry, textAt: UInt32(literalText.count), textCount: UInt16(text.count),
                anchorAt: UInt16(anchor.lowerBound), anchorCount: UInt16(anchor.count)))
        literalText.append(contentsOf: text)
    }
}

/// The word of a free text by which it is found.
enum LiteralAnchor {
    /// How much of a word beyond ASCII is hashed: in scripts without spaces, other words touch it.
    static let longestHigh = 4

    /// The longest word of host characters; of several, the last, which tells paths in one folder apart; where
    /// there is none, the longest run of other letters. `nil` without a word.
    static func choose(in text: [UInt8]) -> Range<Int>? {
        var best: Range<Int>?
        var bestClass = 0
        var start = 0
        for index in 0...text.count {
            let current = index < text.count ? wordClass(text[index]) : 0
            let running = start < text.count && index > start ? wordClass(text[start]) : 0
            guard running != current || index == text.count else { continue }
            let isBetter = running == 1 && bestClass == 2 || running != 0 && bestClass == 0
            if running != 0, isBetter || running == bestClass && index - start >= best!.count {
                best = start..<index
                bestClass = running
            }
            start = index
        }
        return best
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
