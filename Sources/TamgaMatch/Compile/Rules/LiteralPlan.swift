import Glibc
import PCRE2

/// How a set of literals is looked for: which of them in buckets, and at how many places the others are.
///
/// Costs are estimates in processor cycles a byte of text. What they rest on is measured: a pass over the text costs
/// ``perGroup`` for eight buckets and ``perSample`` for samples at every place; a place that passes, ``perCandidate``.
struct LiteralPlan {
    /// The windows of the literals in buckets, one each.
    private(set) var bucketed: [LiteralWindows.Window]
    /// The buckets of ``bucketed``, in their order.
    private(set) var buckets: ByteBuckets
    /// The indices of all other literals.
    private(set) var sampled: [Int]
    /// Every so many-th place is looked at for them.
    private(set) var stride: Int

    private static let perGroup = 0.25
    private static let perSample = 2.0
    private static let perCandidate = 25.0
    /// With more literals, filling buckets takes long, and they let too much through to be worth it.
    private static let mostInBuckets = 512
    /// A cost at which nothing better is looked for.
    private static let cheap = 0.5

    init(_ literals: [[UInt8]]) {
        self.init(literals, stride: nil)
        var best = cost(of: literals)
        for stride in [4, 2, 1] where best > Self.cheap {
            let other = LiteralPlan(literals, stride: stride)
            let cost = other.cost(of: literals)
            if cost < best { (self, best) = (other, cost) }
        }
    }

    /// The plan by which what is long enough is looked for at every so many-th place; with `nil` nothing is.
    private init(_ literals: [[UInt8]], stride: Int?) {
        let shortest = stride.map { LiteralWindows.width - 1 + $0 } ?? .max
        sampled = literals.indices.filter { literals[$0].count >= shortest }
        self.stride = stride ?? 1
        bucketed = literals.indices.filter { literals[$0].count < shortest }.map { index in
            let literal = literals[index]
            let width = min(LiteralWindows.width, literal.count)
            return LiteralWindows.Window(literal, index, at: Rarity.rarestWindow(of: literal, width: width), width)
        }
        let fills = bucketed.count <= Self.mostInBuckets
        buckets = ByteBuckets(
            fills ? bucketed.map { window in Self.places(literals[window.literal], window)[...] } : [[.all]])
    }

    private func cost(of literals: [[UInt8]]) -> Double {
        var cost = 0.0
        if !bucketed.isEmpty {
            cost += Self.perGroup * Double(buckets.masks.count) + Self.perCandidate * buckets.share
        }
        if !sampled.isEmpty {
            cost += (Self.perSample + Self.perCandidate * LiteralWindows.share(sampled.count * stride)) / Double(stride)
        }
        return cost
    }

    private static func places(_ literal: [UInt8], _ window: LiteralWindows.Window) -> [ByteSet] {
        literal[window.at..<window.at + window.width].map { byte in
            byte &- 0x61 < 26 ? ByteSet([byte, byte - 0x20]) : ByteSet([byte])
        }
    }

    // MARK: - Samples

    /// The windows of which one is met wherever its literal stands: as many side by side as lie between two places that
    /// are looked at, where they are rare in logs and not those of many other literals.
    static func samples(of indices: [Int], _ literals: [[UInt8]], stride: Int) -> [LiteralWindows.Window] {
        var samples: [LiteralWindows.Window] = []
        samples.reserveCapacity(indices.count * stride)
        var taken: [UInt32: Double] = [:]
        let width = LiteralWindows.width
        for index in indices {
            let literal = literals[index]
            let costs = (0...literal.count - width).map { at in
                let bits = Rarity.bits(Array(literal[at..<at + width]))
                return exp2(-bits) * (1 + taken[LiteralWindows.Window.bytes(literal, at, width), default: 0])
            }
            var best = (start: 0, cost: Double.infinity)
            for start in 0...costs.count - stride {
                let cost = costs[start..<start + stride].reduce(0, +)
                if cost < best.cost { best = (start, cost) }
            }
            for at in best.start..<best.start + stride {
                let window = LiteralWindows.Window(literal, index, at: at, width)
                taken[window.key, default: 0] += 1
                samples.append(window)
            }
        }
        return samples
    }
}
