import TamgaModel

/// What the hits of one entry, one observer and one source add up to.
struct Tally {
    var count = 0
    var first: Int64 = .max
    var last: Int64 = .min
    /// Where the first record with a hit ends in its source.
    var firstEnd = Int.max

    mutating func add(_ time: Timestamp?, recordEnd: Int) {
        count += 1
        firstEnd = min(firstEnd, recordEnd)
        guard let time else { return }
        first = min(first, time.microseconds)
        last = max(last, time.microseconds)
    }

    static func += (left: inout Tally, right: Tally) {
        left.count += right.count
        left.first = min(left.first, right.first)
        left.last = max(left.last, right.last)
        left.firstEnd = min(left.firstEnd, right.firstEnd)
    }
}

/// What a tally is about.
struct TallyKey: Hashable {
    var entry: UInt32
    /// ``MemberState/rawValue``; 0 is "unattributed".
    var observer: UInt16
    var source: Int32
}

/// What a tally of a rule's hits is about.
struct RuleTallyKey: Hashable {
    /// The rule's number in its table.
    var rule: Int32
    /// ``MemberState/rawValue``; 0 is "unattributed".
    var observer: UInt16
    var source: Int32
}

/// Where a rule could not be decided.
struct UndecidedPlace {
    var source: Int
    var offset: Int
    var line: Int
}

/// How often a rule could not be decided, and where first.
struct Undecided {
    var count = 0
    var first: UndecidedPlace?

    mutating func add(_ count: Int, _ place: UndecidedPlace?) {
        self.count += count
        guard let place else { return }
        guard let first, (first.source, first.offset) <= (place.source, place.offset) else {
            self.first = place
            return
        }
    }
}

/// What one worker, or all of them, have counted.
struct Tallies {
    var hits: [TallyKey: Tally] = [:]
    var matchedRecords = 0
    var hitCount = 0
    var outsideValidity = 0
    var dropped = 0
    var rules: [RuleTallyKey: Tally] = [:]
    var ruleHitCount = 0
    /// Hits of patterns, by the rule's number in the plan; they count as hits of indicators.
    var patterns: [RuleTallyKey: Tally] = [:]
    /// Records that do not have their log's form and gave no hit.
    var unparsed = 0
    /// By the rule's number in its table.
    var undecided: [Int: Undecided] = [:]
    var suppressed: [String: Int] = [:]
    /// The same, by ``TallyKey/observer``.
    var suppressedByObserver: [UInt16: Int] = [:]

    static func += (left: inout Tallies, right: Tallies) {
        for (key, tally) in right.hits { left.hits[key, default: Tally()] += tally }
        for (key, tally) in right.rules { left.rules[key, default: Tally()] += tally }
        left.ruleHitCount += right.ruleHitCount
        for (key, tally) in right.patterns { left.patterns[key, default: Tally()] += tally }
        left.unparsed += right.unparsed
        for (rule, more) in right.undecided { left.undecided[rule, default: Undecided()].add(more.count, more.first) }
        left.matchedRecords += right.matchedRecords
        left.hitCount += right.hitCount
        left.outsideValidity += right.outsideValidity
        left.dropped += right.dropped
        left.suppressed.merge(right.suppressed, uniquingKeysWith: +)
        left.suppressedByObserver.merge(right.suppressedByObserver, uniquingKeysWith: +)
    }
}
