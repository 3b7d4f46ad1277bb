import TamgaModel

/// Holds what a signed file says of its objects' creators against who has signed it.
struct SignedObjects {
    let signer: MemberState
    /// Members by the identities that speak for them.
    let identities: [String: MemberState]
    let source: String

    /// An item as it is, or why it is refused: another member's identity has created it, which this signature does not
    /// prove.
    func checked(_ item: FeedItem) -> FeedItem {
        switch item {
        case .indicator(let indicator), .retracted(let indicator):
            return refusal(indicator.createdBy, indicator.id) ?? item
        case .object(let object): return refusal(object.createdBy ?? own(object), object.id) ?? item
        case .refused: return item
        }
    }

    /// A member's identity speaks for itself, and only its own signature may bring it.
    private func own(_ object: StixObject) -> String? { object.type == "identity" ? object.id : nil }

    private func refusal(_ creator: String?, _ id: String?) -> FeedItem? {
        guard let creator, let member = identities[creator], member != signer else { return nil }
        return .refused(
            Refusal(source: source, objectID: id, reason: "\(member) has created it, and \(signer) has signed the file")
        )
    }
}
