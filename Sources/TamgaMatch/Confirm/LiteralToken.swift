import TamgaModel

/// A free-text value as it stands in text.
enum LiteralToken {
    /// Where a literal stands whose anchor word would be at a position; `nil` where it does not.
    ///
    /// The text is compared as it stands; then as JSON writes it, every backslash doubled and slashes and quotes
    /// perhaps escaped; a user agent also as W3C logs write it, with `+` for each space.
    static func bounds(_ text: TextView, anchor position: Int, _ literal: Literal, _ table: IndicatorTable) -> Range<
        Int
    >? {
        // Safe: the text lies inside the table, which outlives this call.
        guard let value = unsafe table.text(of: literal) else { return nil }
        let type = table.type(literal.entry)
        let anchorAt = Int(literal.anchorAt)
        for writing in Writing.allCases {
            guard
                let end = unsafe writing.forward(text, from: position, value, from: anchorAt, foldsCase(type, value)),
                let start = unsafe writing.backward(
                    text, from: position, value, from: anchorAt, foldsCase(type, value)),
                isBounded(text, start..<end, type)
            else { continue }
            return start..<end
        }
        return nil
    }

    /// Whether letter case is set aside: not where the kind's canonical form keeps it.
    static func foldsCase(_ type: ObservableType, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        switch type {
        case .mutex, .userAgent, .url: false
        case .cryptocurrencyAddress, .filePath:
            unsafe value.allSatisfy { !($0 &- 0x41 < 26) } && (type != .filePath || value.contains(0x5C))
        default: true
        }
    }

    /// Whether a value stands by itself: nothing that would make it part of a longer one touches it.
    static func isBounded(_ text: TextView, _ range: Range<Int>, _ type: ObservableType) -> Bool {
        let before = text[range.lowerBound - 1]
        let after = text[range.upperBound]
        if EscapeBounds.cuts(text, range) { return false }
        if type == .userAgent { return delimits(before) && (delimits(after) || after == UInt8(ascii: "\\")) }
        if TextByte.isHost(after) || UnicodeBounds.joins(text, after: range.upperBound) { return false }
        if TextByte.isHost(before), !EscapeBounds.isLetterOfEscape(text, range.lowerBound - 1) { return false }
        if UnicodeBounds.joins(text, before: range.lowerBound) { return false }
        switch type {
        case .fileName:
            return !goesOnWithDot(text, range)
        case .filePath:
            // A folder of what goes on behind it; JSON writes its backslashes double.
            var behind = range.upperBound
            while behind < range.upperBound + 4, isSeparator(text[behind]) { behind += 1 }
            let isFolder = behind > range.upperBound && (TextByte.isHost(text[behind]) || text[behind] >= 0x80)
            return !isFolder && before != UInt8(ascii: "/") && before != UInt8(ascii: ".")
                && !goesOnWithDot(text, range)
        case .url:
            return after != UInt8(ascii: "/") && after != UInt8(ascii: "?") && !goesOnWithDot(text, range)
        default:
            return true
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }

    private static func goesOnWithDot(_ text: TextView, _ range: Range<Int>) -> Bool {
        let before = text[range.lowerBound - 1] == UInt8(ascii: ".") && TextByte.isHost(text[range.lowerBound - 2])
        return before || text[range.upperBound] == UInt8(ascii: ".") && TextByte.isHost(text[range.upperBound + 1])
    }

    private static func delimits(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "`"), 0x00...0x20:
            true
        default: false
        }
    }

    /// How a value is written in text.
    enum Writing: CaseIterable {
        case plain
        case json
        case plusForSpace

        /// Compares from the anchor to the value's end; the end in the text, or `nil`.
        func forward(
            _ text: TextView, from position: Int, _ value: UnsafeBufferPointer<UInt8>, from anchor: Int, _ folds: Bool
        ) -> Int? {
            var at = position
            for index in anchor..<value.count {
                let wanted = unsafe value[index]
                if self == .json {
                    if wanted == 0x5C || text[at] == 0x5C && (wanted == 0x2F || wanted == 0x22) {
                        guard text[at] == 0x5C else { return nil }
                        at += 1
                    }
                }
                guard at < text.count, same(text[at], wanted, folds) else { return nil }
                at += 1
            }
            return at
        }

        /// Compares from before the anchor to the value's start; the start in the text, or `nil`.
        func backward(
            _ text: TextView, from position: Int, _ value: UnsafeBufferPointer<UInt8>, from anchor: Int, _ folds: Bool
        ) -> Int? {
            var at = position
            for index in stride(from: anchor - 1, through: 0, by: -1) {
                let wanted = unsafe value[index]
                guard at > 0, same(text[at - 1], wanted, folds) else { return nil }
                at -= 1
                if self == .json {
                    if wanted == 0x5C || text[at - 1] == 0x5C && (wanted == 0x2F || wanted == 0x22) {
                        guard at > 0, text[at - 1] == 0x5C else { return nil }
                        at -= 1
                    }
                }
            }
            return at
        }

        private func same(_ byte: UInt8, _ wanted: UInt8, _ folds: Bool) -> Bool {
            if byte == wanted { return true }
            if folds, TextByte.lowercased(byte) == TextByte.lowercased(wanted) { return true }
            return self == .plusForSpace && wanted == 0x20 && byte == UInt8(ascii: "+")
        }
    }
}
