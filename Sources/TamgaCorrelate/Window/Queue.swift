/// First in, first out, in one array.
struct Queue<Element> {
    private var elements: [Element] = []
    private var head = 0

    /// How many there are.
    var count: Int { elements.count - head }

    /// How many there is memory for, by estimate: the same for the same elements on every run, as what is dropped depends
    /// on it.
    var room: Int { elements.count.roundedUp }

    /// True where there is none.
    var isEmpty: Bool { head == elements.count }

    /// The oldest.
    var first: Element? { isEmpty ? nil : elements[head] }

    /// The newest.
    var last: Element? {
        get { isEmpty ? nil : elements[elements.count - 1] }
        set { if let newValue { elements[elements.count - 1] = newValue } }
    }

    /// Adds one behind the others.
    mutating func append(_ element: Element) { elements.append(element) }

    /// Takes the oldest away.
    ///
    /// - Complexity: O(1) amortised.
    mutating func removeFirst() {
        head += 1
        guard head == elements.count || head >= 32 && head * 2 > elements.count else { return }
        elements.removeFirst(head)
        head = 0
    }

    /// Keeps those of which a predicate holds.
    mutating func keep(where holds: (Element) -> Bool) {
        elements = elements[head...].filter(holds)
        head = 0
    }

    /// Forgets all.
    mutating func removeAll() {
        elements.removeAll()
        head = 0
    }

    /// All of them, the oldest first.
    var all: ArraySlice<Element> { elements[head...] }

    /// Applies a function to each, the oldest first.
    func forEach(_ body: (Element) -> Void) {
        for index in head..<elements.count { body(elements[index]) }
    }
}

extension Int {
    /// The least power of two that is not less; 0 for 0. What an array takes that has grown to so many.
    var roundedUp: Int { self <= 1 ? Swift.max(self, 0) : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
