import TamgaModel

/// Keeps where in a log the records stand that are no ordinary ones, while its slices are written in order.
public struct ExerciseRecorder: Sendable {
    /// A record with its place in a log.
    struct Entry: Sendable {
        let record: ExerciseSlice.Place.Record
        let time: Timestamp
        let line: Int
        let offset: Int
    }

    let log: ExerciseLog
    private(set) var entries: [Entry] = []
    /// Lines that have been written, the header's among them.
    public private(set) var lines = 0
    /// Bytes that have been written.
    public private(set) var bytes = 0

    /// Records that are no ordinary ones.
    public var planted: Int { entries.count }

    /// Nothing of a log has been written yet.
    public init(_ log: ExerciseLog) { self.log = log }

    /// Takes the next slice of the log.
    public mutating func add(_ slice: ExerciseSlice) {
        for place in slice.places {
            entries.append(
                Entry(
                    record: place.record, time: Timestamp(microseconds: place.time), line: lines + place.line + 1,
                    offset: bytes + place.offset))
        }
        lines += slice.lines
        bytes += slice.bytes.count
    }
}
