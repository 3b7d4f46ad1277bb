/// Something that was read and not accepted, with the place and the reason.
///
/// Refusals are data, not errors: the work goes on, they are counted, and they are listed on request.
public struct Refusal: Hashable, Sendable {
    /// The file, feed or stream as the user named it.
    public var source: String
    /// 1-based line, where the format has lines.
    public var line: Int?
    /// Byte offset from the start of the (decompressed) source, where the line is not known.
    public var byteOffset: Int?
    /// The id of the refused object, where it has one.
    public var objectID: String?
    /// One sentence: what is wrong.
    public var reason: String

    /// A refusal.
    public init(source: String, line: Int? = nil, byteOffset: Int? = nil, objectID: String? = nil, reason: String) {
        self.source = source
        self.line = line
        self.byteOffset = byteOffset
        self.objectID = objectID
        self.reason = reason
    }
}

extension Refusal: CustomStringConvertible {
    /// `source:line: reason (object id)`, the form that editors and terminals make clickable; one line, in which
    /// nothing can act on a terminal.
    public var description: String {
        var text = ActiveText.shown(source)
        if let line { text += ":\(line)" } else if let byteOffset { text += ": byte \(byteOffset)" }
        text += ": \(ActiveText.shown(reason))"
        if let objectID { text += " (\(ActiveText.shown(objectID)))" }
        return text
    }
}
