/// What has become of a log.
public enum LogChange: Hashable, Sendable {
    /// It has been read this far.
    case moved(LogPosition)
    /// It has been read to its end, and nothing more will come; the payload is ``LogPosition/log``.
    case ended(Int64)
}
