public import TamgaModel

/// All indicators, compiled: immutable, read by any number of workers without a lock.
///
/// ``TableSection`` draws the layout. Probing takes a filter bit, then a slot, then the canonical bytes: what
/// the filter turns away costs one load.
@safe
public final class IndicatorTable: @unchecked Sendable {
    // Sendable: nothing is written after the initialiser returns.
    private let memory: TableMemory
    /// The filters of a mapped table that are too large for small pages, copied.
    private let filters: TableMemory?
    /// Holds the table against its checksum, where that was put off.
    public let verification: TableVerification?
    let header: TableHeader

    let slots: UnsafePointer<UInt32>
    let slotShift: UInt64
    let slotMask: Int
    private let entryCount: UInt32
    private let valueAt: UnsafePointer<UInt32>
    private let types: UnsafePointer<UInt8>
    private let flagBytes: UnsafePointer<UInt8>
    private let statedAt: UnsafePointer<UInt32>
    private let values: UnsafeBufferPointer<UInt8>
    private let stated: UnsafeBufferPointer<UInt32>
    private let terms: UnsafeBufferPointer<Terms>
    private let idAt: UnsafeBufferPointer<UInt32>
    private let ids: UnsafeBufferPointer<UInt8>
    private let dependents: UnsafeBufferPointer<UInt32>
    let literals: UnsafeBufferPointer<Literal>
    private let literalText: UnsafeBufferPointer<UInt8>
    let addressFilter: HashFilter
    let hostFilter: HashFilter
    let rawFilter: HashFilter
    let labelFilter: HashFilter
    let wordFilter: HashFilter
    let networkFilter: UnsafePointer<UInt8>

    /// When a mapped table is held against its checksum.
    public enum Checking: Sendable {
        /// Before it is used.
        case first
        /// Before it is used where that takes a moment, else beside the search: ``IndicatorTable/verification``.
        case besideIfLarge
        /// Beside the search.
        case beside
    }

    /// What counts as large, in bytes.
    private static let large = 64 << 20

    /// Takes over an image that ``TableImage`` made.
    convenience init(adopting image: UnsafeMutableRawBufferPointer) {
        unsafe self.init(TableMemory(adopting: image), .beside)!
    }

    /// Maps the table beside a store; `nil` where the file is absent, of another version, made from another key, or known to be
    /// damaged.
    public convenience init?(snapshot path: String, key: UInt64, checking: Checking = .first) {
        guard let memory = TableMemory(mapping: path) else { return nil }
        self.init(memory, checking)
        guard header.key == key else { return nil }
    }

    /// `nil` unless header and directory are sound: every section lies inside the bytes, on its boundary; and the whole is,
    /// where it is checked first.
    init?(_ memory: TableMemory, _ checking: Checking) {
        self.memory = memory
        let bytes = unsafe memory.bytes
        guard bytes.count >= TableHeader.byteCount else { return nil }
        // Safe: the header's bytes are there, and every field is a plain number.
        header = unsafe bytes.loadUnaligned(as: TableHeader.self)
        guard header.magic == TableHeader.magic, header.version == TableHeader.version,
            header.byteCount == UInt64(bytes.count), header.networkLengths4 >> 33 == 0
        else { return nil }
        var starts = unsafe [UnsafeRawPointer]()
        var counts: [Int] = []
        for section in TableSection.allCases {
            let at = 128 + 16 * section.rawValue
            let offset = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let count = unsafe bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
            guard offset & 7 == 0, offset <= UInt64(bytes.count), count <= UInt64(bytes.count) - offset else {
                return nil
            }
            unsafe starts.append(bytes.baseAddress! + Int(offset))
            counts.append(Int(count))
        }
        func start<Element>(_ section: TableSection, _: Element.Type) -> UnsafePointer<Element> {
            // Safe: sections begin on eight-byte boundaries and hold only elements of this type.
            unsafe starts[section.rawValue].assumingMemoryBound(to: Element.self)
        }
        func count(_ section: TableSection) -> Int { counts[section.rawValue] }
        let entries = Int(header.entryCount)
        let slotCount = count(.slots) / 4
        guard slotCount > entries, slotCount >= 16, slotCount & (slotCount - 1) == 0,
            count(.valueAt) == 4 * (entries + 1), count(.types) == entries, count(.flags) == entries,
            count(.statedAt) == 4 * (entries + 1),
            header.longestProbe <= UInt64(slotCount), count(.values) >= 16, count(.literalText) >= 16,
            count(.networkFilter) == 65_536 / 8
        else { return nil }
        let filterSections: [TableSection] = [.addressFilter, .hostFilter, .rawFilter, .labelFilter, .wordFilter]
        var filterBits: [Int] = []
        for section in filterSections {
            let bits = (8 * count(section)).trailingZeroBitCount
            guard count(section) > 0, 8 * count(section) == 1 << bits, BitFilter.sizes.contains(bits) else {
                return nil
            }
            filterBits.append(bits)
        }
        if memory.isMapped, checking == .first || checking == .besideIfLarge && bytes.count < Self.large {
            guard unsafe TableChecksum.of(bytes) == header.checksum else { return nil }
            verification = nil
        } else {
            verification = memory.isMapped ? TableVerification(memory, checksum: header.checksum) : nil
        }
        entryCount = header.entryCount
        unsafe slots = start(.slots, UInt32.self)
        slotMask = slotCount - 1
        slotShift = UInt64(64 - slotCount.trailingZeroBitCount)
        unsafe valueAt = start(.valueAt, UInt32.self)
        unsafe types = start(.types, UInt8.self)
        unsafe flagBytes = start(.flags, UInt8.self)
        unsafe statedAt = start(.statedAt, UInt32.self)
        unsafe values = UnsafeBufferPointer(start: start(.values, UInt8.self), count: count(.values) - 16)
        unsafe stated = UnsafeBufferPointer(start: start(.stated, UInt32.self), count: count(.stated) / 4)
        unsafe terms = UnsafeBufferPointer(
            start: start(.terms, Terms.self), count: count(.terms) / MemoryLayout<Terms>.stride)
        unsafe idAt = UnsafeBufferPointer(start: start(.idAt, UInt32.self), count: count(.idAt) / 4)
        unsafe ids = UnsafeBufferPointer(start: start(.ids, UInt8.self), count: count(.ids))
        unsafe dependents = UnsafeBufferPointer(start: start(.dependents, UInt32.self), count: count(.dependents) / 4)
        unsafe literals = UnsafeBufferPointer(
            start: start(.literals, Literal.self), count: count(.literals) / MemoryLayout<Literal>.stride)
        unsafe literalText = UnsafeBufferPointer(
            start: start(.literalText, UInt8.self), count: count(.literalText) - 16)
        unsafe networkFilter = start(.networkFilter, UInt8.self)
        var filterStarts = unsafe filterSections.map { unsafe start($0, UInt64.self) }
        filters = memory.isMapped ? unsafe Self.copied(&filterStarts, filterSections.map(count)) : nil
        unsafe addressFilter = HashFilter(words: filterStarts[0], bits: filterBits[0])
        unsafe hostFilter = HashFilter(words: filterStarts[1], bits: filterBits[1])
        unsafe rawFilter = HashFilter(words: filterStarts[2], bits: filterBits[2])
        unsafe labelFilter = HashFilter(words: filterStarts[3], bits: filterBits[3])
        unsafe wordFilter = HashFilter(words: filterStarts[4], bits: filterBits[4])
    }

