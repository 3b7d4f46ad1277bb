/// How much a member lets others know of what was seen in its logs; each level tells what the ones before it do.
public enum Disclosure: UInt8, Hashable, Comparable, Sendable, CaseIterable {
    /// Which indicator, by whom, how often: no times.
    case count = 1
    /// Also from when to when, in whole hours, and the member's sectors.
    case time = 2
    /// Also the times as they were, the observable as observed data, and the sources' names.
    case evidence = 3

    /// Reads ``word``, letter case aside.
    public init?(word: some StringProtocol) {
        guard let level = Self.allCases.first(where: { $0.word == word.lowercased() }) else { return nil }
        self = level
    }

    /// The word of the community file: `count`, `time`, `evidence`.
    public var word: String {
        switch self {
        case .count: "count"
        case .time: "time"
        case .evidence: "evidence"
        }
    }

    /// Less is told first.
    public static func < (left: Disclosure, right: Disclosure) -> Bool { left.rawValue < right.rawValue }
}
