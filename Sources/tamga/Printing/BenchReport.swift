import FoundationEssentials
import TamgaMatch

/// What is printed of a bench of rules.
struct BenchReport {
    let outcome: RuleBenchOutcome
    let loaded: LoadedLogs
    let repeats: Int
    let warmUp: Int
    /// What could not be measured, and why.
    let notes: [String]
    /// What became of an earlier bench's figures.
    let changes: [BenchChange]?

    /// Seconds for people: three digits, the unit that fits.
    static func seconds(_ value: Double) -> String {
        for (factor, unit) in [(1.0, "s"), (1e3, "ms"), (1e6, "µs")] where value * factor >= 1 {
            return "\(short(value * factor)) \(unit)"
        }
        return value == 0 ? "0" : "\(short(value * 1e9)) ns"
    }

    /// A number with three digits.
    static func short(_ value: Double) -> String {
        value < 9.995 ? fixed(value, 2) : value < 99.95 ? fixed(value, 1) : fixed(value, 0)
    }

    /// A number with digits behind the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(scaled)" }
        let rest = String(scaled % scale)
        return "\(sign)\(scaled / scale).\(String(repeating: "0", count: digits - rest.count))\(rest)"
    }

    /// A share in per cent.
    static func percent(_ share: Double) -> String {
        share == 0
            ? "0"
            : share < 0.0001 ? "<0.01%" : share < 0.0995 ? "\(fixed(share * 100, 2))%" : "\(fixed(share * 100, 0))%"
    }

    /// A count for people.
    static func count(_ value: Int) -> String {
        switch value {
        case ..<100_000: "\(value)"
        case ..<10_000_000: "\(fixed(Double(value) / 1e3, 0))k"
        default: "\(fixed(Double(value) / 1e6, 0))M"
        }
    }

    /// A rate for people.
    static func rate(_ perSecond: Double) -> String {
        perSecond >= 1e6
            ? "\(short(perSecond / 1e6)) M/s"
            : perSecond >= 1e3 ? "\(short(perSecond / 1e3)) k/s" : "\(short(perSecond)) /s"
    }
}
