import PCRE2

/// Finds many literals in one pass, ASCII letter case aside: which ones, and where.
///
/// Of each literal a *window* of up to four bytes side by side is looked for, and what passes is compared in full. There
/// are two ways to look, and a set of literals goes the cheaper one, its short literals the first and the others the
/// second where that is cheapest (``LiteralPlan``):
///
/// - *Buckets* (``ByteBuckets``) hold every place of the text against all windows at once. Their cost grows with how many
///   different windows share a bucket.
/// - *Samples* (``LiteralWindows``) look at every fourth place only, or every second, at one bit of a filter for each.
///   A literal with seven bytes or more has four windows side by side in the filter, and wherever it stands, one of them
///   is looked at.
///
/// Built with the package trait `Vectorscan`, many literals are looked for by that library (``VectorscanLiterals``).
///
/// - Complexity: scanning is O(*n*) in the text, whatever the number of literals, plus the places that pass.
@safe
final class LiteralSieve: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns and never after.

    /// The literals in lower case, in the order in which they were given.
    let literals: [[UInt8]]
    /// What the windows of literals in buckets may be; `nil` where there are none.
    let buckets: BucketMasks?
    /// The windows of the literals in buckets, one each.
    let bucketed: LiteralWindows
    /// The windows of all other literals, ``stride`` each.
    let sampled: LiteralWindows
    /// Every so many-th place is looked at for the sampled ones: 4, 2 or 1.
    let stride: Int
    /// All literals end to end.
    let text: UnsafeMutablePointer<UInt8>
    /// Where each literal begins in ``text``, and behind them where the last one ends.
    let starts: UnsafeMutablePointer<UInt32>
    /// The shortest literal.
    let shortest: Int
    #if Vectorscan
        /// Looks for the literals in place of buckets and samples; `nil` where there are few.
        let vectorscan: VectorscanLiterals?
    #endif

    /// - Parameter literals: none empty, in lower case; the same one twice is two literals.
    init(_ literals: [[UInt8]]) {
        self.literals = literals
        shortest = literals.map(\.count).min() ?? 0
        unsafe text = .allocate(capacity: max(1, literals.reduce(0) { $0 + $1.count }))
        unsafe starts = .allocate(capacity: literals.count + 1)
        var textAt = 0
        for (index, literal) in literals.enumerated() {
            // Safe: there is room for the start of each literal and for all their bytes.
            unsafe starts[index] = UInt32(textAt)
            for byte in literal {
                unsafe text[textAt] = byte
                textAt += 1
            }
        }
        unsafe starts[literals.count] = UInt32(textAt)
        #if Vectorscan
            vectorscan = unsafe VectorscanLiterals(text, lengths: literals.map(\.count))
        #endif
        let plan = LiteralPlan(literals)
        stride = plan.stride
        buckets = plan.bucketed.isEmpty ? nil : BucketMasks(plan.buckets)
        bucketed = LiteralWindows(plan.bucketed)
        sampled = LiteralWindows(LiteralPlan.samples(of: plan.sampled, literals, stride: stride))
    }

    deinit {
        unsafe text.deallocate()
        unsafe starts.deallocate()
    }
}
