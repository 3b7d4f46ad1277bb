import TamgaModel

/// Finds TLP labels in words that people wrote, such as the statement “TLP:AMBER+STRICT”.
enum TLPLabel {
    /// What a text says.
    enum Finding: Equatable {
        /// No label.
        case none
        /// The strictest of its labels.
        case level(Marking)
        /// A label that no level has.
        case unknown(String)
    }

    /// The strictest label in a text. `TLP` as a word of its own, with no colon behind it and no level, is talk about
    /// TLP; with a colon it is a label, and one that is not known counts for more than any that is.
    static func strictest(in text: String) -> Finding {
        let bytes = Array(text.uppercased().utf8)
        var strictest: Marking?
        var index = 0
        while index + 3 <= bytes.count {
            guard bytes[index..<index + 3].elementsEqual("TLP".utf8), index == 0 || !isLetter(bytes[index - 1]) else {
                index += 1
                continue
            }
            index += 3
            let start = index
            while index < bytes.count, isSeparator(bytes[index]) { index += 1 }
            let hasColon = bytes[start..<index].contains(0x3A)
            let word = bytes[index...].prefix { isLetter($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x5F }
            switch level(of: word, next: bytes[(index + word.count)...]) {
            case let level?: strictest = max(strictest ?? level, level)
            case nil:
                if hasColon { return .unknown("TLP:" + String(decoding: word.prefix(20), as: UTF8.self)) }
            }
        }
        return strictest.map { .level($0) } ?? .none
    }

    private static func level(of word: ArraySlice<UInt8>, next: ArraySlice<UInt8>) -> Marking? {
        let text = String(decoding: word.map { $0 == 0x2D || $0 == 0x5F ? 0x2B : $0 }, as: UTF8.self)
        let trimmed = text.split(separator: "+").joined(separator: "+")
        if trimmed == "AMBER" {
            // “TLP:AMBER STRICT”, “TLP:AMBER + STRICT”
            let rest = next.drop { isSeparator($0) || $0 == 0x2B }
            if rest.starts(with: "STRICT".utf8) { return .amberStrict }
        }
        return Marking(label: trimmed)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

    /// A space, a colon, `-`, `_`.
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x3A || byte == 0x2D || byte == 0x5F || byte == 0x09 || byte == 0xA0 || byte == 0xC2
    }
}
