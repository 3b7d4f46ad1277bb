import PCRE2
import TamgaLogs
import TamgaModel

extension RuleEvaluator {
    /// What of a record satisfied a rule that holds: for each test that holds and is not under a `not`, the field and the
    /// value; for a keyword's pattern its named groups.
    mutating func matchedFields(_ instance: Int32) -> [Hit.Field] {
        var fields: [Hit.Field] = []
        collect(table.instances[Int(instance)].root, &fields)
        return fields
    }

    /// For each field that events of a rule that holds carry, its values; where the record has no such field, what a group
    /// of that name in the rule's patterns has matched.
    ///
    /// - Parameter matched: what satisfied the rule, where that has been worked out.
    mutating func eventValues(_ instance: Int32, matched: [Hit.Field]) -> [[[UInt8]]] {
        let known = table.instances[Int(instance)]
        var values: [[[UInt8]]] = []
        for slots in known.eventSlots { values.append(self.values(slots)) }
        let groups = table.eventGroups[known.rule]
        guard !groups.isEmpty, values.contains(where: \.isEmpty) else { return values }
        let matched = matched.isEmpty ? matchedFields(instance) : matched
        for (index, name) in (table.purposes[known.rule].eventFields ?? []).enumerated()
        where values[index].isEmpty && groups.contains(name) {
            if let field = matched.first(where: { $0.name == name }) { values[index] = [Array(field.value.utf8)] }
        }
        return values
    }

    /// The values of a field: those of the first slot that the record has, nulls, objects and arrays aside.
    mutating func values(_ slots: [Int32]) -> [[UInt8]] {
        var values: [[UInt8]] = []
        var next = firstValue(slots)
        while next >= 0 {
            let value = fields.values[Int(next)]
            if value.kind != .null, value.kind != .nested { values.append(Array(fields.text(next).bytes)) }
            next = value.next
        }
        return values
    }

    private mutating func collect(_ index: Int32, _ found: inout [Hit.Field]) {
        let node = table.nodes[Int(index)]
        switch node.kind {
        case .not: return
        case .any where node.group >= 0:
            let group = table.literalGroups[Int(node.group)]
            var holds = Set<Int32>()
            findLiterals(of: Int(node.group)) { holds.insert(group.members[$0]) }
            for other in group.others where verdict(node: table.children[Int(node.first + other)]) == .holds {
                holds.insert(other)
            }
            for place in holds.sorted() { collect(table.children[Int(node.first + place)], &found) }
        case .all, .any:
            for place in Int(node.first)..<Int(node.first + node.count) {
                let child = table.children[place]
                if node.kind == .all || verdict(node: child) == .holds { collect(child, &found) }
            }
        case .test: collect(test: table.tests[Int(node.first)], &found)
        }
    }

    private mutating func collect(test: CompiledTest, _ found: inout [Hit.Field]) {
        var isFirst = true
        for index in values(of: test) {
            let kind = fields.values[Int(index)].kind
            let text = fields.text(index)
            guard test.predicate.verdict(text, kind, &scratch) == .holds || !test.predicate.looksAtValues else {
                continue
            }
            if case .regex(let shared) = test.predicate {
                for (name, value) in groups(shared, text) where !found.contains(where: { $0.name == name }) {
                    found.append(Hit.Field(name: name, value: value))
                }
            }
            if let name = test.test.field, isFirst, !found.contains(where: { $0.name == name }) {
                found.append(Hit.Field(name: name, value: HitText.string(text.bytes, first: 4_096)))
                isFirst = false
            }
        }
    }

    private func values(of test: CompiledTest) -> [Int32] {
        guard let slots = test.slots else { return fields.keywords }
        var found: [Int32] = []
        var next = firstValue(slots)
        while next >= 0 {
            if !fields.isArray(next) { found.append(next) }
            next = fields.values[Int(next)].next
        }
        return found
    }

    private mutating func groups(_ shared: SharedPattern, _ text: RuleText) -> [(name: String, value: String)] {
        guard !shared.pattern.names.isEmpty else { return [] }
        // Safe: the value outlives the call.
        let span = unsafe UnsafeBufferPointer(start: text.base, count: text.count).span
        guard let match = try? shared.pattern.firstMatch(in: span, using: &scratch) else { return [] }
        return shared.pattern.names.compactMap { name, number in
            guard let range = match.group(number) else { return nil }
            return (name, HitText.string(text.bytes[range], first: 4_096))
        }
    }
}

extension CompiledPredicate {
    /// Whether a single value decides; else the field as a whole does.
    var looksAtValues: Bool {
        switch self {
        case .null, .exists, .field: false
        default: true
        }
    }
}
