/// What became of the records that reached a correlation.
public struct CorrelationCounts: Hashable, Sendable {
    /// Records, once for each group that they belong to.
    public internal(set) var records = 0
    /// Windows in which it held.
    public internal(set) var hits = 0
    /// Records that lack a field of `group-by`: they belong to no group.
    public internal(set) var withoutKey = 0
    /// Records that lack the value that is counted, or have none that is a number where numbers are added.
    public internal(set) var withoutValue = 0
    /// Groups that were dropped for want of memory: what they would have held is not known.
    public internal(set) var droppedGroups = 0
    /// Windows that the end of the input cut short, and that only what is missing could decide.
    public internal(set) var openWindows = 0
    /// Values for which there was no room: a record may belong to 64 groups, a window hands 64 values of a field up.
    public internal(set) var forgottenValues = 0

    /// True where nothing was lost.
    public var isComplete: Bool {
        withoutKey + withoutValue + droppedGroups + openWindows + forgottenValues == 0
    }
}

extension CorrelationCounts {
    private var all: [Int] {
        get { [records, hits, withoutKey, withoutValue, droppedGroups, openWindows, forgottenValues] }
        set {
            records = newValue[0]
            hits = newValue[1]
            withoutKey = newValue[2]
            withoutValue = newValue[3]
            droppedGroups = newValue[4]
            openWindows = newValue[5]
            forgottenValues = newValue[6]
        }
    }

    func write(to writer: inout StandingWriter) {
        for number in all { writer.add(number) }
    }

    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        for index in all.indices { all[index] = try reader.int() }
    }
}
