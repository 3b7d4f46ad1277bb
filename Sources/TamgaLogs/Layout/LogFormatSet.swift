public import TamgaModel

/// All log formats: the built-in families and the text formats that were read. Immutable, shared by all workers.
public final class LogFormatSet: Sendable {
    /// All names of fields that are known before a record is read, in the order of ``RecordFields/Field/nameID``.
    public let names: [String]
    let nameIDs: [String: Int]

    /// A set with these text formats besides the built-in families.
    public init(_ formats: [TextFormat]) {
        names = BuiltInNames.all.sorted()
        nameIDs = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    /// The index of a name; -1 where it is not among ``names``.
    public func id(of name: String) -> Int { nameIDs[name] ?? -1 }
}
