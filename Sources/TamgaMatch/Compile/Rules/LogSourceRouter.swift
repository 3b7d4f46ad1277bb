import TamgaModel

/// Says which entries of the log source map a record fits, from the values of a few fields.
///
/// The conditions of all entries are sorted by the field they ask for. A field's value is looked up once; what it
/// fulfils is a small number, and these numbers together name the route: rules are picked once a route, not once a
/// record.
struct LogSourceRouter: Sendable {
    /// One field that conditions ask for.
    struct Discriminator: Sendable {
        /// Where it is looked for.
        let slots: [Int32]
        /// Values with no `*`, in lower case → the conditions that they fulfil; among them those that any value does.
        let exact: [[UInt8]: [Int]]
        /// Values with `*`.
        let patterns: [(pattern: TextPattern, condition: Int)]
        /// Conditions that any value fulfils.
        let presence: [Int]
        /// Conditions that a record without the field fulfils.
        let absence: [Int]
    }

    let discriminators: [Discriminator]
    /// For each entry, its formats and the conditions that must all be fulfilled.
    let entries: [(formats: [String], conditions: [Int], isProduct: Bool)]

    init(_ map: LogSourceMap, _ names: inout FieldNames) {
        var conditions: [LogSourceMap.Condition] = []
        var numbers: [LogSourceMap.Condition: Int] = [:]
        var entries: [(formats: [String], conditions: [Int], isProduct: Bool)] = []
        for entry in map.entries {
            let wanted = entry.conditions.map { condition -> Int in
                if let known = numbers[condition] { return known }
                conditions.append(condition)
                numbers[condition] = conditions.count - 1
                return conditions.count - 1
            }
            entries.append((entry.formats, wanted, entry.product != nil))
        }
        self.entries = entries
        var discriminators: [Discriminator] = []
        for field in Set(conditions.map(\.field)).sorted() {
            var exact: [[UInt8]: [Int]] = [:]
            var patterns: [(pattern: TextPattern, condition: Int)] = []
            var presence: [Int] = []
            var absence: [Int] = []
            for (number, condition) in conditions.enumerated() where condition.field == field {
                if condition.mayBeAbsent { absence.append(number) }
                if condition.values.isEmpty { presence.append(number) }
                for value in condition.values {
                    if value.contains("*") {
                        patterns.append((TextPattern(Self.string(value)), number))
                    } else {
                        exact[CaseFolding.folded(value.utf8), default: []].append(number)
                    }
                }
            }
            discriminators.append(
                Discriminator(
                    slots: names.slots(of: field, own: [:]), exact: exact, patterns: patterns, presence: presence,
                    absence: absence))
        }
        self.discriminators = discriminators
    }

    /// `*` stands for any run; nothing else is special.
    static func string(_ text: String) -> SigmaString {
        var parts: [SigmaString.Part] = []
        var run: [UInt8] = []
        for byte in text.utf8 {
            if byte == 0x2A {
                parts += [.text(run), .anyRun]
                run = []
            } else {
                run.append(byte)
            }
        }
        return SigmaString(parts: parts + [.text(run)])
    }

    /// The conditions that a value of a discriminator fulfils, in order; of an absent one where there is no value.
    func fulfilled(_ index: Int, by value: RuleText?) -> [Int] {
        let discriminator = discriminators[index]
        guard let value else { return discriminator.absence }
        var fulfilled = Set(discriminator.presence)
        fulfilled.formUnion(discriminator.exact[CaseFolding.folded(value.bytes)] ?? [])
        for (pattern, condition) in discriminator.patterns where pattern.matches(value) { fulfilled.insert(condition) }
        return fulfilled.sorted()
    }

    /// The entries that a record fits.
    func entries(formats: [String], fulfilled: Set<Int>) -> [Int] {
        entries.indices.filter { index in
            let entry = entries[index]
            return (entry.formats.isEmpty || entry.formats.contains(where: formats.contains))
                && entry.conditions.allSatisfy(fulfilled.contains)
        }
    }
}

extension LogSourceMap.Entry {
    /// Whether a rule is for records of this entry: each attribute that the rule gives is the entry's.
    func serves(_ source: SigmaLogSource) -> Bool {
        func agrees(_ wanted: [String], _ given: String?) -> Bool {
            wanted.isEmpty || given.map(wanted.contains) == true
        }
        return agrees(source.categories, category) && agrees(source.products, product)
            && agrees(source.services, service)
    }
}
