public import TamgaModel
public import TamgaRelease

/// What an export knows beside the values in it.
public struct ExportContext: Sendable {
    /// For whom it is made.
    public var recipient: Recipient
    /// When it is made.
    public var time: Timestamp
    /// The suffixes under which the public registers names: a name that is one is blocked by itself, and
    /// nothing below it.
    public var suffixes: PublicSuffixes

    /// A context.
    public init(recipient: Recipient, time: Timestamp, suffixes: PublicSuffixes = .builtIn) {
        self.recipient = recipient
        self.time = time
        self.suffixes = suffixes
    }
}
