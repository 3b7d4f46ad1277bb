import TamgaModel

/// Finds a collection from whatever URL a user has: its own, its root's, or its server's.
struct CollectionFinder {
    let client: WebClient

    /// What is asked for, as TAXII 2.1 §1.6.8 has it.
    static let mediaType = "application/taxii+json;version=2.1"

    /// How many resources are asked for: the server's, its roots, and each root's list of collections.
    static let maximumResources = 100

    /// A request for a TAXII resource.
    static func request(_ address: WebAddress) -> WebRequest {
        var request = WebRequest(address)
        request.headers = [("Accept", mediaType)]
        return request
    }

    /// The collection's own URL where the address is one, with the `/` at its end; `nil` where it is to be looked for.
    ///
    /// `…/collections/ID/`, `…/collections/ID/objects/` and `…/manifest/` all mean the collection.
    static func direct(_ address: WebAddress) throws(ExchangeError) -> WebAddress? {
        let parts = address.pathParts
        guard let at = parts.lastIndex(of: "collections"), parts.count > at + 1 else { return nil }
        if parts.count == at + 2 { return try address.folder }
        guard parts.count == at + 3, parts[at + 2] == "objects" || parts[at + 2] == "manifest" else {
            throw .badAddress(address.description, reason: "it is neither a collection nor a server's or root's URL")
        }
        return try address.folder.resolving("../")
    }

    /// Finds a collection.
    ///
    /// - Parameters:
    ///   - name: its id, its alias or its title; `nil` takes the only one there is.
    ///   - writes: true where it is to be written.
    /// - Returns: the collection's URL.
    func find(_ name: String?, from address: WebAddress, writes: Bool) async throws -> WebAddress {
        if let own = try Self.direct(address) { return own }
        let start = try address.folder
        var pending: [WebAddress] = [start]
        var seen: Set<WebAddress> = []
        var found: [(collection: TAXIIResource.Collection, address: WebAddress)] = []
        var notes: [String] = []
        while !pending.isEmpty {
            let here = pending.removeFirst()
            guard !seen.contains(here) else { continue }
            guard seen.count < Self.maximumResources else {
                notes.append("\(seen.count) resources were asked for; the server tells of more, which were not")
                break
            }
            seen.insert(here)
            let reply = try await client.send(Self.request(here))
            if reply.status != 200, here != start {
                notes.append("\(reply.failure)")
                continue
            }
            guard let resource = TAXIIResource(try reply.checked().body) else {
                throw ExchangeError.unexpected(here.description, reason: "this is no TAXII 2.1 server")
            }
            switch resource {
            case .discovery(let roots):
                if roots.count >= TAXIIResource.maximumEntries { notes.append(Self.many(here)) }
                for root in roots {
                    let address = try here.resolving(root).folder
                    if address.sharesKeys(with: here) || here.sharesKeys(with: address) {
                        pending.append(address)
                    } else {
                        notes.append("the API root \(address) is on another server; name it directly")
                    }
                }
            case .root(let speaks, _):
                if speaks {
                    pending.append(try here.resolving("collections/"))
                } else {
                    notes.append("\(here) does not speak TAXII 2.1")
                }
            case .collections(let collections):
                if collections.count >= TAXIIResource.maximumEntries { notes.append(Self.many(here)) }
                for collection in collections {
                    found.append((collection, try here.resolving(WebAddress.encoded(collection.id) + "/")))
                }
            case .collection: throw ExchangeError.unexpected(here.description, reason: "this is one collection")
            }
        }
        return try choose(name, found, notes, start, writes)
    }

    private static func many(_ address: WebAddress) -> String {
        "no more than the first \(TAXIIResource.maximumEntries) entries of \(address) were looked at"
    }

    private func choose(
        _ name: String?, _ found: [(collection: TAXIIResource.Collection, address: WebAddress)], _ notes: [String],
        _ start: WebAddress, _ writes: Bool
    ) throws -> WebAddress {
        let usable = found.filter { writes ? $0.collection.canWrite : $0.collection.canRead }
        let choices = found.map(\.collection.line) + notes
        guard let name else {
            if usable.count == 1 { return usable[0].address }
            let what = usable.isEmpty ? "no collection for this key" : "\(usable.count) collections"
            throw ExchangeError.noCollection("\(start) has \(what): say which with --collection", choices: choices)
        }
        let matches: [(TAXIIResource.Collection) -> Bool] = [
            { $0.id == name }, { $0.alias == name }, { $0.title == name },
        ]
        for isMatch in matches {
            let hits = found.filter { isMatch($0.collection) }
            let allowed = hits.filter { writes ? $0.collection.canWrite : $0.collection.canRead }
            if allowed.count == 1 { return allowed[0].address }
            if allowed.count > 1 {
                throw ExchangeError.noCollection(
                    "several collections are called “\(name)”: give the id", choices: choices)
            }
            if !hits.isEmpty {
                throw ExchangeError.noCollection(
                    "“\(name)” cannot be \(writes ? "written" : "read") with this key", choices: choices)
            }
        }
        throw ExchangeError.noCollection("\(start) has no collection “\(name)”", choices: choices)
    }
}
