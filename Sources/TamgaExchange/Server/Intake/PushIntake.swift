import TamgaFormats
import TamgaJSON
import TamgaModel
import TamgaRelease
import TamgaStore
import TamgaTAXII

/// Takes the objects of one request into the store: each is judged by itself, and what is refused is told with the reason.
struct PushIntake {
    let store: Store
    let standing: ServedUnion.Standing
    /// Whose account it is.
    let member: MemberState
    let collection: CollectionName
    let time: Timestamp

    /// The name of the source that the collection's objects come by.
    var source: String { "taxii:\(collection)" }

    /// An element that nothing speaks against so far.
    private struct Candidate {
        var place: Int
        var element: PushedObjects.Element
        var item: FeedItem?
    }

    /// Takes them.
    ///
    /// - Parameter id: What the status will be called.
    func take(_ body: [UInt8], _ pushed: PushedObjects, id: String) throws -> StatusResource {
        try store.requireInPlace()
        var verdicts = [String?](repeating: nil, count: pushed.elements.count)
        var candidates: [Candidate] = []
        let histories = try store.history(
            of: pushed.elements.compactMap(\.id), source: source, producer: member)
        for (place, element) in pushed.elements.enumerated() {
            if let objection = try objection(to: element, body, histories) {
                verdicts[place] = objection
            } else if element.id.map({ Marking(definitionID: $0) != nil }) != true {
                // A definition of OASIS is known by its id, whatever stands under it here: nothing is kept of it.
                candidates.append(Candidate(place: place, element: element))
            }
        }
        let refusedMarkings = Set(
            pushed.elements.indices.filter { verdicts[$0] != nil && pushed.elements[$0].type == "marking-definition" }
                .compactMap { pushed.elements[$0].id })
        candidates.removeAll { candidate in
            guard let marking = candidate.element.markings.first(where: refusedMarkings.contains) else { return false }
            verdicts[candidate.place] = "its marking \(marking) stands in the same request and was refused"
            return true
        }
        try refuseForeignMarkings(&candidates, &verdicts)
        try read(&candidates, body)
        for candidate in candidates {
            if case .refused(let refusal)? = candidate.item {
                verdicts[candidate.place] = refusal.reason
            } else if let fault = fault(candidate.element, body) {
                verdicts[candidate.place] = "who may have it cannot be read: \(fault)"
            }
        }
        candidates.removeAll { verdicts[$0.place] != nil }
        for (place, reason) in try importing(candidates) { verdicts[place] = reason }
        for candidate in candidates where verdicts[candidate.place] == nil {
            if let id = candidate.element.id, let history = histories[id], history.isWithdrawn, history.cameBySource {
                _ = try store.restore(id: id)
            }
        }
        var status = StatusResource(id: id, requested: time)
        for (place, element) in pushed.elements.enumerated() {
            let name = element.id.map { String($0.prefix(300)) } ?? "objects/\(place)"
            let version = String(element.version.prefix(64))
            if let reason = verdicts[place] {
                status.failures.append(.init(id: name, version: version, message: reason))
            } else {
                status.successes.append(.init(id: name, version: version))
            }
        }
        return status
    }

    /// Refuses what is marked by a definition that is here from others alone: what whoever hands it in means by that id, which
    /// may be another thing, is not known. The definition comes with what it marks, or has come before.
    private func refuseForeignMarkings(_ candidates: inout [Candidate], _ verdicts: inout [String?]) throws {
        let coming = Set(candidates.lazy.filter { $0.element.type == "marking-definition" }.compactMap(\.element.id))
        let groups = Set(standing.community.sharing.groups.flatMap(\.markings))
        let asked = Set(candidates.lazy.flatMap(\.element.markings)).subtracting(coming).subtracting(groups)
            .filter { Marking(definitionID: $0) == nil }
        if asked.isEmpty { return }
        let foreign = try store.history(of: asked, source: source, producer: member).filter { !$1.cameByMember }
        candidates.removeAll { candidate in
            guard let marking = candidate.element.markings.first(where: { foreign[$0] != nil }) else { return false }
            verdicts[candidate.place] =
                "its marking \(marking) is here from others: hand in the definition that is meant with it"
            return true
        }
    }

    // MARK: - Who may say it

