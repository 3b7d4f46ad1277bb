public import TamgaModel

/// Decides whether an object may go to a member, a partner or anyone: the one place that does.
///
/// | level | goes to |
/// | --- | --- |
/// | TLP:RED | the members that it names |
/// | TLP:AMBER+STRICT | the organisation that made it, and the members that it names |
/// | TLP:AMBER | members |
/// | TLP:GREEN | members and partners |
/// | TLP:CLEAR | anyone |
///
/// Of several markings the strictest counts. Whoever names members, the object, a marking or a sharing group, narrows
/// every level to them. What is not understood goes to nobody. See docs/sharing.md.
///
/// A pure function of what it is made from: no clock, no store, no file.
public struct ReleasePolicy: Sendable {
    private let members: Set<MemberState>
    private let identities: [String: MemberState]
    let partners: Set<String>
    /// The members, for what they tell of their sightings.
    let observers: [MemberState: Community.Member]
    /// What is told where a member has not said otherwise.
    let disclosure: Disclosure
    private let unmarked: Marking
    private let groups: [String: Set<MemberState>]
    private let definitions: [String: MarkingDefinition]

    /// A policy.
    ///
    /// - Parameters:
    ///   - community: who the members and partners are, and their sharing groups.
    ///   - definitions: the marking definitions that are known. What several with one id mark goes to nobody unless they say
    ///     the same: whoever gets it would get only one of them. Copies of the TLP definitions are passed over: their ids say
    ///     all.
    public init(community: Community, definitions: some Sequence<MarkingDefinition> = []) {
        members = Set(community.members.map(\.state))
        identities = community.identities
        partners = Set(community.sharing.partners)
        observers = Dictionary(
            community.members.map { ($0.state, $0) }, uniquingKeysWith: { first, _ in first })
        disclosure = community.sharing.disclosure
        unmarked = community.sharing.unmarked
        var groups: [String: Set<MemberState>] = [:]
        for group in community.sharing.groups {
            for marking in group.markings {
                groups[marking] = groups[marking]?.intersection(group.members) ?? group.members
            }
        }
        self.groups = groups
        var known: [String: MarkingDefinition] = [:]
        var counts: [String: Int] = [:]
        for definition in definitions where Marking(definitionID: definition.id) == nil {
            counts[definition.id, default: 0] += 1
            known[definition.id] = known[definition.id]?.stricter(definition) ?? definition
            // Others may have come that are not kept.
            if counts[definition.id] == Marking.maximumDefinitions { known[definition.id]?.isContested = true }
        }
        self.definitions = known
    }

    /// Whether an object may go to a recipient by a door.
    ///
    /// Says nothing of what the object refers to: that is ``ReleaseClosure``'s business.
    public func decide(
        _ object: MarkedObject, for recipient: Recipient, through door: Door = .object
    ) -> ReleaseDecision {
        guard isKnown(recipient) else { return .withhold(.unknownRecipient) }
        if let fault = object.faults.first { return .withhold(.malformed(fault)) }
        var whole = Terms(label: object.label, recipients: object.recipients)
        if let refusal = add(object.markings, to: &whole) { return .withhold(refusal) }
        let isDefinition = object.type == "marking-definition"
        if isDefinition, whole.isSilent, object.granular.isEmpty { return .release(.definition, .clear) }
        let verdict = judge(whole, object, recipient)
        guard verdict.isReleased else { return verdict }
        var parts: [ReleaseDecision.Part] = []
        for granular in object.granular {
            var terms = whole
            let refusal = add([granular.marking], to: &terms)
            guard let reason = refusal ?? judge(terms, object, recipient).withheldBecause else { continue }
            for selector in granular.selectors {
                switch selector.target {
                case .nothing: return .withhold(.lostPart(selector.path), verdict.level)
                case .required: return .withhold(.requiredPart(selector.path), verdict.level)
                case .optional:
                    if door == .object { return .withhold(.part(selector.path), verdict.level) }
                    parts.append(.init(path: selector.path, reason: reason))
                }
            }
        }
        return .release(verdict.reason, verdict.level, without: parts)
    }

    // MARK: - Terms

    /// What markings come to together.
    private struct Terms {
        /// The strictest level; `nil` where none is stated.
        var level: Marking?
        /// The members that are named; `nil` where none are.
        var names: Set<MemberState>?

        init(label: Marking?, recipients: Set<MemberState>?) {
            level = label
            names = recipients
        }

        var isSilent: Bool { level == nil && names == nil }

        mutating func add(_ level: Marking) { self.level = max(self.level ?? level, level) }

        mutating func add(_ names: Set<MemberState>) { self.names = self.names?.intersection(names) ?? names }
    }

    /// Adds markings; why nobody can have what they mark, where that is so.
    private func add(_ markings: [String], to terms: inout Terms) -> ReleaseReason? {
        for id in markings {
            if let level = Marking(definitionID: id) {
                terms.add(level)
                continue
            }
            // A group's marking means what the community file says; its definition can only narrow that.
            let group = groups[id]
            if let group { terms.add(group) }
            guard let definition = definitions[id] else {
                if group == nil { return .missingDefinition(id) }
                continue
            }
            if definition.isContested, group == nil {
                return .opaqueMarking(id, "several definitions that contradict each other")
            }
            if let names = definition.recipients { terms.add(names) }
            switch definition.kind {
            case .level(let level): terms.add(level)
            case .statement: break
            case .opaque(let what): if group == nil { return .opaqueMarking(id, what) }
            }
        }
        return nil
    }

    // MARK: - Judging

    private func judge(_ terms: Terms, _ object: MarkedObject, _ recipient: Recipient) -> ReleaseDecision {
        let level = terms.level ?? unmarked
        let isDefault = terms.level == nil
        guard case .member(let state) = recipient else {
            let ceiling: Marking = recipient == .anyone ? .clear : .green
            if level > ceiling { return .withhold(.aboveRecipient(level, isDefault: isDefault), level) }
            return terms.names == nil
                ? .release(.level(level, isDefault: isDefault), level) : .withhold(.namesOthers, level)
        }
        let isNamed = terms.names?.contains(state) == true
        if level == .red { return isNamed ? .release(.named(level), level) : .withhold(.notNamed(level), level) }
        if isOwn(object, state) { return .release(.ownOrganisation, level) }
        if level == .amberStrict {
            return isNamed ? .release(.named(level), level) : .withhold(.notNamed(level), level)
        }
        if terms.names != nil { return isNamed ? .release(.named(level), level) : .withhold(.namesOthers, level) }
        return .release(.level(level, isDefault: isDefault), level)
    }

    /// True where a member's organisation made the object: one of its identities did, or it handed over what names
    /// no creator. That a creator is in the member's country is not enough.
    private func isOwn(_ object: MarkedObject, _ state: MemberState) -> Bool {
        if let creator = object.createdBy { return identities[creator] == state }
        return object.sharedBy == state
    }

    private func isKnown(_ recipient: Recipient) -> Bool {
        switch recipient {
        case .member(let state): members.contains(state)
        case .partner(let name): partners.contains(name)
        case .anyone: true
        }
    }
}
