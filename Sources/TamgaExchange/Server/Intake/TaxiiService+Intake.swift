import TamgaModel
import TamgaStore
import TamgaTAXII
import TamgaUUID

extension TaxiiService {
    /// Takes a request's objects, and answers with their status (TAXII 2.1 §5.5).
    func take(
        _ body: [UInt8], _ kind: MediaType.BodyKind, _ account: Account, _ collection: CollectionName,
        _ standing: ServedUnion.Standing
    ) async throws -> Reply {
        guard let member = MemberState(account.recipient) else { throw TaxiiError.notFound }
        let isLenient = !settings.isStrict
        let pushed = try PushedObjects(body, allowsBundle: isLenient)
        let (store, time) = (store, settings.now())
        let id = RandomBytes.uuid()
        let status = try await threads.write {
            let intake = PushIntake(
                store: store, standing: standing, member: member, collection: collection, time: time)
            let status = try intake.take(body, pushed, id: id)
            let json = status.json
            try store.keepPush(id, of: account.name, to: collection.description, at: time, status: json)
            try standing.settling.settle(store, at: time)
            return (json: json, accepted: status.successes.count, refused: status.failures.count)
        }
        var reply = Reply(status.json)
        reply.status = 202
        reply.notes.append("accepted \(status.accepted), refused \(status.refused)")
        if kind == .bundle { reply.notes.append("not an envelope: its media type is that of STIX") }
        return reply
    }

    /// Withdraws an object that the caller's member has handed in (TAXII 2.1 §5.7). It ends here: it is served to nobody and
    /// matched no more, and comes back where the same account's member hands it in again.
    func withdraw(
        _ id: String, _ question: Question, _ collection: CollectionName, _ standing: ServedUnion.Standing
    ) async throws -> Reply {
        guard let member = MemberState(question.account.recipient) else { throw TaxiiError.notFound }
        let filters = try TaxiiFilters(query: question.query, for: question.endpoint)
        let (store, time, reader) = (store, settings.now(), question.account.recipient)
        try await threads.write {
            var query = CollectionQuery(collection, reader: reader, limit: 10_000)
            query.ids = [id]
            query.versions = CollectionQuery.Versions()
            query.versions.all = true
            query.wantsOriginals = false
            let versions = try store.page(query).entries
            let histories = try store.history(
                of: [id], source: "taxii:\(collection)", producer: member)
            if versions.isEmpty {
                // What it has handed in for others alone, such as TLP:RED that does not name it, it does not see.
                guard let own = histories[id], own.cameBySource, !own.isWithdrawn, filters.versions.isEmpty,
                    filters.specVersions.isEmpty
                else { throw TaxiiError.notFound }
            } else {
                try Self.requireWhole(filters, versions)
            }
            guard let history = histories[id], history.cameBySource else {
                throw TaxiiError(403, "Not allowed", "Another member has handed in this object.")
            }
            guard !history.cameByOthers else {
                throw TaxiiError(
                    403, "Not allowed", "Others have shared this object, too; it is not withdrawn for them.")
            }
            _ = try store.revoke(id: id, at: time)
            try standing.settling.settle(store, at: time)
        }
        var reply = Reply([])
        reply.notes.append("withdrawn \(id)")
        return reply
    }

    /// Filters must leave all versions or none.
    private static func requireWhole(_ filters: TaxiiFilters, _ entries: [CollectionPage.Entry]) throws {
        func isChosen(_ entry: CollectionPage.Entry) -> Bool {
            if !filters.specVersions.isEmpty, !filters.specVersions.contains(entry.specVersion) { return false }
            if filters.versions.isEmpty { return true }
            return filters.versions.contains { version in
                switch version {
                case .all: true
                case .last: entry.version == entries.map(\.version).max()
                case .first: entry.version == entries.map(\.version).min()
                case .exact(let time): entry.version == time
                }
            }
        }
        let chosen = entries.filter(isChosen).count
        if chosen == 0 { throw TaxiiError.notFound }
        guard chosen == entries.count else {
            throw TaxiiError(
                422, "Objects are withdrawn whole",
                "The filters leave \(chosen) of \(entries.count) versions; send none, or match[version]=all.")
        }
    }
}
