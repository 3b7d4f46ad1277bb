import TamgaModel
import TamgaStore
import TamgaTAXII

/// Answers requests of TAXII 2.1, whatever brings them.
struct TaxiiService: Sendable {
    /// What a request asks.
    struct Question: Sendable {
        var account: Account
        var method: String
        var endpoint: TaxiiEndpoint
        /// What stands behind the `?`.
        var query: String
        var contentType: String?
    }

    let store: Store
    let threads: StoreThreads
    let union: ServedUnion
    let ledger: ReleaseLedger
    let settings: ServerSettings
    let cursorSecret: [UInt8]

    /// Answers.
    ///
    /// - Parameter body: Reads the body, once; it is asked for after everything else has been found right.
    /// - Throws: ``TamgaTAXII/TaxiiError``, and what the store throws.
    func answer(_ question: Question, body: () async throws -> [UInt8]) async throws -> Reply {
        let standing = union.now
        let collections = ServedCollection.all(for: question.account, in: standing.community)
        func collection(_ segment: String) throws -> ServedCollection {
            guard let found = collections.first(where: { $0.resource.isNamed(segment) }) else {
                throw TaxiiError.notFound
            }
            return found
        }
        switch (question.endpoint, question.method) {
        case (.discovery, "GET"):
            return Reply(DiscoveryResource(title: settings.title, roots: [TaxiiEndpoint.rootPath]).json)
        case (.apiRoot, "GET"):
            return Reply(
                APIRootResource(title: settings.title, maximumContentLength: settings.maximumBody).json)
        case (.status(let id), "GET"):
            let (store, name) = (store, question.account.name)
            guard let status = try await threads.read({ try store.push(id.lowercased(), of: name) }) else {
                throw TaxiiError.notFound
            }
            return Reply(status)
        case (.collections, "GET"):
            return Reply(CollectionResource.json(of: collections.map(\.resource)))
        case (.collection(let segment), "GET"):
            return Reply(try collection(segment).resource.json)
        case (.manifest(let segment), "GET"), (.objects(let segment), "GET"), (.object(let segment, _), "GET"),
            (.versions(let segment, _), "GET"):
            return try await page(question, of: collection(segment))
        case (.objects(let segment), "POST"):
            let target = try collection(segment)
            guard target.resource.canWrite else { throw Self.readOnly(target) }
            let kind = try MediaType.body(question.contentType, isStrict: settings.isStrict)
            return try await take(try await body(), kind, question.account, target.name, standing)
        case (.object(let segment, let id), "DELETE"):
            let target = try collection(segment)
            guard target.resource.canWrite else { throw Self.readOnly(target) }
            return try await withdraw(id, question, target.name, standing)
        default: throw TaxiiError.wrongMethod(allowed: question.endpoint.methods)
        }
    }

    private static func readOnly(_ collection: ServedCollection) -> TaxiiError {
        TaxiiError(403, "Not allowed", "This account may read “\(collection.resource.title)” and not write to it.")
    }
}
