import GRDB
import TamgaModel

extension SettlementRun {
    private struct Standing {
        var added: Int64
        var collection: CollectionName
        var classID: Int64
        var key: EntryClasses.Key
    }

    /// Makes the entries of what is affected those that it should have.
    func enterObjects() throws {
        let effective = try db.makeStatement(sql: "SELECT effective FROM verdict WHERE object = ?")
        let sources = try db.makeStatement(sql: "SELECT source FROM provenance WHERE object = ?")
        try forEach("SELECT object FROM temp.affected") { object in
            let readers = try Int64.fetchOne(effective, arguments: [object.id]) ?? audiences.nobody
            var wanted: [CollectionName] = [.everything]
            if object.type == "sighting" { wanted.append(.sightings) }
            for group in object.groups where rules.groups[group] != nil { wanted.append(.group(group)) }
            if !inboxes.isEmpty {
                for source in try Int64.fetchAll(sources, arguments: [object.id]) {
                    if let state = inboxes[source], !wanted.contains(.inbox(state)) { wanted.append(.inbox(state)) }
                }
            }
            let standing = try entries(of: object.id)
            var lost: Set<String> = []
            for version in object.versions {
                let audience = try audiences.intersection(version.own, readers)
                lost.formUnion(
                    try enter(version, of: object, audience, wanted, over: standing[version.modified] ?? []))
            }
            if !lost.isEmpty { try recall(object, from: lost.subtracting(audiences.names(readers))) }
        }
    }

    /// The entries of an object, by version.
    private func entries(of object: Int64) throws -> [Int64: [Standing]] {
        var entries: [Int64: [Standing]] = [:]
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT modified, added, collection, class FROM entry WHERE object = ?"),
            arguments: [object])
        while let row = try rows.next() {
            guard let key = try classes.key(row[3]), let name = try collectionNames[row[2]] else { continue }
            entries[try row[0], default: []].append(
                try Standing(added: row[1], collection: name, classID: row[3], key: key))
        }
        return entries
    }

    /// - Returns: Who sees the version no more in the collection of everything.
    private func enter(
        _ version: Version, of object: Judged, _ audience: Audiences.ID, _ wanted: [CollectionName],
        over standing: [Standing]
    ) throws -> Set<String> {
        let target = EntryClasses.Key(
            audience: audience, type: EntryClasses.type(object.type), specVersion: version.specVersion,
            isCurrent: version.modified == object.current)
        var seen: [CollectionName: Audiences.ID] = [:]
        var lost: Set<String> = []
        for entry in standing {
            let isWanted = wanted.contains(entry.collection)
            let allowed = isWanted ? try part(of: audience, in: entry.collection) : audiences.nobody
            var key = target
            key.audience = try audiences.intersection(entry.key.audience, allowed)
            seen[entry.collection] = try audiences.union(
                seen[entry.collection] ?? audiences.nobody, key.audience)
            if key == entry.key { continue }
            if key.audience != entry.key.audience {
                settlement.entriesLost += 1
                if entry.collection == .everything {
                    let losers = try audiences.difference(entry.key.audience, key.audience)
                    lost.formUnion(audiences.names(losers))
                }
            }
            if key.audience == audiences.nobody {
                try db.cachedStatement(sql: "DELETE FROM entry WHERE added = ?").execute(arguments: [entry.added])
            } else {
                try db.cachedStatement(sql: "UPDATE entry SET class = ? WHERE added = ?")
                    .execute(arguments: [try classes.id(key), entry.added])
            }
        }
        for collection in wanted {
            let allowed = try part(of: audience, in: collection)
            var key = target
            key.audience = try audiences.difference(allowed, seen[collection] ?? audiences.nobody)
            if key.audience == audiences.nobody { continue }
            lastAdded = max(try DamagedValue.next(after: lastAdded), time.microseconds)
            try db.cachedStatement(sql: "INSERT INTO entry VALUES (?, ?, ?, ?, ?)").execute(arguments: [
                lastAdded, try id(of: collection), try classes.id(key), object.id, version.modified,
            ])
            settlement.entriesNew += 1
        }
        return lost
    }

    /// Of those who may have something, those who read a collection.
    private func part(of audience: Audiences.ID, in collection: CollectionName) throws -> Audiences.ID {
        let members: Set<String>
        switch collection {
        case .everything, .sightings: return audience
        case .inbox(let state): members = [state.code]
        case .group(let name): members = rules.groups[name] ?? []
        }
        let readers = try audiences.id(of: members)
        return try audiences.intersection(audience, readers)
    }

    private func id(of collection: CollectionName) throws -> Int64 {
        if let known = collections[collection] { return known }
        try db.execute(sql: "INSERT INTO collection (name) VALUES (?)", arguments: [collection.description])
        let id = db.lastInsertedRowID
        collections[collection] = id
        collectionNames[id] = collection
        return id
    }

    /// Notes who has had an object and has lost it.
    private func recall(_ object: Judged, from readers: Set<String>) throws {
        for reader in readers.sorted() {
            let hasHad = try Bool.fetchOne(
                db.cachedStatement(
                    sql: "SELECT EXISTS (SELECT 1 FROM release_item WHERE id = ? AND recipient = ?)"),
                arguments: [object.stixID, reader])
            guard hasHad == true else { continue }
            settlement.recalls.append(.init(reader: reader, id: object.stixID))
            try db.cachedStatement(sql: "INSERT INTO recall (recipient, id, time) VALUES (?, ?, ?)")
                .execute(arguments: [reader, object.stixID, time.microseconds])
        }
    }
}
