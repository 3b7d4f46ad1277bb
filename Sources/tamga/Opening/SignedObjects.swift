import TamgaModel
import TamgaStore

/// Holds what a signed file says of objects against who has signed it: a member's signature proves what is the member's,
/// and nothing that is another's.
struct SignedObjects {
    let signer: MemberState
    /// Members by the identities that speak for them.
    let identities: [String: MemberState]
    let source: String
    /// Knows whose the objects are that are here already.
    let store: Store

    /// An item as it is, or why it is refused: another member has created it, which this signature does not prove.
    func checked(_ item: FeedItem) throws -> FeedItem {
        switch item {
        case .indicator(let indicator), .retracted(let indicator):
            try refusal(indicator.createdBy, indicator.id, indicator.modified, indicator.original) ?? item
        case .object(let object):
            // Another definition of a marking is no new version of the one that is here: it is kept beside that one.
            try refusal(
                object.createdBy ?? own(object), object.id, object.modified, object.original,
                isDefinition: object.type == "marking-definition") ?? item
        case .refused: item
        }
    }

    /// A member's identity speaks for itself, and only its own signature may bring it.
    private func own(_ object: StixObject) -> String? { object.type == "identity" ? object.id : nil }

    private func refusal(
        _ creator: String?, _ id: String?, _ version: Timestamp?, _ original: [UInt8], isDefinition: Bool = false
    ) throws -> FeedItem? {
        let creatorMember = creator.flatMap { identities[$0] }
        if let creatorMember, creatorMember != signer {
            return refused(id, "\(creatorMember) has created it, and \(signer) has signed the file")
        }
        if isDefinition { return nil }
        guard let id, let kept = try store.history(of: [id], source: source, producer: signer)[id] else { return nil }
        let owner = kept.createdBy.flatMap { identities[$0] }
        if owner == signer { return nil }
        // Whoever says that he has created it, and has, may take it over from those who left that out.
        if owner == nil, creatorMember == signer { return nil }
        if owner == nil, !kept.cameByOthers, kept.createdBy == creator { return nil }
        if let version, try store.original(of: id, version: version) == original { return nil }
        return refused(
            id,
            "\(owner.map { "\($0) has" } ?? "others have") stated it, and \(signer), who has signed the file, may not change it"
        )
    }

    private func refused(_ id: String?, _ reason: String) -> FeedItem {
        .refused(Refusal(source: source, objectID: id, reason: reason))
    }
}
