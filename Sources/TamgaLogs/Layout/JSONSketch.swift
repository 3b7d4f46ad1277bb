/// Follows the outline of JSON that may be cut short: brackets, strings, what may follow what.
struct JSONSketch {
    enum Verdict {
        case whole
        case cutShort
        case broken
    }

    private enum Expected {
        case value
        case valueOrEnd
        case name
        case nameOrEnd
        case separator
    }

    private var index: Int
    private var expected = Expected.value
    /// The open brackets: true for an array.
    private var open: [Bool] = []
    /// The member whose value is open at each depth, in small letters; empty in arrays.
    private var names: [String] = []
    private var hasTime = false
    private var found: Int?

    init(at start: Int) { index = start }

    /// How deep records stand, where the value that was read holds them in an array; `nil` where it is one record.
    ///
    /// The first array of objects counts that has a wrapper's name and stands in objects with such names. An object
    /// that has a time is a record itself.
    var wrapperDepth: Int? { hasTime ? nil : found }

    private static let timeNames: Set<String> = Set(RecordClock.keys)

    static func afterBlanks(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] &- 0x09 < 5 { index += 1 }
        return index
    }

    /// Behind a byte order mark, and behind the record separator of JSON text sequences (RFC 7464).
    static func afterMark(_ bytes: Span<UInt8>) -> Int {
        if bytes.count > 2, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return 3 }
        return bytes.count > 0 && bytes[0] == 0x1E ? 1 : 0
    }

    /// Reads one value.
    mutating func read(_ bytes: Span<UInt8>) -> Verdict {
        while true {
            index = Self.afterBlanks(bytes, index)
            guard index < bytes.count else { return .cutShort }
            let byte = bytes[index]
            switch expected {
            case .value, .valueOrEnd:
                if byte == 0x7B || byte == 0x5B {
                    guard open.count < 64 else { return .broken }
                    if byte == 0x7B { noteObject() }
                    open.append(byte == 0x5B)
                    names.append("")
                    index += 1
                    expected = byte == 0x7B ? .nameOrEnd : .valueOrEnd
                } else if byte == 0x5D, expected == .valueOrEnd {
                    expected = .separator
                } else if byte == 0x22 {
                    if let verdict = string(bytes) { return verdict }
                    expected = .separator
                } else {
                    guard scalar(bytes) else { return .broken }
                    expected = .separator
                }
            case .nameOrEnd where byte == 0x7D: expected = .separator
            case .name, .nameOrEnd:
                guard byte == 0x22 else { return .broken }
                let start = index + 1
                if let verdict = string(bytes) { return verdict }
                setName(bytes, start..<index - 1)
                index = Self.afterBlanks(bytes, index)
                guard index < bytes.count else { return .cutShort }
                guard bytes[index] == 0x3A else { return .broken }
                index += 1
                expected = .value
            case .separator:
                guard let isArray = open.last else { return .whole }
                switch byte {
                case 0x2C: expected = isArray ? .value : .name
                case 0x7D where !isArray, 0x5D where isArray:
                    open.removeLast()
                    names.removeLast()
                    if open.isEmpty { return .whole }
                default: return .broken
                }
                index += 1
            }
        }
    }

    /// Passes a string; a verdict where it does not end.
    private mutating func string(_ bytes: Span<UInt8>) -> Verdict? {
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case 0x22:
                index += 1
                return nil
            case 0x5C: index += 2
            case 0..<0x20: return .broken
            default: index += 1
            }
        }
        index = bytes.count
        return .cutShort
    }

    /// Passes a number or a word.
    private mutating func scalar(_ bytes: Span<UInt8>) -> Bool {
        let start = index
        while index < bytes.count, index - start < 64 {
            let byte = bytes[index]
            guard byte.isDigit || byte.isLetter || byte == 0x2D || byte == 0x2B || byte == 0x2E else { break }
            index += 1
        }
        return index > start
    }

    private mutating func setName(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let last = names.indices.last else { return }
        var name = ""
        for place in range.prefix(24) { name.unicodeScalars.append(Unicode.Scalar(bytes[place].lowered)) }
        names[last] = name
        if open.count == 1, Self.timeNames.contains(name) { hasTime = true }
    }

    /// An object begins: perhaps the first of a wrapper's records.
    private mutating func noteObject() {
        guard found == nil, open.count > 1, open.last == true, !open.dropLast().contains(true),
            names.dropLast().allSatisfy(JSONShape.wrapperNames.contains)
        else { return }
        found = open.count
    }
}
