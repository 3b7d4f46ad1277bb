import TamgaModel

/// What has come to a correlator since it was last kept; now and then a picture of the whole takes its place.
struct StandingJournal {
    private var writer = StandingWriter()
    /// Bytes that have come since the last picture.
    private var sincePicture = 0
    private var pictureSize = 0
    private var needsPicture = true
    private var hasChanged = true

    /// A picture is not worth its cost before so many bytes have come.
    private static let fewest = 4 << 20

    /// What an entry of a journal begins with.
    enum Entry: Int {
        case events = 1
        case release
        case reported
    }

    /// Notes events that were accepted.
    mutating func note(_ events: CorrelationEvents) {
        hasChanged = true
        writer.add(Entry.events.rawValue)
        writer.add(events.bytes)
    }

    /// Notes that events up to a time were looked at although younger ones might have been missing.
    mutating func noteRelease(through time: Int64) {
        hasChanged = true
        writer.add(Entry.release.rawValue)
        writer.add(time)
    }

    /// What is to be kept now; `nil` where nothing has come.
    ///
    /// - Parameters:
    ///   - reported: for each pattern, how many matches have been told.
    ///   - picture: writes all that is remembered.
    mutating func take(
        reported: [Int], picture: (inout StandingWriter) -> Void
    ) -> (bytes: [UInt8], isAnew: Bool)? {
        guard hasChanged else { return nil }
        hasChanged = false
        defer { writer = StandingWriter() }
        if needsPicture || sincePicture + writer.bytes.count > max(Self.fewest, 2 * pictureSize) {
            var whole = StandingWriter()
            picture(&whole)
            (needsPicture, sincePicture, pictureSize) = (false, 0, whole.bytes.count)
            return (StandingReader.seal(whole.bytes) + whole.bytes, true)
        }
        writer.add(Entry.reported.rawValue)
        writer.add(reported) { $0.add($1) }
        sincePicture += writer.bytes.count
        return (StandingReader.seal(writer.bytes) + writer.bytes, false)
    }
}
