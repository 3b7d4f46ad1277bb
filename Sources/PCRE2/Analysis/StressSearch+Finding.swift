extension StressSearch {
    /// A family of subjects on which a search that finds nothing gets slow: something said over and over.
    public struct Finding: Hashable, Sendable {
        /// How the steps grow with the subject's length.
        public let growth: Growth
        /// What stands before the repeats.
        public let prefix: [UInt8]
        /// What is said over and over.
        public let pump: [UInt8]
        /// What stands behind them, with which the pattern does not match.
        public let suffix: [UInt8]
        /// A subject of the family, of the length that was asked for or a little less.
        public let subject: [UInt8]
        /// The steps for ``subject``, all places together: measured where it is short, else carried on from shorter
        /// ones by the growth. Machine code makes about one of them in a nanosecond, the interpreter in 20.
        public let steps: Int
        /// What was measured, the shortest first.
        let measures: [Measure]

        struct Measure: Hashable, Sendable {
            let pumps: Int
            let steps: Int
        }

        init(candidate: StressCandidate, growth: Growth, measures: [Measure], length: Int) {
            self.growth = growth
            (prefix, pump, suffix) = (candidate.prefix, candidate.pump, candidate.suffix)
            subject = candidate.subject(ofLength: length)
            self.measures = measures
            steps = Self.steps(measures, growth, pumps: candidate.pumps(inLength: length))
        }

        /// A subject of the family, of some length or a little less; never less than one pump.
        public func subject(ofLength length: Int) -> [UInt8] {
            candidate.subject(ofLength: length)
        }

        /// The longest subject of the family that needs no more steps than these: what ``MatchLimits/bytes`` may be.
        public func length(within steps: Int) -> Int {
            var (low, high) = (0, 1 << 40)
            while low < high {
                let middle = (low + high + 1) / 2
                if Self.steps(measures, growth, pumps: middle) <= steps { low = middle } else { high = middle - 1 }
            }
            return candidate.fixed + low * pump.count
        }

        private var candidate: StressCandidate { StressCandidate(prefix: prefix, pump: pump, suffix: suffix) }

        /// The steps for a number of pumps, as the measures and the growth have it; no more than `Int.max`.
        private static func steps(_ measures: [Measure], _ growth: Growth, pumps: Int) -> Int {
            guard let first = measures.first, let last = measures.last else { return .max }
            if let exact = measures.first(where: { $0.pumps == pumps }) { return exact.steps }
            let result: Double
            switch growth {
            case .polynomial(let degree):
                let ratio = Double(pumps) / Double(last.pumps)
                result = (0..<degree).reduce(Double(last.steps)) { power, _ in power * ratio }
            case .exponential:
                let span = Double(max(1, last.pumps - first.pumps))
                let rate = (Double(last.steps).powerOfTwo - Double(first.steps).powerOfTwo) / span
                let bits = Double(last.steps).powerOfTwo + rate * Double(pumps - last.pumps)
                result = bits > 62 ? .infinity : .two(to: max(0, bits))
            }
            return result < 9e18 ? Int(result) : .max
        }
    }
}
