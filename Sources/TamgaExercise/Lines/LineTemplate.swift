/// A line with places that are filled: `«user»` by a text of the list `user`, `«t.clf»` by the time.
struct LineTemplate: Sendable {
    /// A piece of a line.
    struct Part: Sendable {
        enum Kind: Sendable {
            /// A text of the pool.
            case literal
            /// A text of a list, by the line's selector.
            case chosen
            /// Any text of a list.
            case free
            /// The time.
            case time
        }

        let kind: Kind
        /// The text's place in the pool, the list's first place, or the time's style.
        let index: Int
        /// How many texts the list has.
        let count: Int
        let selector: Selector
    }

    /// Without names, so that a part is a few numbers.
    let parts: [Part]
    /// The slot's name of each part; empty for a literal.
    let slots: [String]

    /// Compiles a template.
    ///
    /// - Parameters:
    ///   - text: the line, without its end. A slot that the vocabulary does not have is a mistake of the program's.
    ///   - pool: gets the literals.
    init(_ text: String, _ vocabulary: Vocabulary, into pool: inout TextPool) {
        var parts: [Part] = []
        var slots: [String] = []
        var rest = text[...]
        func literal(_ text: Substring, _ pool: inout TextPool) {
            if text.isEmpty { return }
            parts.append(Part(kind: .literal, index: pool.add(Array(text.utf8)), count: 1, selector: .free))
            slots.append("")
        }
        while let start = rest.firstIndex(of: "«"), let end = rest[start...].firstIndex(of: "»") {
            literal(rest[..<start], &pool)
            let slot = String(rest[rest.index(after: start)..<end])
            if let style = TimeStyle(slot: slot) {
                parts.append(Part(kind: .time, index: style.rawValue, count: 1, selector: .free))
            } else if let list = vocabulary.lists[slot] {
                parts.append(
                    Part(
                        kind: list.selector == .free ? .free : .chosen, index: list.first, count: list.count,
                        selector: list.selector))
            } else {
                preconditionFailure("no list is called \(slot)")
            }
            slots.append(slot)
            rest = rest[rest.index(after: end)...]
        }
        literal(rest, &pool)
        self.parts = parts
        self.slots = slots
    }
}
