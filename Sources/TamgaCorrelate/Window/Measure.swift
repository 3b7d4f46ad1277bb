import TamgaModel

/// What a group's window measures, by the kind of its correlation.
enum Measure {
    /// Records alone.
    case events
    /// Different values.
    case values(ValueWindow)
    /// A sum.
    case sum(SumWindow)
    /// Numbers of which an average or percentile is taken when the window closes.
    case numbers([Double])
    /// Which rules have matched.
    case parts(PartWindow)
    /// How far they have matched in order.
    case chain(ChainWindow)

    init(_ correlation: CompiledCorrelation) {
        switch correlation.kind {
        case .eventCount: self = .events
        case .valueCount: self = .values(ValueWindow(capacity: correlation.capacity))
        case .valueSum: self = .sum(SumWindow())
        case .valueAverage, .valuePercentile, .valueMedian: self = .numbers([])
        case .temporal: self = .parts(PartWindow(parts: correlation.parts))
        case .temporalOrdered: self = .chain(ChainWindow(steps: correlation.parts))
        }
    }

    /// Bytes of memory.
    var cost: Int {
        switch self {
        case .events: 0
        case .values(let window): window.cost
        case .sum(let window): window.cost
        case .numbers(let numbers): numbers.count * 8
        case .parts(let window): window.cost
        case .chain(let window): window.cost
        }
    }

    mutating func expire(before cutoff: Int64) {
        switch self {
        case .values(var window):
            self = .events
            window.expire(before: cutoff)
            self = .values(window)
        case .sum(var window):
            self = .events
            window.expire(before: cutoff)
            self = .sum(window)
        case .parts(var window):
            self = .events
            window.expire(before: cutoff)
            self = .parts(window)
        case .events, .numbers, .chain: break
        }
    }

    /// Adds what one record says to the group.
    ///
    /// - Parameter cutoff: where the window begins.
    mutating func add(_ record: GroupRecord, from cutoff: Int64) {
        let time = record.time
        switch self {
        case .events: break
        case .values(var window):
            self = .events
            for value in record.values { window.add(value, time) }
            self = .values(window)
        case .sum(var window):
            self = .events
            for number in record.numbers { window.add(number, time) }
            self = .sum(window)
        case .numbers(var numbers):
            self = .events
            numbers += record.numbers
            self = .numbers(numbers)
        case .parts(var window):
            self = .events
            for match in record.matches { window.add(match) }
            self = .parts(window)
        case .chain(var window):
            self = .events
            window.add(record.matches, from: cutoff)
            self = .chain(window)
        }
    }
}

/// What one record says to one group of a correlation.
struct GroupRecord {
    var time: Int64
    /// The correlation's rules that matched it, by their place, ascending.
    var matches: [Evidence]
    /// Values that are counted, each once.
    var values: [[UInt8]] = []
    /// Numbers that are summed.
    var numbers: [Double] = []
    /// Values that the correlations above ask for.
    var carried: [[[UInt8]]] = []
    var observers: [MemberState]
    var producers: [MemberState]
}

extension Measure {
    func write(to writer: inout StandingWriter) {
        switch self {
        case .events: break
        case .values(let window): window.write(to: &writer)
        case .sum(let window): window.write(to: &writer)
        case .numbers(let numbers): writer.add(numbers) { $0.add($1) }
        case .parts(let window): window.write(to: &writer)
        case .chain(let window): window.write(to: &writer)
        }
    }

    /// Reads into what has measured nothing.
    mutating func read(from reader: inout StandingReader) throws(StandingError) {
        switch self {
        case .events: break
        case .values(var window):
            try window.read(from: &reader)
            self = .values(window)
        case .sum(var window):
            try window.read(from: &reader)
            self = .sum(window)
        case .numbers:
            self = .numbers(try reader.list { (reader) throws(StandingError) in try reader.double() })
        case .parts(var window):
            try window.read(from: &reader)
            self = .parts(window)
        case .chain(var window):
            try window.read(from: &reader)
            self = .chain(window)
        }
    }
}
