import GRDB

/// Sets of readers, each there once in the store and known by a number, so that a million objects for the same readers
/// cost a number each.
///
/// In a run a set is a row of bits over the readers that have been met.
struct Audiences {
    /// The number of a set.
    typealias ID = Int64

    private typealias Bits = [UInt64]

    private let db: Database
    private var readers: [String] = []
    private var places: [String: Int] = [:]
    private var ids: [Bits: ID] = [:]
    private var bits: [ID: Bits] = [:]
    private var memo: [Pair: ID] = [:]

    private struct Pair: Hashable {
        var operation: UInt8
        var left: ID
        var right: ID
    }

    /// Reads the sets that the store knows.
    init(_ db: Database) throws {
        self.db = db
        nobody = 0
        let rows = try Row.fetchCursor(db, sql: "SELECT id, readers FROM audience")
        while let row = try rows.next() {
            let names = StringList.decoded(try row[1] as String)
            let set = bits(of: names)
            let id: ID = try row[0]
            ids[set] = id
            bits[id] = set
        }
        nobody = try id(of: [String]())
    }

    /// The set of nobody.
    private(set) var nobody: ID

    /// The number of a set.
    mutating func id(of names: some Sequence<String>) throws -> ID { try id(bits(of: names)) }

    /// Its readers, sorted.
    func names(_ id: ID) -> [String] {
        var names: [String] = []
        let set = bits[id] ?? []
        for (index, name) in readers.enumerated() where index / 64 < set.count {
            if set[index / 64] >> UInt64(index % 64) & 1 == 1 { names.append(name) }
        }
        return names.sorted()
    }

    /// Those in both.
    mutating func intersection(_ left: ID, _ right: ID) throws -> ID {
        if left == right { return left }
        return try combine(0, min(left, right), max(left, right)) { $0 & $1 }
    }

    /// Those in either.
    mutating func union(_ left: ID, _ right: ID) throws -> ID {
        if left == right { return left }
        return try combine(1, min(left, right), max(left, right)) { $0 | $1 }
    }

    /// Those in the first and not in the second.
    mutating func difference(_ left: ID, _ right: ID) throws -> ID {
        if left == right { return nobody }
        return try combine(2, left, right) { $0 & ~$1 }
    }

    private mutating func combine(
        _ operation: UInt8, _ left: ID, _ right: ID, _ combined: (UInt64, UInt64) -> UInt64
    ) throws -> ID {
        let pair = Pair(operation: operation, left: left, right: right)
        if let known = memo[pair] { return known }
        let (one, other) = (bits[left] ?? [], bits[right] ?? [])
        var set: Bits = []
        for index in 0..<max(one.count, other.count) {
            set.append(combined(index < one.count ? one[index] : 0, index < other.count ? other[index] : 0))
        }
        let result = try id(Self.trimmed(set))
        memo[pair] = result
        return result
    }

    private mutating func bits(of names: some Sequence<String>) -> Bits {
        var set: Bits = []
        for name in names {
            let place = places[name] ?? readers.count
            if place == readers.count {
                readers.append(name)
                places[name] = place
            }
            while set.count <= place / 64 { set.append(0) }
            set[place / 64] |= 1 << UInt64(place % 64)
        }
        return set
    }

    private static func trimmed(_ set: Bits) -> Bits {
        var set = set
        while set.last == 0 { set.removeLast() }
        return set
    }

    private mutating func id(_ set: Bits) throws -> ID {
        if let known = ids[set] { return known }
        var names: [String] = []
        for (index, name) in readers.enumerated() where index / 64 < set.count {
            if set[index / 64] >> UInt64(index % 64) & 1 == 1 { names.append(name) }
        }
        try db.execute(
            sql: "INSERT INTO audience (readers) VALUES (?)", arguments: [StringList.encoded(names.sorted()) ?? "[]"])
        let id = db.lastInsertedRowID
        ids[set] = id
        bits[id] = set
        return id
    }
}
