/// What a stream's blocks are searched for, until the next one takes its place.
final class StreamMatcher: Sendable {
    let plan: MatchPlan

    init(_ plan: MatchPlan) { self.plan = plan }
}
