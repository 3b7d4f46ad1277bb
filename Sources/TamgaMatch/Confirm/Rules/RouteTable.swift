import TamgaLogs

/// The routes of records that a worker has met: which instances may be tried on them.
///
/// A route is found by numbers: what each discriminator's value fulfils, and what formats read the record.
struct RouteTable {
    /// What all records of a route have in common.
    final class Route {
        /// The instances that may be tried, one bit each.
        let allowed: [UInt64]
        /// Those of them that no sieve leads to in records whose fields are read first.
        let always: [Int32]
        /// For each slot, whether some allowed instance's cover asks for it.
        let interest: [Bool]
        /// Whether some allowed instance is found by what the record's text holds.
        let hasKeywords: Bool
        /// All allowed instances.
        let instances: [Int32]

        init(_ table: RuleTable, entries: [Int]) {
            let matched = Set(entries)
            let claimsProduct = entries.contains { table.router.entries[$0].isProduct }
            var allowed = [UInt64](repeating: 0, count: (table.instances.count + 63) / 64)
            var interest = [Bool](repeating: false, count: table.names.names.count)
            var instances: [Int32] = []
            for (index, instance) in table.instances.enumerated() {
                let fits = instance.entries.isEmpty ? !claimsProduct : !instance.entries.isDisjoint(with: matched)
                guard fits else { continue }
                allowed[index >> 6] |= 1 << UInt64(index & 63)
                instances.append(Int32(index))
                for slot in table.valueSieves.slotsOfInstance[index] { interest[Int(slot)] = true }
            }
            hasKeywords = table.keywordSieve.sieved.contains { allowed[Int($0) >> 6] >> UInt64($0 & 63) & 1 == 1 }
            self.allowed = allowed
            self.interest = interest
            self.instances = instances
            always = table.valueSieves.always.filter { allowed[Int($0) >> 6] >> UInt64($0 & 63) & 1 == 1 }
        }

        @inline(__always)
        func allows(_ instance: Int32) -> Bool { allowed[Int(instance) >> 6] >> UInt64(instance & 63) & 1 == 1 }
    }

    private let table: RuleTable
    /// For each slot, the discriminators that look for their field in it.
    private let discriminators: [[Int32]]
    /// For each discriminator, what its values fulfil, by number; 0 is its absence.
    private var fulfilled: [[[Int]]]
    /// For each discriminator, the numbers of the values that have been met.
    private var numbers: [ValueNumbers]
    private var formatNumbers: [[String]: Int32] = [:]
    private var lastFormats: [String] = []
    private var routes: [[Int32]: Route] = [:]
    private var key: [Int32]
    private var lastKey: [Int32] = []
    private var lastRoute: Route?

    init(_ table: RuleTable) {
        self.table = table
        let all = table.router.discriminators
        var bySlot = [[Int32]](repeating: [], count: table.names.names.count)
        for (index, discriminator) in all.enumerated() {
            for slot in discriminator.slots { bySlot[Int(slot)].append(Int32(index)) }
        }
        discriminators = bySlot
        numbers = Array(repeating: ValueNumbers(), count: all.count)
        fulfilled = all.indices.map { [table.router.fulfilled($0, by: nil)] }
        key = [Int32](repeating: 0, count: all.count + 1)
        formatNumbers[[]] = 0
    }

    /// The route of the record in a table of fields.
    mutating func route(_ evaluator: inout RuleEvaluator, formats: [String]) -> Route {
        for index in 1..<key.count { key[index] = 0 }
        if formats != lastFormats {
            let number = formatNumbers[formats] ?? Int32(formatNumbers.count)
            formatNumbers[formats] = number
            lastFormats = formats
            key[0] = number
        }
        for slot in evaluator.fields.present {
            for index in discriminators[Int(slot)] where key[Int(index) + 1] == 0 {
                var first = evaluator.firstValue(table.router.discriminators[Int(index)].slots)
                // Of an array, its first member.
                while first >= 0, evaluator.fields.isArray(first) { first = evaluator.fields.values[Int(first)].next }
                guard first >= 0, evaluator.fields.values[Int(first)].kind != .null else { continue }
                key[Int(index) + 1] = number(Int(index), evaluator.fields.text(first))
            }
        }
        if let lastRoute, key == lastKey { return lastRoute }
        let route = routes[key] ?? make(formats)
        lastKey = key
        lastRoute = route
        return route
    }

    private mutating func number(_ index: Int, _ value: RuleText) -> Int32 {
        if let known = numbers[index].number(of: value) { return known }
        let set = table.router.fulfilled(index, by: value)
        let number: Int32
        if let same = fulfilled[index].dropFirst().firstIndex(of: set) {
            number = Int32(same)
        } else {
            number = Int32(fulfilled[index].count)
            fulfilled[index].append(set)
        }
        numbers[index].insert(value, number)
        return number
    }

    private mutating func make(_ formats: [String]) -> Route {
        var all: Set<Int> = []
        for index in table.router.discriminators.indices { all.formUnion(fulfilled[index][Int(key[index + 1])]) }
        let route = Route(table, entries: table.router.entries(formats: formats, fulfilled: all))
        routes[key] = route
        return route
    }
}

/// Numbers for the values of one field that have been met; of many, only the newest are kept.
struct ValueNumbers {
    private static let places = 256

    private var hashes = [UInt64](repeating: 0, count: places)
    private var values = [[UInt8]](repeating: [], count: places)
    private var numbers = [Int32](repeating: 0, count: places)

    /// The number of a value, where it is kept.
    func number(of value: RuleText) -> Int32? {
        let hash = value.hash | 1
        let place = Int(truncatingIfNeeded: hash >> 32) & (Self.places - 1)
        guard hashes[place] == hash, values[place].count == value.count else { return nil }
        let isSame = unsafe values[place].withUnsafeBufferPointer { unsafe value.holds($0, at: 0) }
        return isSame ? numbers[place] : nil
    }

    /// Keeps a value's number, in the place of another's.
    mutating func insert(_ value: RuleText, _ number: Int32) {
        guard value.count <= 256 else { return }
        let hash = value.hash | 1
        // Safe: nothing of the value is kept but a copy.
        let place = Int(truncatingIfNeeded: hash >> 32) & (Self.places - 1)
        hashes[place] = hash
        values[place] = value.bytes
        numbers[place] = number
    }
}
