/// The lists of a vocabulary that a dialect's templates name, as the dialect writes them.
struct DialectLists {
    var pool = TextPool()
    private let vocabulary: Vocabulary
    private let escape: TextEscape
    private var places: [String: Range<Int>] = [:]

    /// None yet.
    init(_ vocabulary: Vocabulary, _ escape: TextEscape) {
        self.vocabulary = vocabulary
        self.escape = escape
    }

    /// Where a list's texts stand in the pool, and what chooses one of them. A list that the vocabulary does not have
    /// is a mistake of the program's.
    mutating func list(_ name: String) -> (places: Range<Int>, selector: Selector) {
        guard let list = vocabulary.lists[name] else { preconditionFailure("no list is called \(name)") }
        if let known = places[name] { return (known, list.selector) }
        let first = pool.count
        for text in list.texts { _ = pool.add(escape.bytes(text)) }
        places[name] = first..<pool.count
        return (first..<pool.count, list.selector)
    }
}
