import Logging

/// What HTTP says below the requests: little of it is for whoever runs the server.
struct TransportLog: LogHandler {
    private let log: Logger
    var metadataProvider: Logger.MetadataProvider?
    var metadata: Logger.Metadata = [:]
    /// Requests that are no HTTP are told at this level and nowhere else.
    var logLevel = Logger.Level.debug

    init(_ log: Logger) { self.log = log }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        if "\(event.message)".hasPrefix("HTTP parse error") {
            log.info("refused: not HTTP, or more headers than are taken", metadata: ["status": "400"])
        } else if event.level >= .error, !"\(event.message)".hasSuffix("CancellationError()") {
            // A connection that ends as the server ends is no fault.
            log.log(level: event.level, event.message)
        }
    }
}
