import TamgaFormats
import TamgaJSON
import TamgaMatch
import TamgaModel
import TamgaRelease
import TamgaStore

/// The STIX objects of files, as far as they may go out.
struct FileObjects {
    private struct Entry {
        var object: MarkedObject
        var bytes: [UInt8]
        var modified: Timestamp
        var withheld: ReleaseReason?
        var reason: ReleaseReason?
    }

    private var entries: [Entry] = []
    private var definitions: [MarkingDefinition] = []
    private(set) var refusals: [Refusal] = []

    /// Reads files, as an import does; only STIX has objects.
    init(_ paths: [String]) throws {
        for found in LogPaths.expand(paths) {
            let name = found.input.name
            do {
                let bytes = try FeedBytes(found.input)
                try FeedReader(source: name).read({ try bytes.next() }) { take($0, name) }
                if let reason = try bytes.finish() { refusals.append(Refusal(source: name, reason: reason)) }
            } catch {
                refusals.append(Refusal(source: name, reason: "\(error)"))
            }
        }
    }

    private mutating func take(_ item: FeedItem, _ source: String) {
        switch item {
        case .refused(let refusal): refusals.append(refusal)
        case .object(let object): take(object.original, object.modified ?? object.created)
        case .indicator(let indicator) where !indicator.original.isEmpty,
            .retracted(let indicator) where !indicator.original.isEmpty:
            take(indicator.original, indicator.modified ?? indicator.created)
        case .indicator, .retracted:
            let reason = "a line is no STIX object: import it, and push from the store with --for"
            if refusals.last?.reason != reason { refusals.append(Refusal(source: source, reason: reason)) }
        }
    }

    private mutating func take(_ bytes: [UInt8], _ modified: Timestamp?) {
        // The reader has validated it.
        guard let value = try? JSONValue(bytes.span) else { return }
        if let definition = MarkingDefinition(value, in: bytes.span) { definitions.append(definition) }
        entries.append(
            Entry(
                object: MarkedObject(value, in: bytes.span), bytes: bytes, modified: modified ?? Timestamp(seconds: 0)))
    }

    /// The objects that may go, and why the others may not.
    ///
    /// With a recipient the policy decides. Without one whoever sends decides up to TLP:AMBER; what is above goes to
    /// those whom it names, and nobody says that this server is one of them.
    func outgoing(
        for recipient: Recipient?, _ community: Community
    ) -> (objects: [StoreRelease.Outgoing], withheld: [ReleaseReason]) {
        let policy = ReleasePolicy(community: community, definitions: definitions)
        var closure = ReleaseClosure()
        var stays: [String: ReleaseReason] = [:]
        var decisions: [ReleaseDecision] = []
        for entry in entries {
            let decision = policy.decide(entry.object, for: recipient ?? .anyone, through: .object)
            decisions.append(decision)
            closure.add(entry.object, decision)
            if recipient == nil, decision.level > .amber { stays[entry.object.id] = decision.reason }
        }
        closure.close()
        if recipient == nil {
            // What refers to what stays, stays.
            var isGrowing = !stays.isEmpty
            while isGrowing {
                isGrowing = false
                for entry in entries where stays[entry.object.id] == nil {
                    if let target = entry.object.references.first(where: { stays[$0] != nil }) {
                        stays[entry.object.id] = .refersTo(target)
                        isGrowing = true
                    }
                }
            }
        }
        var objects: [StoreRelease.Outgoing] = []
        var withheld: [ReleaseReason] = []
        for (entry, decision) in zip(entries, decisions) {
            let reason: ReleaseReason?
            if recipient == nil {
                reason = stays[entry.object.id]
            } else if ReleasedObject(entry.object, bytes: [], decision: decision, closure: closure) == nil {
                reason = decision.withheldBecause ?? closure.reason(entry.object.id) ?? decision.reason
            } else {
                reason = nil
            }
            if let reason {
                withheld.append(reason)
            } else {
                objects.append(
                    .init(
                        bytes: entry.bytes, item: ReleasedItem(id: entry.object.id, modified: entry.modified),
                        reason: decision.reason))
            }
        }
        return (objects, withheld)
    }
}
