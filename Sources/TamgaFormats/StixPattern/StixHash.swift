import TamgaModel

/// The names that STIX and the feeds give to digests.
enum StixHash {
    /// The kind that a key of a `hashes` dictionary means, hyphens and letter case aside.
    static func type(of name: String) -> ObservableType? {
        switch String(decoding: name.lowercased().utf8.filter { $0 != 0x2D && $0 != 0x5F }, as: UTF8.self) {
        case "md5": .md5
        case "sha1": .sha1
        case "sha224": .sha224
        case "sha256": .sha256
        case "sha384": .sha384
        case "sha512": .sha512
        default: nil
        }
    }

    /// How many hexadecimal digits such a digest has.
    static func digits(of name: String) -> Int? {
        switch type(of: name) {
        case .md5: 32
        case .sha1: 40
        case .sha224: 56
        case .sha256: 64
        case .sha384: 96
        case .sha512: 128
        default: nil
        }
    }
}
