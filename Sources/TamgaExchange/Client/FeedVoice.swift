import TamgaModel
import TamgaRelease
import TamgaStore

/// What the feed of a member may say: nothing in the name of another one, and of TLP's own definitions only what they say.
/// Another definition of an id that is here is kept beside it by the import, where the strictest counts.
struct FeedVoice {
    /// Whose feed it is.
    private let member: MemberState
    /// Identities of the other members.
    private let others: [String: MemberState]

    init(of member: MemberState, identities: [String: MemberState]) {
        self.member = member
        others = identities.filter { $0.value != member }
    }

    /// Turns what the feed may not say into refusals. Another definition of a marking is no new version of the one that is here:
    /// the import keeps it beside that one, whoever made it.
    func judged(_ items: [FeedItem], by store: Store, source: String) throws -> [FeedItem] {
        let ids = others.isEmpty ? [] : items.compactMap(\.saying?.id)
        let histories = try store.history(of: ids, source: source, producer: member)
        return items.map { item in
            guard let saying = item.saying else { return item }
            var reason: String?
            if let creator = saying.creator, let other = others[creator] {
                reason = "“created_by_ref” is an identity of \(other): nobody speaks for another member"
            } else if let other = others[saying.id] {
                reason = "this identity is one of \(other): nobody speaks for another member"
            } else if !saying.isDefinition, let creator = histories[saying.id]?.createdBy, let other = others[creator] {
                reason = "an identity of \(other) made this object: nobody else makes new versions of it"
            }
            guard let reason else { return item }
            return .refused(Refusal(source: source, objectID: saying.id, reason: reason))
        }
    }

    /// What speaks against a marking definition; `nil` for any other object.
    ///
    /// Feeds bring copies of the TLP definitions along; one that says what its id says is taken.
    static func objection(to object: StixObject) -> String? {
        guard object.type == "marking-definition", let level = Marking(definitionID: object.id) else { return nil }
        let definition = FeedIntake.definition(object.original)
        if definition?.kind == .level(level), definition?.recipients == nil { return nil }
        return "this is the id of \(level.label), and the definition says something else"
    }
}

extension FeedItem {
    /// The id of a STIX object, who made it, and whether it defines a marking.
    fileprivate var saying: (id: String, creator: String?, isDefinition: Bool)? {
        switch self {
        case .indicator(let indicator), .retracted(let indicator): indicator.id.map { ($0, indicator.createdBy, false) }
        case .object(let object): (object.id, object.createdBy, object.type == "marking-definition")
        case .refused: nil
        }
    }
}
