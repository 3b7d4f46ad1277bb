import TamgaModel

/// A string of Sigma made ready for testing values.
struct TextPattern: Sendable {
    /// What the string comes down to.
    enum Form: Sendable {
        /// `*`: anything at all.
        case anything
        /// The whole value.
        case equal
        case prefix
        case suffix
        case contains
        /// Several pieces, or `?`.
        case wildcards
    }

    let form: Form
    /// The one text of ``Form/equal`` … ``Form/contains``, folded unless cased.
    let text: [UInt8]
    /// The pieces, folded unless cased.
    let parts: [SigmaString.Part]
    let isCased: Bool
    /// Case counts not, and the text has letters beyond ASCII: values are folded before they are compared.
    let foldsValue: Bool

    /// - Parameter isUnanchored: the string may stand anywhere in the value, as a keyword does.
    init(_ string: SigmaString, isUnanchored: Bool = false) {
        isCased = string.isCased
        let wanted = isUnanchored ? [.anyRun] + string.parts + [.anyRun] : string.parts
        let isCased = string.isCased
        parts = SigmaString(parts: wanted).parts.map { part in
            guard case .text(let bytes) = part, !isCased else { return part }
            return .text(CaseFolding.folded(bytes))
        }
        foldsValue =
            !isCased
            && parts.contains { part in
                guard case .text(let bytes) = part else { return false }
                return bytes.contains { $0 >= 0x80 }
            }
        switch parts.count {
        case 0: (form, text) = (.equal, [])
        case 1:
            if case .text(let bytes) = parts[0] {
                (form, text) = (.equal, bytes)
            } else {
                (form, text) = (parts[0] == .anyRun ? .anything : .wildcards, [])
            }
        case 2:
            if case .text(let bytes) = parts[0], parts[1] == .anyRun {
                (form, text) = (.prefix, bytes)
            } else if case .text(let bytes) = parts[1], parts[0] == .anyRun {
                (form, text) = (.suffix, bytes)
            } else {
                (form, text) = (.wildcards, [])
            }
        case 3:
            if parts[0] == .anyRun, parts[2] == .anyRun, case .text(let bytes) = parts[1] {
                (form, text) = (.contains, bytes)
            } else {
                (form, text) = (.wildcards, [])
            }
        default: (form, text) = (.wildcards, [])
        }
    }

    /// Whether a value fits.
    func matches(_ value: RuleText) -> Bool {
        if foldsValue, !value.isASCII {
            // Safe: the copy is padded and lives until the call returns.
            var folded = CaseFolding.folded(value.bytes)
            let count = folded.count
            folded.append(contentsOf: repeatElement(0x0A, count: TextView.padding))
            return unsafe folded.withUnsafeBufferPointer { bytes in
                unsafe matchesFolded(RuleText(base: bytes.baseAddress!, count: count))
            }
        }
        return matchesFolded(value)
    }

    private func matchesFolded(_ value: RuleText) -> Bool {
        switch form {
        case .anything: return true
        case .equal: return value.count == text.count && fits(text, value, at: 0)
        case .prefix: return fits(text, value, at: 0)
        case .suffix: return fits(text, value, at: value.count - text.count)
        case .contains: return place(of: text, in: value, from: 0) != nil
        case .wildcards: return matchesWildcards(value)
        }
    }

    @inline(__always)
    private func fits(_ text: [UInt8], _ value: RuleText, at offset: Int) -> Bool {
        unsafe text.withUnsafeBufferPointer { bytes in
            unsafe isCased ? value.holds(bytes, at: offset) : value.holdsCaseless(bytes, at: offset)
        }
    }

    /// Where a text first stands at or behind an offset.
    private func place(of text: [UInt8], in value: RuleText, from start: Int) -> Int? {
        guard let first = text.first else { return start }
        var offset = start
        if text.count >= 4 {
            // Four bytes at a time, bit 5 set in each: letters of either case are one.
            let key = text[..<4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1 | 0x20) }
            while offset + text.count <= value.count {
                // Safe: the four bytes lie in the value.
                if unsafe TextHash.load32(value.base + offset) | 0x2020_2020 == key, fits(text, value, at: offset) {
                    return offset
                }
                offset += 1
            }
            return nil
        }
        while offset + text.count <= value.count {
            let byte = value[offset]
            if isCased ? byte == first : TextByte.lowercased(byte) == first, fits(text, value, at: offset) {
                return offset
            }
            offset += 1
        }
        return nil
    }

    // MARK: - Wildcards

    /// Each run of pieces between `*` is placed as far left as it goes, which loses no match; the last one, where no
    /// `*` follows, must end with the value.
    private func matchesWildcards(_ value: RuleText) -> Bool {
        var position = 0
        var index = 0
        var isFree = false
        while index < parts.count {
            if parts[index] == .anyRun {
                isFree = true
                index += 1
                continue
            }
            var end = index
            while end < parts.count, parts[end] != .anyRun { end += 1 }
            let pieces = parts[index..<end]
            guard let next = place(pieces, value, from: position, isFree: isFree, mustEnd: end == parts.count) else {
                return false
            }
            position = next
            isFree = false
            index = end
        }
        return isFree || position == value.count
    }

    /// Where pieces that stand side by side end, begun at or, where they are free, behind a position.
    private func place(
        _ pieces: ArraySlice<SigmaString.Part>, _ value: RuleText, from start: Int, isFree: Bool, mustEnd: Bool
    ) -> Int? {
        var offset = start
        while offset <= value.count {
            if let end = end(of: pieces, value, at: offset), !mustEnd || end == value.count { return end }
            guard isFree, offset < value.count else { return nil }
            offset += characterWidth(value, at: offset)
        }
        return nil
    }

    private func end(of pieces: ArraySlice<SigmaString.Part>, _ value: RuleText, at start: Int) -> Int? {
        var position = start
        for piece in pieces {
            switch piece {
            case .text(let bytes):
                guard fits(bytes, value, at: position) else { return nil }
                position += bytes.count
            case .anyOne:
                guard position < value.count else { return nil }
                position += characterWidth(value, at: position)
            case .anyRun: break
            }
        }
        return position
    }

    /// Bytes of the character at an offset: a lead byte takes the bytes that continue it, any other byte is one.
    private func characterWidth(_ value: RuleText, at offset: Int) -> Int {
        let byte = value[offset]
        let wanted = byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1
        var width = 1
        while width < wanted, offset + width < value.count, value[offset + width] & 0xC0 == 0x80 { width += 1 }
        return width == wanted ? width : 1
    }
}
