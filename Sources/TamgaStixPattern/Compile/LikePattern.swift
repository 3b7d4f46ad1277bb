import TamgaModel

/// A LIKE pattern: `%` is any run of characters, `_` any one; the whole value must match (STIX 2.1 §9.6.1).
struct LikePattern: Sendable {
    private enum Element: Equatable {
        case run, one
        case scalar(UInt32)
    }

    private let elements: [Element]
    private let semantics: StixSemantics
    /// True where all its characters can stand for a byte.
    let isBinary: Bool

    init(_ pattern: String, _ semantics: StixSemantics) {
        self.semantics = semantics
        var elements: [Element] = []
        for scalar in CanonicalText.nfc(pattern).unicodeScalars {
            switch scalar {
            case "%": if elements.last != .run { elements.append(.run) }
            case "_": elements.append(.one)
            default: elements.append(.scalar(scalar.value))
            }
        }
        self.elements = elements
        isBinary = elements.allSatisfy { if case .scalar(let value) = $0 { value < 0x100 } else { true } }
    }

    /// How many comparisons one value may cost.
    static let maximumSteps = 10_000_000

    /// True where characters match.
    ///
    /// - Returns: `nil` where that takes more than ``maximumSteps``.
    /// - Complexity: O(n·m) at worst, n the characters, m the pattern's.
    func matches(_ characters: [UInt32]) -> Bool? {
        var characters = characters[...]
        // The reference implementation's `$` also stands before a line feed that ends the text.
        if semantics == .reference, characters.last == 0x0A, elements.last != .scalar(0x0A) { characters.removeLast() }
        let end = characters.endIndex
        var (place, element) = (0, 0)
        var retry: (place: Int, element: Int)?
        var steps = 0
        while place < end || element < elements.count {
            steps += 1
            guard steps <= Self.maximumSteps else { return nil }
            if element < elements.count, elements[element] == .run {
                retry = (place, element + 1)
                element += 1
            } else if element < elements.count, place < end, fits(elements[element], characters[place]) {
                (place, element) = (place + 1, element + 1)
            } else if let last = retry, last.place < end, spans(characters[last.place]) {
                retry = (last.place + 1, last.element)
                (place, element) = (last.place + 1, last.element)
            } else {
                return false
            }
        }
        return true
    }

    private func fits(_ element: Element, _ character: UInt32) -> Bool {
        if case .scalar(let value) = element { return value == character }
        return spans(character)
    }

    /// True for what `%` and `_` stand for: in the reference implementation no line feed.
    private func spans(_ character: UInt32) -> Bool { semantics == .text || character != 0x0A }
}
