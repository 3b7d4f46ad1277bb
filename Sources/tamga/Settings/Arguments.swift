public import ArgumentParser
public import TamgaExercise
public import TamgaFormats
public import TamgaMatch
public import TamgaModel

extension MemberState: ExpressibleByArgument {
    /// A two-letter code in either case.
    public init?(argument: String) { self.init(argument) }
}

extension FeedFormat: ExpressibleByArgument {}
extension Scenario: ExpressibleByArgument {}
extension StixSemantics: ExpressibleByArgument {}
extension StixVersion: ExpressibleByArgument {}
extension MatchOptions.Engine: ExpressibleByArgument {}
extension MatchOptions.ValidityRule: ExpressibleByArgument {}

extension LogSplit: ExpressibleByArgument {
    /// `FILE:START-END`, as ``LogSplit/init(_:)`` reads it.
    public init?(argument: String) { self.init(argument) }
}

extension ObservableType: ExpressibleByArgument {
    /// A label such as `ipv4` or `sha256`.
    public init?(argument: String) { self.init(label: argument) }

    /// Every label, for help and messages.
    public static var allValueStrings: [String] { values.map(\.label) }
}

extension Marking: ExpressibleByArgument {
    /// A TLP label, with or without its prefix, in any case.
    public init?(argument: String) { self.init(label: argument) }
}

/// The forms of a summary.
enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case csv
    case markdown
    case html
}

/// A span of time up to now, such as `7d`, `36h`, `90m`, `2w`; at most a hundred years.
struct TimeSpan: ExpressibleByArgument {
    let seconds: Int64

    /// A hundred years of 365.25 days.
    static let longestSeconds: Int64 = 3_155_760_000

    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let last = argument.last, let unit = units[last], let count = Int64(argument.dropLast()), count >= 0,
            count <= Self.longestSeconds / unit
        else { return nil }
        seconds = count * unit
    }

    /// The span in seconds.
    var defaultValueDescription: String { "\(seconds)s" }
}

/// A size in bytes, such as `4096`, `256K`, `1M`, `2G`.
struct ByteSize: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
        let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let unit = argument.last.flatMap { units[Character($0.uppercased())] }
        guard let count = Int(unit == nil ? argument[...] : argument.dropLast()), count > 0,
            count <= (1 << 50) / (unit ?? 1)
        else { return nil }
        bytes = count * (unit ?? 1)
    }

    /// The size in the largest unit that divides it.
    var defaultValueDescription: String {
        for (unit, shift) in [("G", 30), ("M", 20), ("K", 10)] where bytes % (1 << shift) == 0 {
            return "\(bytes >> shift)\(unit)"
        }
        return "\(bytes)"
    }
}
