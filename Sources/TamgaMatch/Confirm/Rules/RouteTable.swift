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
            self.allowed = allowed
            self.interest = interest
            self.instances = instances
            always = table.valueSieves.always.filter { allowed[Int($0) >> 6] >> UInt64($0 & 63) & 1 == 1 }
        }

        @inline(__always)
        func allows(_ instance: Int32) -> Bool { allowed[Int(instance) >> 6] >> UInt64(instance & 63) & 1 == 1 }
    }

    private let table: RuleTable
    /// For each discriminator, what its values fulfil, by value; 0 is its absence.
    private var numbers: [[[UInt8]: Int32]]
    private var fulfilled: [[[Int]]]
    private var formatNumbers: [[String]: Int32] = [:]
    private var routes: [[Int32]: Route] = [:]
    private var key: [Int32] = []
    private var lastKey: [Int32] = []
    private var lastRoute: Route?

    /// The most values of one discriminator that are kept; past it they are looked up anew.
    private static let mostValues = 4_096

    init(_ table: RuleTable) {
        self.table = table
        let count = table.router.discriminators.count
        numbers = Array(repeating: [:], count: count)
        fulfilled = (0..<count).map { [table.router.fulfilled($0, by: nil)] }
    }

    /// The route of the record in a table of fields.
    mutating func route(_ evaluator: inout RuleEvaluator, formats: [String]) -> Route {
        key.removeAll(keepingCapacity: true)
        if let number = formatNumbers[formats] {
            key.append(number)
        } else {
            formatNumbers[formats] = Int32(formatNumbers.count)
            key.append(Int32(formatNumbers.count - 1))
        }
        for index in table.router.discriminators.indices {
            let first = evaluator.firstValue(table.router.discriminators[index].slots)
            guard first >= 0, evaluator.fields.values[Int(first)].kind != .null else {
                key.append(0)
                continue
            }
            key.append(number(index, evaluator.fields.text(first)))
        }
        if let lastRoute, key == lastKey { return lastRoute }
        let route = routes[key] ?? make(formats)
        lastKey = key
        lastRoute = route
        return route
    }

    private mutating func number(_ index: Int, _ value: RuleText) -> Int32 {
        // A long value is none that a condition names, but may still fit one with `*`.
        let bytes = value.bytes
        if let known = numbers[index][bytes] { return known }
        let set = table.router.fulfilled(index, by: value)
        let number: Int32
        if let same = fulfilled[index].dropFirst().firstIndex(of: set) {
            number = Int32(same)
        } else {
            number = Int32(fulfilled[index].count)
            fulfilled[index].append(set)
        }
        if numbers[index].count >= Self.mostValues { numbers[index].removeAll() }
        if bytes.count <= 256 { numbers[index][bytes] = number }
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
