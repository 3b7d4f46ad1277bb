public import TamgaModel

/// Makes an ``IndicatorTable`` from statements: build, freeze, share.
///
/// Statements about one observable must come one after the other, as the store yields them.
public struct IndicatorTableBuilder {
    private let isPublicSuffix: (Span<UInt8>) -> Bool

    var values: [UInt8] = []
    var valueAt: [UInt32] = []
    var types: [UInt8] = []
    var flags: [UInt8] = []
    var statedAt: [UInt32] = []
    var stated: [UInt32] = []
    var terms: [Terms] = []
    var ids: [UInt8] = []
    var idAt: [UInt32] = [0]
    var literals: [Literal] = []
    var literalText: [UInt8] = []
    private var termsIndex: [Terms: UInt32] = [:]
    private var lastTerms: Terms?
    private var lastIndex: UInt32 = 0
    private var last: Observable?

    /// An empty table in the making.
    ///
    /// - Parameter isPublicSuffix: whether the owner of a domain in canonical form does not own its subdomains.
    public init(isPublicSuffix: @escaping (Span<UInt8>) -> Bool) {
        self.isPublicSuffix = isPublicSuffix
    }

    /// The observables so far.
    public var observableCount: Int { types.count }

    /// Adds a statement; the first about an observable makes its entry.
    ///
    /// - Precondition: fewer than 2³² observables, statements and bytes of values.
    public mutating func add(_ statement: LiveStatement) {
        if statement.observable != last {
            appendEntry(statement.observable.type, statement.observable.bytes)
            last = statement.observable
        }
        let window = Terms(
            producer: statement.producer?.rawValue ?? 0, confidence: statement.confidence ?? 255,
            marking: statement.marking?.rawValue ?? 0, from: statement.validity.from?.microseconds ?? .min,
            until: statement.validity.until?.microseconds ?? .max)
        // Of one feed, statement after statement says the same.
        let isSame = window == lastTerms
        let index = isSame ? lastIndex : termsIndex[window] ?? UInt32(terms.count)
        if index == terms.count {
            terms.append(window)
            termsIndex[window] = index
        }
        (lastTerms, lastIndex) = (window, index)
        var id: UInt32 = 0
        if let text = statement.objectID {
            ids.append(contentsOf: text.utf8)
            idAt.append(UInt32(ids.count))
            id = UInt32(idAt.count - 1)
        }
        stated.append(index)
        stated.append(id)
    }

    /// The finished table.
    ///
    /// - Parameter key: what the table was made from, kept in its header.
    /// - Complexity: O(*n* log *n*) in the number of URLs and e-mail addresses, O(*n*) in all others.
    public consuming func build(key: UInt64) -> IndicatorTable {
        let observables = types.count
        let dependents = linkDependents()
        appendLiterals()
        termsIndex = [:]
        var image = TableImage(self, observables: observables, dependents: dependents)
        return image.seal(key: key)
    }

    mutating func appendEntry(_ type: ObservableType, _ bytes: [UInt8]) {
        valueAt.append(UInt32(values.count))
        types.append(type.rawValue)
        let isSuffix = type == .domainName && isPublicSuffix(bytes.span)
        flags.append(isSuffix ? EntryFlags.publicSuffix.rawValue : 0)
        statedAt.append(UInt32(stated.count / 2))
        values.append(contentsOf: bytes)
    }

    /// The canonical bytes of an entry.
    func value(_ entry: Int) -> ArraySlice<UInt8> {
        values[Int(valueAt[entry])..<(entry + 1 < valueAt.count ? Int(valueAt[entry + 1]) : values.count)]
    }
}