    /// Copies filters into huge pages, where they are large enough for that to be worth it.
    private static func copied(_ starts: inout [UnsafePointer<UInt64>], _ counts: [Int]) -> TableMemory? {
        let total = counts.reduce(0, +)
        guard total >= TableMemory.hugeFrom else { return nil }
        // Safe: the pages hold the filters one behind the other, each a whole number of words.
        let pages = unsafe TableMemory.pages(total)
        var end = 0
        for index in counts.indices {
            let target = unsafe pages.baseAddress! + end
            unsafe target.copyMemory(from: starts[index], byteCount: counts[index])
            unsafe starts[index] = UnsafePointer(target.assumingMemoryBound(to: UInt64.self))
            end += counts[index]
        }
        return unsafe TableMemory(adopting: pages)
    }

    /// How many observables are stated.
    public var observableCount: Int { Int(header.observableCount) }

    /// A checksum of the whole table: tables of the same statements, compiled the same way, have the same.
    public var checksum: UInt64 { header.checksum }

    /// The image, for a snapshot.
    var image: UnsafeRawBufferPointer { unsafe memory.bytes }

    /// Whether some observable of a kind is stated.
    func hasType(_ type: ObservableType) -> Bool { header.typesPresent & (1 << UInt64(type.rawValue)) != 0 }

    // MARK: - Entries

    /// The kind's number of an entry.
    @inline(__always)
    func rawType(_ entry: UInt32) -> UInt8 { unsafe types[Int(entry)] }

    /// The kind of an entry.
    func type(_ entry: UInt32) -> ObservableType { ObservableType(rawValue: rawType(entry)) ?? .domainName }

    /// What else is known of an entry.
    @inline(__always)
    func flags(_ entry: UInt32) -> EntryFlags { unsafe EntryFlags(rawValue: flagBytes[Int(entry)]) }

    /// Where an entry's canonical bytes lie; no bytes where a damaged table says that they lie elsewhere.
    @inline(__always)
    func value(_ entry: UInt32) -> UnsafeBufferPointer<UInt8> {
        // Safe: `entry` is less than ``entryCount``, and both ends are held against the section.
        let start = unsafe Int(valueAt[Int(entry)])
        let end = unsafe Int(valueAt[Int(entry) &+ 1])
        guard unsafe start <= end && end <= values.count else {
            return unsafe UnsafeBufferPointer(start: nil, count: 0)
        }
        return unsafe UnsafeBufferPointer(rebasing: values[start..<end])
    }

    /// An entry as an observable.
    ///
    /// - Precondition: the table has such an entry.
    public func observable(_ entry: UInt32) -> Observable {
        // Safe: ``value(_:)`` stays inside the table, which outlives the copy.
        let bytes = unsafe Array(value(entry))
        let type = type(entry)
        // Of a damaged table: text, whatever it was.
        return Observable(type: TableKey.isLength(bytes.count, of: type) ? type : .fileName, canonicalBytes: bytes)
    }

