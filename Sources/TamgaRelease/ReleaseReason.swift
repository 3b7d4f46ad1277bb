public import TamgaModel

/// Why something may be released to a recipient, or may not.
public enum ReleaseReason: Hashable, Sendable {
    // May go.
    /// The level lets everyone of the recipient's kind have it.
    case level(Marking, isDefault: Bool)
    /// The recipient's own organisation made it.
    case ownOrganisation
    /// It names the recipient, and its level is one that goes to whom it names.
    case named(Marking)
    /// A marking definition goes with what it marks.
    case definition

    // May not go.
    /// The recipient is neither a member nor a partner.
    case unknownRecipient
    /// The level is above what the recipient's kind may have.
    case aboveRecipient(Marking, isDefault: Bool)
    /// The level goes to whom it names, and the recipient is not named.
    case notNamed(Marking)
    /// It names others, by itself, by a marking or by a sharing group.
    case namesOthers
    /// It refers to a marking definition that is not there.
    case missingDefinition(String)
    /// It carries a marking that is not understood.
    case opaqueMarking(String, String)
    /// Its markings are not what STIX allows.
    case malformed(String)
    /// A part that it cannot be without may not go.
    case requiredPart(String)
    /// A part may not go, and nobody knows which: its selector selects nothing.
    case lostPart(String)
    /// A part may not go, and the object goes whole or not at all.
    case part(String)
    /// It refers to an object that may not go.
    case refersTo(String)
    /// It was seen in the logs of a member that does not tell the recipient, or in those of nobody.
    case untold(MemberState?)

    /// A short name for the reason's kind, for counts and programs.
    public var code: String {
        switch self {
        case .level(let level, _): String(level.label.dropFirst(4)).lowercased()
        case .ownOrganisation: "own-organisation"
        case .named: "named"
        case .definition: "definition"
        case .unknownRecipient: "unknown-recipient"
        case .aboveRecipient: "above-recipient"
        case .notNamed: "not-named"
        case .namesOthers: "names-others"
        case .missingDefinition: "missing-definition"
        case .opaqueMarking: "opaque-marking"
        case .malformed: "malformed"
        case .requiredPart: "required-part"
        case .lostPart: "lost-part"
        case .part: "part"
        case .refersTo: "refers-to-withheld"
        case .untold: "untold"
        }
    }

    /// Half a sentence.
    ///
    /// - Parameter recipient: for whom.
    public func words(for recipient: Recipient) -> String {
        let who =
            switch recipient {
            case .member: "\(recipient), a member"
            case .partner: "\(recipient), a partner"
            case .anyone: "anyone"
            }
        return switch self {
        case .level(let level, let isDefault): "\(Self.label(level, isDefault)) goes to \(who)"
        case .ownOrganisation: "\(recipient)'s own organisation made it"
        case .named(let level): "\(level.label), and it names \(recipient)"
        case .definition: "a marking goes with what it marks"
        case .unknownRecipient: "\(recipient) is neither a member nor a partner of the union"
        case .aboveRecipient(let level, let isDefault): "\(Self.label(level, isDefault)) does not go to \(who)"
        case .notNamed(let level): "\(level.label) goes to those that it names, and it does not name \(recipient)"
        case .namesOthers: "it is shared with others only, and \(recipient) is not among them"
        case .missingDefinition(let id): "the marking \(id) is not there to say who may have it"
        case .opaqueMarking(let id, let what): "the marking \(id) is not understood: \(what)"
        case .malformed(let what): "its markings are broken: \(what)"
        case .requiredPart(let path): "“\(path)” may not go, and it cannot be without it"
        case .lostPart(let path): "a part may not go, and its selector “\(path)” selects nothing"
        case .part(let path): "“\(path)” may not go, and an object goes whole or not at all"
        case .refersTo(let id): "it refers to \(id), which is held back"
        case .untold(let observer?): Self.untold(observer, recipient)
        case .untold(nil): "it was seen in logs that are no member's, and nobody has allowed to tell of it"
        }
    }

    private static func untold(_ observer: MemberState, _ recipient: Recipient) -> String {
        guard case .member = recipient else { return "what is seen in members' logs is told to members alone" }
        return "\(observer) does not tell \(recipient) what was seen in its logs"
    }

    private static func label(_ level: Marking, _ isDefault: Bool) -> String {
        isDefault ? "unmarked, which is \(level.label) here," : level.label
    }
}
