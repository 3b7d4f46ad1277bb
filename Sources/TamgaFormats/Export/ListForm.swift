import TamgaModel
public import TamgaRelease

/// One value a line, each kind in its canonical form.
///
/// Passed over: values with characters that would end the line, and values that a reader takes for a comment.
public struct ListForm: ValueForm {
    /// A list.
    public init() {}

    /// The value's line.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        let text = value.observable.text
        guard value.observable.type != .pattern, ExportText.isPlain(text), !text.hasPrefix("#"), !text.hasPrefix(";"),
            !text.hasPrefix("//")
        else { return nil }
        return ExportText.line(text)
    }
}
