/// What became of a pattern over several observations.
public struct PatternCounts: Hashable, Sendable {
    /// How often it was satisfied.
    public internal(set) var matches = 0
    /// Records that satisfied a part of it and had to be forgotten before the rest came.
    public internal(set) var forgotten = 0
    /// Trials that ran into their limit.
    public internal(set) var undecided = 0

    /// True where nothing was lost.
    public var isComplete: Bool { forgotten + undecided == 0 }
}

extension PatternCounts {
    func write(to writer: inout StandingWriter) {
        writer.add(matches)
        writer.add(forgotten)
        writer.add(undecided)
    }

    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        matches = try reader.int()
        forgotten = try reader.int()
        undecided = try reader.int()
    }
}
