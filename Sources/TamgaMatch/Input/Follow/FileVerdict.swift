/// What has become of a file that was read before.
public enum FileVerdict: Hashable, Sendable {
    /// It is the same and has nothing new.
    case unchanged
    /// It is the same and longer.
    case grown
    /// It begins otherwise, or is shorter than what was read of it: it was emptied and written anew.
    case startedOver

    /// Judges by what was read and what is there.
    ///
    /// - Parameters:
    ///   - taken: how far the file has been read.
    ///   - head: how it began then.
    ///   - size: how long it is now.
    ///   - start: how it begins now, at least as much as `head`, or all there is.
    public init(taken: Int, head: [UInt8], size: Int, start: [UInt8]) {
        if size < taken || !start.starts(with: head) {
            self = .startedOver
        } else {
            self = size > taken ? .grown : .unchanged
        }
    }
}