    private func objection(
        to element: PushedObjects.Element, _ body: [UInt8], _ histories: [String: ObjectHistory]
    ) throws -> String? {
        guard element.isObject else { return "not a STIX object but another JSON value" }
        if let fault = element.fault { return "not for exchange: \(fault)" }
        if let name = element.repeated { return "“\(name)” stands twice in the object" }
        if element.hasOddCreator {
            return "“created_by_ref” is no identity's id: identity-- and a UUID in small letters"
        }
        if let creator = element.createdBy, let other = standing.identities[creator], other != member {
            return "“created_by_ref” is an identity of \(other): nobody speaks for another member"
        }
        guard let id = element.id else { return nil }
        if let other = standing.identities[id], other != member {
            return "this identity is one of \(other): nobody speaks for another member"
        }
        if case .group(let name) = collection {
            let markings = Set(
                standing.community.sharing.groups.filter { $0.name == name }.flatMap { $0.markings })
            guard !markings.isDisjoint(with: element.markings) else {
                return "the object carries no marking of the group: \(markings.sorted().joined(separator: ", "))"
            }
        }
        if element.type == "marking-definition", histories[id] == nil,
            try store.isReferredTo(id, byOthersThan: member)
        {
            return "others have marked objects with this definition: it has to come from them"
        }
        guard let history = histories[id] else { return nil }
        let version = Timestamp(rfc3339: element.version)
        if history.isWithdrawn {
            if !history.cameBySource { return "it was withdrawn here, and whoever handed it in may bring it back" }
            if let version, version < history.current {
                return "it was withdrawn in a later version, \(history.current): hand in that one, or a newer one"
            }
        }
        if let version, let kept = try store.original(of: id, version: version),
            kept.elementsEqual(body[element.range])
        {
            return nil
        }
        if element.type == "marking-definition" {
            return "a marking definition has no versions: another one of this id is here"
        }
        let isOwn = element.createdBy.map { standing.identities[$0] == member } ?? false
        let isSame = history.createdBy == element.createdBy
        if isSame, isOwn || history.cameBySource && !history.cameByOthers { return nil }
        return try isKnownAsItIs(element) ? nil : "only the creator of an object makes new versions of it"
    }

    /// What is wrong with an object's markings or recipients: it would go to nobody, and whoever hands it in should know.
    private func fault(_ element: PushedObjects.Element, _ body: [UInt8]) -> String? {
        let bytes = Array(body[element.range])
        guard let value = try? JSONValue(bytes.span) else { return nil }
        return MarkedObject(value, in: bytes.span).faults.first
    }

    /// True for an observable: it has no version and no creator, and everybody's is the same.
    private func isKnownAsItIs(_ element: PushedObjects.Element) throws -> Bool {
        guard element.createdBy == nil, let id = element.id, let version = Timestamp(rfc3339: element.version) else {
            return false
        }
        return try version.microseconds == 0 && store.original(of: id, version: version) != nil
    }

    // MARK: - What it is

    /// Reads the candidates as a feed's objects; each gets its item.
    private func read(_ candidates: inout [Candidate], _ body: [UInt8]) throws {
        if candidates.isEmpty { return }
        var feed: [UInt8] = [UInt8(ascii: "[")]
        for candidate in candidates {
            if feed.count > 1 { feed.append(UInt8(ascii: ",")) }
            feed.append(contentsOf: body[candidate.element.range])
        }
        feed.append(UInt8(ascii: "]"))
        let options = FeedOptions(format: .stix, maximumObjectSize: body.count)
        var pieces = [feed]
        var items: [FeedItem] = []
        try FeedReader(source: source, options: options).read({ pieces.popLast() ?? [] }, into: { items.append($0) })
        guard items.count == candidates.count else {
            throw TaxiiError(422, "Unreadable objects", "The objects of the envelope cannot be told apart.")
        }
        for index in candidates.indices { candidates[index].item = items[index] }
    }

    // MARK: - Keeping it

    /// Imports what is left.
    ///
    /// - Returns: Why some were not kept, by their places.
    private func importing(_ candidates: [Candidate]) throws -> [Int: String] {
        if candidates.isEmpty { return [:] }
        var feed = FeedDescription(
            name: source, format: "stix", producer: member, identities: standing.identities, time: time,
            refusalLimit: candidates.count)
        feed.refreshesTallies = false
        let outcome = try store.importFeed(from: feed) { sink in
            for candidate in candidates {
                if let item = candidate.item { try sink(item) }
            }
        }
        var reasons: [Int: String] = [:]
        let refused = Dictionary(
            outcome.refusals.map { ($0.objectID ?? "", $0.reason) }, uniquingKeysWith: { first, _ in first })
        let hasConflicts = outcome.indicators.conflicting + outcome.objects.conflicting > 0
        for candidate in candidates {
            if let id = candidate.element.id, let reason = refused[id] {
                reasons[candidate.place] = reason
            } else if hasConflicts, let item = candidate.item, let key = item.versionKey,
                let kept = try store.original(of: key.id, version: key.version), kept != key.original
            {
                reasons[candidate.place] =
                    "another object of this id and version is here already; the first that came is kept"
            }
        }
        return reasons
    }
}

extension FeedItem {
    /// The id, the version and the bytes of an object.
    fileprivate var versionKey: (id: String, version: Timestamp, original: [UInt8])? {
        switch self {
        case .indicator(let indicator), .retracted(let indicator):
            guard let id = indicator.id else { return nil }
            return (id, indicator.modified ?? indicator.created ?? Timestamp(seconds: 0), indicator.original)
        case .object(let object):
            return (object.id, object.modified ?? object.created ?? Timestamp(seconds: 0), object.original)
        case .refused: return nil
        }
    }
}
