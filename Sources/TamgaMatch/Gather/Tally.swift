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

/// What one worker, or all of them, have counted.
struct Tallies {
    var hits: [TallyKey: Tally] = [:]
    var matchedRecords = 0
    var hitCount = 0
    var outsideValidity = 0
    var dropped = 0
    var suppressed: [String: Int] = [:]
    /// The same, by ``TallyKey/observer``.
    var suppressedByObserver: [UInt16: Int] = [:]

    static func += (left: inout Tallies, right: Tallies) {
        for (key, tally) in right.hits { left.hits[key, default: Tally()] += tally }
        left.matchedRecords += right.matchedRecords
        left.hitCount += right.hitCount
        left.outsideValidity += right.outsideValidity
        left.dropped += right.dropped
        left.suppressed.merge(right.suppressed, uniquingKeysWith: +)
        left.suppressedByObserver.merge(right.suppressedByObserver, uniquingKeysWith: +)
    }
}