    /// Whether anybody states the entry itself; the hosts of URLs are entries that nobody needs to state.
    @inline(__always)
    func isStated(_ entry: UInt32) -> Bool { unsafe statedAt[Int(entry)] < statedAt[Int(entry) + 1] }

    /// The entries of a sorted run of dependents.
    func dependents(of owner: UInt32) -> [UInt32] {
        var low = 0
        var high = unsafe dependents.count / 2
        while low < high {
            let middle = (low + high) / 2
            if unsafe dependents[2 * middle] < owner { low = middle + 1 } else { high = middle }
        }
        var found: [UInt32] = []
        while unsafe low < dependents.count / 2 && dependents[2 * low] == owner {
            let dependent = unsafe dependents[2 * low + 1]
            if dependent < entryCount { found.append(dependent) }
            low += 1
        }
        return found
    }

    // MARK: - Free text

    /// A literal's text; `nil` where a damaged table says that it, its anchor or its entry lies elsewhere.
    func text(of literal: Literal) -> UnsafeBufferPointer<UInt8>? {
        let start = Int(literal.textAt)
        let count = Int(literal.textCount)
        guard literal.entry < entryCount, literal.anchorAt < literal.textCount,
            unsafe start + count <= literalText.count
        else { return nil }
        // Safe: held against the section.
        return unsafe UnsafeBufferPointer(rebasing: literalText[start..<start + count])
    }

    // MARK: - Statements

    /// What is stated about an entry, in the store's order.
    ///
    /// - Precondition: the table has such an entry.
    public func statements(_ entry: UInt32) -> [StatementView] {
        // Safe: `entry` is less than ``entryCount``; what it leads to is held against each section.
        let first = unsafe Int(statedAt[Int(entry)])
        let end = unsafe min(Int(statedAt[Int(entry) + 1]), stated.count / 2)
        var views: [StatementView] = []
        for index in first..<max(first, end) {
            let place = unsafe Int(stated[2 * index])
            guard unsafe place < terms.count else { continue }
            let terms = unsafe self.terms[place]
            views.append(
                StatementView(
                    indicatorID: id(unsafe Int(stated[2 * index + 1])), producer: MemberState(rawValue: terms.producer),
                    confidence: terms.confidence > 100 ? nil : terms.confidence,
                    marking: Marking(rawValue: terms.marking),
                    validity: Validity(
                        from: terms.from == .min ? nil : Timestamp(microseconds: terms.from),
                        until: terms.until == .max ? nil : Timestamp(microseconds: terms.until))))
        }
        return views
    }

    /// The STIX id with a number from 1; `nil` for 0.
    private func id(_ number: Int) -> String? {
        guard unsafe number > 0 && number < idAt.count else { return nil }
        // Safe: held against both sections.
        let start = unsafe Int(idAt[number - 1])
        let end = unsafe Int(idAt[number])
        guard unsafe start <= end && end <= ids.count else { return nil }
        return unsafe String(decoding: UnsafeBufferPointer(rebasing: ids[start..<end]), as: UTF8.self)
    }

    /// The strictest marking that anything here has; `nil` without any.
    public var strictestMarking: Marking? {
        var strictest: Marking?
        // Safe: all of a section.
        for index in unsafe terms.indices {
            guard let marking = unsafe Marking(rawValue: terms[index].marking) else { continue }
            strictest = max(strictest ?? marking, marking)
        }
        return strictest
    }

    // MARK: - Probes

    /// Visits every entry whose hash leads to the same run of slots.
    @inline(__always)
    func probe(_ hash: UInt64, _ visit: (UInt32) -> Void) {
        var slot = Int(truncatingIfNeeded: hash &>> slotShift)
        var left = header.longestProbe
        while left > 0 {
            // Safe: `slot` is masked; an empty slot, 0, becomes a number that no table has.
            let entry = unsafe slots[slot] &- 1
            if entry >= entryCount { return }
            visit(entry)
            slot = (slot &+ 1) & slotMask
            left &-= 1
        }
    }

    /// The entry with exactly these bytes, no folding.
    func find(_ type: ObservableType, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32? {
        guard let hash = unsafe TableKey.hash(type, bytes, count) else { return nil }
        if TableKey.isRaw(type), !rawFilter.holds(hash) { return nil }
        var found: UInt32?
        probe(hash) { entry in
            guard rawType(entry) == type.rawValue else { return }
            let value = unsafe value(entry)
            guard value.count == count else { return }
            for index in 0..<count where unsafe value[index] != bytes[index] { return }
            found = entry
        }
        return found
    }
}

/// What one producer states about an entry.
public struct StatementView: Sendable {
    /// The STIX id; `nil` where it is derived from producer and value.
    public let indicatorID: String?
    /// Who shared it.
    public let producer: MemberState?
    /// 0 … 100, where stated.
    public let confidence: UInt8?
    /// The marking, where stated.
    public let marking: Marking?
    /// When it holds.
    public let validity: Validity
}
