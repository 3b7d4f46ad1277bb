import GRDB
import TamgaUUID

/// The chain of the log: each entry's digest is over the one before it, its own columns and its items.
struct ReleaseChain {
    /// The columns that count, in the order of the digest.
    static let columns = "number, time, recipient, door, actor, purpose, released, withheld, items"

    /// The digest of what the log begins with.
    static let origin = [UInt8](repeating: 0, count: 32)

    /// An entry's digest.
    static func digest(after previous: [UInt8], _ row: Row, items: [UInt8]) throws -> [UInt8] {
        var digest = ContentDigest()
        digest.update(previous)
        for index in 0..<9 {
            switch (try row[index] as DatabaseValue).storage {
            case .int64(let number): digest.update("\(number)".utf8)
            case .string(let text): digest.update(text.utf8)
            default: digest.update("".utf8)
            }
        }
        digest.update(items)
        return digest.bytes()
    }

    /// The digest of the items that a release added, in the order of their keys.
    static func items(_ db: Database, of number: Int64) throws -> (digest: [UInt8], count: Int) {
        var digest = ContentDigest()
        var count = 0
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql:
                    """
                    SELECT recipient, id, modified FROM release_item WHERE release = ?
                    ORDER BY recipient, id, modified
                    """
            ),
            arguments: [number])
        while let row = try rows.next() {
            digest.update((try row[0] as String).utf8)
            digest.update((try row[1] as String).utf8)
            digest.update("\(try row[2] as Int64)".utf8)
            count += 1
        }
        return (digest.bytes(), count)
    }
}
