/// A line with places that are filled: `«user»` by a text of the list `user`, `«t.clf»` by the time.
struct LineTemplate: Sendable {
    /// What stands in a place.
    enum Slot: Sendable {
        /// A text of the list that begins at a place of the pool, by the line's selector.
        case chosen(first: Int, Selector)
        /// Any text of a list.
        case free(first: Int, count: Int)
        /// The time.
        case time(TimeStyle)
        /// Nothing: the line is over.
        case end
    }

    /// A text of the pool and the place behind it. It has no name, so that a part is a few numbers.
    struct Part: Sendable {
        let literal: Int
        let slot: Slot
    }

    /// The parts, of which the last one ends the line.
    let parts: [Part]
    /// The slot's name of each part; empty where the line is over.
    let names: [String]
    /// Bytes that a line has at most.
    let longest: Int

    /// Compiles a template.
    ///
    /// - Parameters:
    ///   - text: the line, without its end. A slot that the vocabulary does not have is a mistake of the program's.
    ///   - lists: gets the texts.
    init(_ text: String, into lists: inout DialectLists) {
        var parts: [Part] = []
        var names: [String] = []
        var longest = 0
        var rest = text[...]
        func add(_ literal: some StringProtocol, _ name: String, _ slot: Slot, _ most: Int) {
            parts.append(Part(literal: lists.pool.add(Array(literal.utf8)), slot: slot))
            names.append(name)
            longest += literal.utf8.count + most
        }
        while let start = rest.firstIndex(of: "«"), let end = rest[start...].firstIndex(of: "»") {
            let name = String(rest[rest.index(after: start)..<end])
            if let style = TimeStyle(slot: name) {
                add(rest[..<start], name, .time(style), TextPool.Word.scalarCount)
            } else {
                let (places, selector) = lists.list(name)
                let slot: Slot =
                    selector == .free
                    ? .free(first: places.lowerBound, count: places.count)
                    : .chosen(first: places.lowerBound, selector)
                add(rest[..<start], name, slot, lists.pool.longest(places))
            }
            rest = rest[rest.index(after: end)...]
        }
        add(rest + "\n", "", .end, 0)
        self.parts = parts
        self.names = names
        self.longest = longest
    }
}
