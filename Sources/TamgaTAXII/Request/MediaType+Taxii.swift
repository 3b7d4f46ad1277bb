extension MediaType {
    /// What every answer and every request body is.
    public static let taxii = "application/taxii+json;version=2.1"

    /// The name without its version.
    static let taxiiName = "application/taxii+json"

    /// What a request body turned out to be.
    public enum BodyKind: Hashable, Sendable {
        /// An envelope, as TAXII 2.1 has it.
        case envelope
        /// A bundle, which some clients send.
        case bundle
    }

    /// True where an answer of TAXII 2.1 is acceptable. Without a header anything is; without a version the newest is
    /// meant (TAXII 2.1 §1.6.8.1).
    ///
    /// The most specific range that speaks of it decides, and `q=0` says no.
    public static func accepts(_ header: String?) -> Bool {
        guard let header, !header.isEmpty else { return true }
        var best: (rank: Int, isWanted: Bool)?
        for range in list(header) {
            let rank: Int
            switch range.name {
            case "*/*": rank = 0
            case "application/*": rank = 1
            case taxiiName:
                guard let version = range.parameters["version"] else {
                    rank = 2
                    break
                }
                guard version == "2.1" else { continue }
                rank = 3
            default: continue
            }
            let isWanted = (range.parameters["q"].flatMap { Double($0) } ?? 1) > 0
            if best.map({ rank > $0.rank || (rank == $0.rank && isWanted) }) ?? true { best = (rank, isWanted) }
        }
        return best?.isWanted ?? false
    }

    /// What a request body is by its `Content-Type`.
    ///
    /// - Parameter isStrict: Only what TAXII 2.1 §3.1 has; otherwise a bundle as STIX is read, too.
    /// - Throws: 415.
    public static func body(_ header: String?, isStrict: Bool) throws(TaxiiError) -> BodyKind {
        guard let header, let type = MediaType(header) else {
            throw TaxiiError(415, "Unsupported media type", "Send an envelope as \(taxii).")
        }
        if let charset = type.parameters["charset"], charset.lowercased() != "utf-8" {
            throw TaxiiError(415, "Unsupported media type", "JSON is UTF-8; the charset is another.")
        }
        switch type.name {
        case taxiiName:
            guard type.parameters["version"] ?? "2.1" == "2.1" else { break }
            return .envelope
        case "application/stix+json", "application/vnd.oasis.stix+json":
            guard !isStrict, ["2.0", "2.1"].contains(type.parameters["version"] ?? "2.1") else { break }
            return .bundle
        default: break
        }
        throw TaxiiError(415, "Unsupported media type", "Send an envelope as \(taxii).")
    }
}
