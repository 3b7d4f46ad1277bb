/// Why a partial cannot be used: half a sentence, with the file where it is known.
public struct PartialError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file; empty where whoever reads knows it.
    public var file: String
    /// Half a sentence.
    public let reason: String

    init(_ reason: String, file: String = "") {
        self.file = file
        self.reason = reason
    }

    static let damaged = PartialError("is damaged; run its task again")

    /// `file: reason`.
    public var description: String { file.isEmpty ? reason : "\(file): \(reason)" }
}
