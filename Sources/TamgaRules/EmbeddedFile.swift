/// A file of `rules/` that is built into the program.
public struct EmbeddedFile: Sendable {
    /// Where it stands in the repository, such as `rules/formats/sshd.yml`.
    public let name: String
    /// The whole file.
    public let bytes: [UInt8]
}
