/// A part of a log that is written by itself.
public struct ExerciseSlice: Sendable {
    /// Where a record stands that is no ordinary one.
    struct Place: Sendable {
        enum Record: Sendable {
            /// A record of the scenario, by its number.
            case planted(Int)
            /// An ordinary one that carries an indicator, by its value's number.
            case carried(Int)
        }

        let record: Record
        /// Microseconds since 1970.
        let time: Int64
        /// Bytes from the slice's beginning.
        let offset: Int
        /// Lines from the slice's beginning, from 0.
        let line: Int
    }

    /// The lines, each with its end.
    public let bytes: [UInt8]
    let places: [Place]
    let lines: Int
}
