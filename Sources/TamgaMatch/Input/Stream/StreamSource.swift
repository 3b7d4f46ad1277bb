import TamgaLogs

/// Something that gives records as they come: standard input, files that grow, a listener.
///
/// One thread at a time calls it. It never waits: where nothing is there, it says what is to be waited for.
protocol StreamSource: Sendable {
    /// Adds what is to be waited for.
    mutating func watch(_ polled: inout PollSet)

    /// What a wait has come to.
    mutating func wake(_ polled: PollSet)

    /// When to go on, whatever comes; `nil` is any time.
    var deadline: ContinuousClock.Instant? { get }

    /// Fills a block with whole records that are there, or says what else has changed; `nil` where nothing is there.
    mutating func next(into block: inout Block) -> StreamPiece?

    /// No more than what is there now is to be read.
    mutating func close()

    /// True where nothing more will come.
    var isAtEnd: Bool { get }

    /// Reads what follows by these formats.
    mutating func adopt(_ formats: LogFormatSet)

    /// How the source stands.
    var status: StreamStatus { get }
}
