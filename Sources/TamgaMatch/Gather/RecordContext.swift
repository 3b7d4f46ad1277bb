import TamgaLogs
import TamgaModel

/// What the hits of one record share.
struct RecordContext {
    let range: Range<Int>
    var hits = 0
    private var time: Timestamp??
    private var isInvalid: Bool?
    private var observers: Attribution.RecordObservers?

    init(range: Range<Int>) { self.range = range }

    /// The record's own time, worked out once.
    mutating func time(in place: BlockPlace) -> Timestamp? {
        if let known = time { return known }
        let found = place.text.withSpan(range) { place.clock.time(of: $0) }
        time = .some(found)
        return found
    }

    /// True where the record is not UTF-8 from end to end, worked out once.
    mutating func holdsInvalidBytes(in place: BlockPlace) -> Bool {
        if let known = isInvalid { return known }
        let found = !place.text.withSpan(range) { HitText.isValid($0) }
        isInvalid = found
        return found
    }

    /// In whose logs the record stands: whose its log is, else whom it names itself, the matched text aside.
    mutating func observer(
        apartFrom matched: Range<Int>, in place: BlockPlace, _ attribution: Attribution
    ) -> MemberState? {
        if let owner = place.observer { return owner }
        let found = observers ?? attribution.observers(of: place.text, record: range.beginning(65_536))
        observers = found
        return found.observer(apartFrom: matched)
    }
}

extension Range<Int> {
    /// At most so much of the range, from its start.
    func beginning(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
