import Benchmark
import StageSupport
import TamgaModel
import TamgaStore
import TamgaTAXII

/// A TAXII page as the server makes it, without HTTP: the query, the store's page, the cursor, the envelope.
let benchmarks: @Sendable () -> Void = {
    let time = Timestamp(seconds: 1_793_500_000)
    let objects = 10_000
    let path = "/union/collections/everything/objects/"

    /// A store whose collections are settled: KZ may have every object, UZ every tenth.
    struct Shelf {
        let scratch: Scratch
        let store: Store
        let secret = [UInt8](repeating: 7, count: 32)
        /// How many objects and bytes of objects each reader may have.
        var held: [String: (objects: Int, bytes: Int)] = [:]

        init(_ count: Int, at time: Timestamp) throws {
            scratch = try Scratch()
            store = try Store(path: scratch.fresh("store.sqlite"))
            var items: [FeedItem] = []
            try Feed.read(Bundle(indicators: count).bytes, name: "bundle.json") { item in
                if case .indicator = item { items.append(item) }
            }
            _ = try store.importFeed(from: FeedDescription(name: "bundle", format: "stix", time: time)) { sink in
                for item in items { try sink(item) }
            }
            for case .indicator(let indicator) in items {
                for reader in Self.readers(indicator.original) {
                    held[reader, default: (0, 0)].objects += 1
                    held[reader, default: (0, 0)].bytes += indicator.original.count
                }
            }
            let rules = CollectionRules(fingerprint: 1, groups: [:]) { _ in
                { version in Judgement(readers: Self.readers(version.original)) }
            }
            _ = try store.settle(rules, at: time)
        }

        private static func readers(_ original: [UInt8]) -> Set<String> {
            original.reduce(0) { $0 &+ Int($1) } % 10 == 0 ? ["KZ", "UZ"] : ["KZ"]
        }
    }

    /// Reads a page by the text of its query, and gives its entries, its body and the query of the next one.
    func page(_ shelf: Shelf, _ reader: String, query: String) throws -> (TaxiiPage, next: String?) {
        guard let endpoint = TaxiiEndpoint(path: path) else { throw Unready("no such path") }
        let scope = TaxiiCursor.Scope(collection: "everything", endpoint: "objects", reader: reader)
        var filters = try TaxiiFilters(query: query, for: endpoint)
        var asked = CollectionQuery(.everything, reader: reader, limit: filters.limit ?? 100)
        if filters.next != nil {
            let cursor = try TaxiiCursor(resuming: filters, secret: shelf.secret, scope: scope)
            asked.after = cursor.place
            asked.limit = filters.limit ?? cursor.filters.limit ?? 100
            filters = cursor.filters
        }
        let found = try shelf.store.page(asked)
        let entries = found.entries.map {
            TaxiiPage.Entry(
                id: $0.id, added: $0.added, version: $0.version, specVersion: $0.specVersion, original: $0.original)
        }
        var next: String?
        if found.hasMore, let last = entries.last {
            next = TaxiiCursor(place: last.added, filters: filters).text(secret: shelf.secret, scope: scope)
        }
        return (TaxiiPage(entries: entries, next: next), next.map { "limit=\(asked.limit)&next=\($0)" })
    }

    /// Walks a collection to its end: pages, objects, their bytes.
    func walk(_ shelf: Shelf, _ reader: String, limit: Int, body: (TaxiiPage) -> Int) throws -> [Int] {
        var answer = [0, 0, 0]
        var query: String? = "limit=\(limit)"
        while let asked = query {
            let (page, next) = try page(shelf, reader, query: asked)
            answer[0] += body(page) > 0 ? 1 : 0
            answer[1] += page.entries.count
            answer[2] += page.entries.reduce(0) { $0 + $1.original.count }
            query = next
        }
        return answer
    }

    func walked(
        _ name: String, _ reader: String, limit: Int, body: @escaping (TaxiiPage) -> Int = { $0.envelope.count }
    ) {
        stage(
            name,
            prepare: {
                let shelf = try Shelf(objects, at: time)
                let (count, bytes) = shelf.held[reader] ?? (0, 0)
                let pages = max(1, (count + limit - 1) / limit)
                return Prepared(shelf, .items(count), answer: [pages, count, bytes])
            },
            turn: { shelf, measured in try measured { try walk(shelf, reader, limit: limit, body: body) } })
    }

    // All pages of a reader who may have everything. Answer, here and below: pages, objects, and their bytes.
    walked("envelopes-of-100-objects", "KZ", limit: 100)
    walked("envelopes-of-1000-objects", "KZ", limit: 1_000)

    // Of a reader who may have every tenth object: what others may have costs nothing.
    walked("envelopes-of-100-objects-few-seen", "UZ", limit: 100)

    // The same as manifests.
    walked("manifests-of-1000-objects", "KZ", limit: 1_000, body: { $0.manifest.count })
}
