/// A subject that is not UTF-8, made so: what is no character is U+FFFD, as decoders of the Unicode Standard do it
/// (§3.9, *U+FFFD Substitution of Maximal Subparts*). Its room is used again for the next subject.
struct RepairedText {
    private(set) var bytes: [UInt8] = []
    /// Behind each replacement: where it ends here, and where what it stands for ends in the subject.
    private var ends: [(here: Int, there: Int)] = []

    /// Reads another subject.
    mutating func repair(_ subject: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        bytes.reserveCapacity(subject.count + 16)
        var at = 0
        while at < subject.count {
            let (count, isCharacter) = Self.character(in: subject, at: at)
            if isCharacter {
                for index in at..<(at + count) { bytes.append(subject[index]) }
            } else {
                bytes.append(0xEF)
                bytes.append(0xBF)
                bytes.append(0xBD)
                ends.append((bytes.count, at + count))
            }
            at += count
        }
    }

    /// The offset in the subject of an offset here, which lies between characters.
    func original(_ offset: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle].here <= offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? offset : ends[low - 1].there + (offset - ends[low - 1].here)
    }

    /// The first offset here, between characters, at or behind an offset in the subject.
    func repaired(_ offset: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle].there <= offset { low = middle + 1 } else { high = middle }
        }
        let (here, there) = low == 0 ? (0, 0) : ends[low - 1]
        var result = here + (offset - there)
        // In what a replacement stands for, go behind it.
        if low < ends.count { result = min(result, ends[low].here) }
        while result < bytes.count, bytes[result] & 0xC0 == 0x80 { result += 1 }
        return result
    }

    /// How many bytes the character at a place takes; or, where there is none, what one replacement stands for.
    private static func character(in text: Span<UInt8>, at start: Int) -> (count: Int, isCharacter: Bool) {
        let first = text[start]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0x00...0x7F: return (1, true)
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return (1, false)
        }
        for index in 1..<length {
            let allowed = index == 1 ? second : 0x80...0xBF
            guard start + index < text.count, allowed.contains(text[start + index]) else { return (index, false) }
        }
        return (length, true)
    }
}
