/// Why a partial cannot be used: half a sentence, with the file where it is known.
public struct PartialError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file; empty where whoever reads knows it.
    public var file: String
    /// Half a sentence.
    public let reason: String
    /// True where the way to the file failed, and nothing is known of what stands in it.
    public let isOfReading: Bool

    init(_ reason: String, file: String = "", isOfReading: Bool = false) {
        self.file = file
        self.reason = reason
        self.isOfReading = isOfReading
    }

    static let damaged = PartialError("is damaged; run its task again")

    /// `file: reason`.
    public var description: String { file.isEmpty ? reason : "\(file): \(reason)" }
}
