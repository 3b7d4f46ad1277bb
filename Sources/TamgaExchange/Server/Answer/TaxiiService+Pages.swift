import TamgaJSON
import TamgaModel
import TamgaStore
import TamgaTAXII

extension TaxiiService {
    /// A page of a collection, in the form that the path asks for.
    func page(_ question: Question, of collection: ServedCollection) async throws -> Reply {
        let endpoint = question.endpoint
        let asked = try TaxiiFilters(query: question.query, for: endpoint)
        let reader = question.account.recipient
        let scope = TaxiiCursor.Scope(
            collection: collection.name.description, endpoint: endpoint.pagingName ?? "", reader: reader)
        var filters = asked
        var place = asked.addedAfter
        if asked.next != nil {
            let cursor = try TaxiiCursor(resuming: asked, secret: cursorSecret, scope: scope)
            filters = cursor.filters
            place = cursor.place
        }
        let query = query(filters, after: place, endpoint, collection.name, reader)
        let store = store
        let found = try await threads.read { try store.page(query) }
        if found.entries.isEmpty, let id = endpoint.objectID {
            try await requireObject(id, collection.name, reader)
        }
        // One object that the disk has damaged must not take the page with it.
        var damaged: [String] = []
        let entries = found.entries.compactMap { entry -> TaxiiPage.Entry? in
            guard entry.original.isEmpty || (try? JSONValue(entry.original.span)) != nil else {
                damaged.append(entry.id)
                return nil
            }
            return TaxiiPage.Entry(
                id: entry.id, added: entry.added, version: entry.version, specVersion: entry.specVersion,
                original: entry.original)
        }
        var next: String?
        if found.hasMore, let last = found.entries.last {
            next = TaxiiCursor(place: last.added, filters: filters).text(secret: cursorSecret, scope: scope)
        }
        let page = TaxiiPage(entries: entries, next: next)
        var reply: Reply
        switch endpoint {
        case .manifest: reply = Reply(page.manifest)
        case .versions: reply = Reply(page.versions)
        default:
            let items = entries.map { ReleasedItem(id: $0.id, modified: $0.version) }
            try await ledger.record(
                items, to: reader, account: question.account.name, door: "taxii \(collection.name)")
            reply = Reply(page.envelope)
        }
        if let first = page.firstAdded, let last = page.lastAdded {
            reply.headers.append(("X-TAXII-Date-Added-First", first))
            reply.headers.append(("X-TAXII-Date-Added-Last", last))
        }
        if !damaged.isEmpty { reply.notes.append("damaged in the store: \(damaged.joined(separator: " "))") }
        if !asked.unknown.isEmpty {
            reply.notes.append("unknown filters: \(asked.unknown.joined(separator: " "))")
        }
        return reply
    }

    private func query(
        _ filters: TaxiiFilters, after place: Timestamp?, _ endpoint: TaxiiEndpoint, _ collection: CollectionName,
        _ reader: String
    ) -> CollectionQuery {
        let limit = min(filters.limit ?? settings.pageLimit, settings.pageLimit)
        var query = CollectionQuery(collection, reader: reader, limit: limit)
        query.after = place
        query.ids = filters.ids
        query.types = filters.types
        query.specVersions = filters.specVersions
        if !filters.versions.isEmpty {
            query.versions = CollectionQuery.Versions()
            for version in filters.versions {
                switch version {
                case .last: query.versions.last = true
                case .first: query.versions.first = true
                case .all: query.versions.all = true
                case .exact(let time): query.versions.exact.insert(time)
                }
            }
        }
        if let id = endpoint.objectID { query.ids = [id] }
        switch endpoint {
        case .manifest: query.wantsOriginals = false
        case .versions:
            query.wantsOriginals = false
            query.versions = CollectionQuery.Versions()
            query.versions.all = true
        default: break
        }
        return query
    }

    /// 404 unless the collection has the object in some version; whether filters leave any of it is another matter.
    private func requireObject(_ id: String, _ collection: CollectionName, _ reader: String) async throws {
        var query = CollectionQuery(collection, reader: reader, limit: 1)
        query.ids = [id]
        query.versions = CollectionQuery.Versions()
        query.versions.all = true
        query.wantsOriginals = false
        let (store, any) = (store, query)
        if try await threads.read({ try store.page(any).entries.isEmpty }) { throw TaxiiError.notFound }
    }
}

extension TaxiiEndpoint {
    /// The object that the path names.
    var objectID: String? {
        switch self {
        case .object(_, let id), .versions(_, let id): id
        default: nil
        }
    }
}
