import TamgaModel
public import TamgaRelease

/// A hosts file that sends names nowhere. It holds domains, and covers no name below them.
public struct HostsForm: ValueForm {
    private let recipient: Recipient

    /// A hosts file.
    public init(_ context: ExportContext) { recipient = context.recipient }

    /// A comment that says for whom it is.
    public mutating func begin() -> [UInt8] { ExportText.line("# Tamga: for \(recipient)") }

    /// The name's line.
    public mutating func write(_ value: ReleasedValue) -> [UInt8]? {
        guard value.observable.type == .domainName else { return nil }
        return ExportText.line("0.0.0.0 " + value.observable.text)
    }
}
