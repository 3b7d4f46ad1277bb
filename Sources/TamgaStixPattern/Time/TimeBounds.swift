/// What the decisions of a search leave of time to a slot.
struct TimeBounds: Equatable {
    /// The last sight of an observation lies here or later.
    var last = Int128.min
    /// The first sight of an observation lies here or earlier.
    var first = Int128.max

    func admits(_ event: Timeline.Event) -> Bool { event.last >= last && event.first <= first }

    mutating func narrow(last: Int128 = .min, first: Int128 = .max) {
        self.last = max(self.last, last)
        self.first = min(self.first, first)
    }
}
