import TamgaJSON
import TamgaModel

/// How many hits a second there are by member, rule and indicator, over the last ten seconds, minute and five minutes.
///
/// Memory is bounded: of each kind so many things are told apart. Where there are more, the one that has not been seen
/// for longest goes if it was not seen for five minutes; else the new one is counted with ``Group/others``.
public struct HitRates: Sendable {
    /// The windows in seconds.
    public static let windows = [10, 60, 300]

    /// One thing with its hits.
    public struct Rate: Hashable, Sendable {
        /// A member's code, a rule's title, an indicator's value; as it came, not made safe to show.
        public let name: String
        /// Hits within each of ``HitRates/windows``.
        public let counts: [Int]
        /// All of its hits since it is known.
        public let total: Int
    }

    /// The rates of a kind of things.
    public struct Group: Sendable {
        /// Those with the most hits lately, first.
        public let rates: [Rate]
        /// Things with hits in the last five minutes.
        public let live: Int
        /// Hits of things that could not be told apart.
        public let others: Int
    }

    /// The kinds.
    public enum Kind: Int, CaseIterable, Sendable {
        /// In whose logs; `--` is nobody's.
        case member
        /// A rule, a correlation, a pattern.
        case rule
        /// An indicator's value.
        case indicator
    }

    private var tables: [RateTable]
    private var all = RateRing()
    /// Lines that were read as hits.
    public private(set) var hits = 0
    /// Lines that were none.
    public private(set) var refused = 0
    /// The newest second of any hit.
    public private(set) var newest: Int64?

    /// Nothing has been seen yet.
    ///
    /// - Parameter most: how many things of a kind are told apart.
    public init(most: Int = 2_000) {
        tables = Kind.allCases.map { _ in RateTable(most: most) }
    }

    /// Reads a line of hits.
    ///
    /// - Parameter second: when it came, in seconds of any clock; `nil` takes the hit's own time, and the newest so far
    ///   where it has none.
    public mutating func add(_ line: [UInt8], at second: Int64?) {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { return }
        let bytes = line.span
        guard let value = try? JSONValue(bytes), value.kind == .object,
            let kind = value.member("kind", in: bytes)?.string(in: bytes)
        else {
            refused += 1
            return
        }
        func text(_ name: String) -> String? { value.member(name, in: line.span)?.string(in: line.span) }
        let own = second ?? text("time").flatMap { Timestamp(rfc3339: $0) }.map { $0.microseconds / 1_000_000 }
        let second = own ?? newest ?? 0
        newest = max(newest ?? second, second)
        hits += 1
        all.add(second)
        tables[Kind.member.rawValue].add(text("observer") ?? "--", at: second)
        if kind == "indicator" {
            tables[Kind.indicator.rawValue].add(text("value") ?? "?", at: second)
        } else {
            tables[Kind.rule.rawValue].add(text("rule_title") ?? text("rule_id") ?? "?", at: second)
        }
    }

    /// All hits within each of ``windows``, up to a second.
    public func counts(at second: Int64) -> [Int] { Self.windows.map { all.count(within: $0, at: second) } }

    /// The rates of a kind.
    ///
    /// - Parameter limit: how many are listed.
    public func group(_ kind: Kind, at second: Int64, limit: Int) -> Group {
        tables[kind.rawValue].group(at: second, limit)
    }
}
