public import TamgaModel

/// Reads `community.yaml`: the members of a union and what marks their logs.
///
///     name: Example union
///     members:
///       - code: KZ
///         names: { en: Kazakhstan, ru: Казахстан }
///         identities: [identity--…]
///         networks: [192.0.2.0/25]
///         domains: [gov.kz]
///         sources:
///           paths: ["logs/kz/*"]
///           hosts: ["*.kz.example"]
///           fields: { observer.geo: KZ }
///         sectors: [energy]
///         disclosure: time
///         tell: [UZ, RU]
///     sharing:
///       unmarked: amber
///       disclosure: count
///       partners: [regional-csirt]
///       groups:
///         - name: energy
///           members: [KZ, UZ]
///           markings: [marking-definition--…]
///     quality:
///       half-life: { ipv4: 14d, domain: 60d, sha256: never }
///       dispute: 50%
///
/// Only `code` is required. A word that is not one of these is an error, so that a misspelt one is not silently
/// nothing.
public enum CommunityFile {
    /// The largest file that is read, in bytes.
    public static let maximumSize = 4 << 20

    /// Reads a community.
    ///
    /// - Throws: ``FormatsError/unusable(source:line:_:)`` at the first thing that is wrong; two members with one
    ///   code, one network or one domain are.
    public static func read(_ yaml: [UInt8], source: String) throws(FormatsError) -> Community {
        let nodes = YAMLNodes(source: source)
        guard let root = try nodes.document(yaml, maximumSize: maximumSize) else {
            throw nodes.fail(nil, "empty; write at least “members:”")
        }
        var reader = CommunityReader(nodes)
        return try reader.community(root)
    }
}
