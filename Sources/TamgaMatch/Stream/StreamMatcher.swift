/// What a stream's blocks are searched for, until the next one takes its place.
final class StreamMatcher: Sendable {
    let plan: MatchPlan
    /// Tells matchers apart; the first is 0.
    let number: Int

    init(_ plan: MatchPlan, number: Int) {
        self.plan = plan
        self.number = number
    }
}
