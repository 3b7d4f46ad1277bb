/// What one character of a match can be: bytes where the pattern is not UTF, scalars where it is.
///
/// ASCII is kept to the bit. Beyond it a few members are kept by value; more of them, or a property that is not
/// worked out here, count as *anything*. A class may therefore hold too much, never too little.
struct CharacterClass: Hashable, Sendable {
    /// What is known of the members from 0x80 on.
    enum Beyond: Hashable, Sendable {
        case nothing
        case these([UInt32])
        case anything
    }

    private var low: UInt64 = 0
    private var high: UInt64 = 0
    /// The members from 0x80 on.
    private(set) var beyond = Beyond.nothing
    /// True where the ASCII members are exactly the pattern's, not more.
    private(set) var isExact = true
    private static let fewest = 8

    /// No member.
    init() {}

    /// One member.
    init(_ value: UInt32) { insert(value) }

    /// Every character.
    static let anything: CharacterClass = {
        var all = CharacterClass()
        (all.low, all.high, all.beyond) = (.max, .max, .anything)
        return all
    }()

    /// A class of which nothing is known but that it takes one character.
    static let unknown: CharacterClass = {
        var all = anything
        all.isExact = false
        return all
    }()

    /// True for an ASCII member.
    func contains(_ byte: UInt8) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
    }

    /// How many ASCII members there are.
    var asciiCount: Int { low.nonzeroBitCount + high.nonzeroBitCount }

    /// The ASCII members in order.
    var ascii: [UInt8] { (0..<128).filter { contains($0) } }

    /// Adds a member.
    mutating func insert(_ value: UInt32) { insert(value...value) }

    /// Adds a range of members.
    mutating func insert(_ range: ClosedRange<UInt32>) {
        if range.lowerBound < 128 {
            for value in range.lowerBound...min(range.upperBound, 127) {
                if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
            }
        }
        guard range.upperBound >= 128 else { return }
        let rest = max(range.lowerBound, 128)...range.upperBound
        guard rest.count <= Self.fewest else {
            beyond = .anything
            return
        }
        insertBeyond(Array(rest))
    }

    private mutating func insertBeyond(_ values: [UInt32]) {
        switch beyond {
        case .nothing: beyond = .these(values)
        case .these(let known):
            let all = known + values.filter { !known.contains($0) }
            beyond = all.count > Self.fewest ? .anything : .these(all)
        case .anything: break
        }
    }

    /// Adds every character from 0x80 on.
    mutating func insertBeyond() { beyond = .anything }

    /// Says that the ASCII members may be too many.
    mutating func blur() { isExact = false }

    /// Adds the members of another class.
    mutating func formUnion(_ other: CharacterClass) {
        low |= other.low
        high |= other.high
        isExact = isExact && other.isExact
        switch other.beyond {
        case .nothing: break
        case .these(let values): insertBeyond(values)
        case .anything: beyond = .anything
        }
    }

    /// Everything that is not a member; from 0x80 on, anything.
    ///
    /// An inexact class may hold too much, so nothing can be taken out for it.
    var inverted: CharacterClass {
        var result = self
        if isExact { (result.low, result.high) = (~low, ~high) } else { (result.low, result.high) = (.max, .max) }
        result.beyond = .anything
        return result
    }

    /// The ASCII characters that are certainly members of both; nothing beyond.
    func certain(with other: CharacterClass) -> CharacterClass {
        var result = CharacterClass()
        guard isExact, other.isExact else { return result }
        (result.low, result.high) = (low & other.low, high & other.high)
        return result
    }

    /// True without any member.
    var isEmpty: Bool { low | high == 0 && beyond == .nothing }

    /// The members, or `nil` where there may be more than `limit` of them.
    func members(limit: Int) -> [UInt32]? {
        let rest: [UInt32]
        switch beyond {
        case .nothing: rest = []
        case .these(let values): rest = values
        case .anything: return nil
        }
        return asciiCount + rest.count <= limit ? ascii.map(UInt32.init) + rest : nil
    }
}
