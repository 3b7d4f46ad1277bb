public import TamgaModel

/// All indicators, compiled: immutable, read by any number of workers without a lock.
///
/// ``TableSection`` draws the layout. Probing takes a filter bit, then a slot, then the canonical bytes: what
/// the filter turns away costs one load.
@safe
public final class IndicatorTable: @unchecked Sendable {
    // Sendable: nothing is written after the initialiser returns.
    private let memory: TableMemory
    let header: TableHeader

    let slots: UnsafePointer<UInt32>
    let slotShift: UInt64
    let slotMask: Int
    private let valueAt: UnsafePointer<UInt32>
    private let types: UnsafePointer<UInt8>
    private let flagBytes: UnsafePointer<UInt8>
    private let statedAt: UnsafePointer<UInt32>
    let values: UnsafePointer<UInt8>
    private let stated: UnsafePointer<UInt32>
    private let terms: UnsafePointer<Terms>
    private let idAt: UnsafePointer<UInt32>
    private let ids: UnsafePointer<UInt8>
    private let dependents: UnsafeBufferPointer<UInt32>
    let literals: UnsafeBufferPointer<Literal>
    let literalText: UnsafePointer<UInt8>
    let addressFilter: UnsafePointer<UInt8>
    let addressShift: UInt64
    let hostFilter: UnsafePointer<UInt8>
    let hostShift: UInt64
    let labelFilter: UnsafePointer<UInt8>
    let wordFilter: UnsafePointer<UInt8>
    let networkFilter: UnsafePointer<UInt8>

    /// Takes over an image that ``TableImage`` made.
    convenience init(adopting image: UnsafeMutableRawBufferPointer) {
        unsafe self.init(TableMemory(adopting: image))!
    }

    /// Maps a snapshot; `nil` where the file is absent, damaged, of another version or made from another key.
    public convenience init?(snapshot path: String, key: UInt64) {
        guard let memory = TableMemory(mapping: path) else { return nil }
        self.init(memory)
        guard unsafe header.key == key && TableChecksum.of(memory.bytes) == header.checksum else { return nil }
    }

    /// `nil` unless header and directory are sound: every section lies inside the bytes, on its boundary.
    private init?(_ memory: TableMemory) {
        self.memory = memory
        let bytes = unsafe memory.bytes
        guard bytes.count >= TableHeader.byteCount else { return nil }
        // Safe: the header's bytes are there, and every field is a plain number.
        header = unsafe bytes.loadUnaligned(as: TableHeader.self)
        guard header.magic == TableHeader.magic, header.version == TableHeader.version,
            header.byteCount == UInt64(bytes.count)
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
        guard slotCount > entries, slotCount & (slotCount - 1) == 0, count(.valueAt) == 4 * (entries + 1),
            count(.types) == entries, count(.flags) == entries, count(.statedAt) == 4 * (entries + 1)
        else { return nil }
        unsafe slots = start(.slots, UInt32.self)
        slotMask = slotCount - 1
        slotShift = UInt64(64 - slotCount.trailingZeroBitCount)
        unsafe valueAt = start(.valueAt, UInt32.self)
        unsafe types = start(.types, UInt8.self)
        unsafe flagBytes = start(.flags, UInt8.self)
        unsafe statedAt = start(.statedAt, UInt32.self)
        unsafe values = start(.values, UInt8.self)
        unsafe stated = start(.stated, UInt32.self)
        unsafe terms = start(.terms, Terms.self)
        unsafe idAt = start(.idAt, UInt32.self)
        unsafe ids = start(.ids, UInt8.self)
        unsafe dependents = UnsafeBufferPointer(start: start(.dependents, UInt32.self), count: count(.dependents) / 4)
        unsafe literals = UnsafeBufferPointer(
            start: start(.literals, Literal.self), count: count(.literals) / MemoryLayout<Literal>.stride)
        unsafe literalText = start(.literalText, UInt8.self)
        unsafe addressFilter = start(.addressFilter, UInt8.self)
        addressShift = UInt64(64 - (count(.addressFilter) * 8).trailingZeroBitCount)
        unsafe hostFilter = start(.hostFilter, UInt8.self)
        hostShift = UInt64(64 - (count(.hostFilter) * 8).trailingZeroBitCount)
        unsafe labelFilter = start(.labelFilter, UInt8.self)
        unsafe wordFilter = start(.wordFilter, UInt8.self)
        unsafe networkFilter = start(.networkFilter, UInt8.self)
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

    /// Where an entry's canonical bytes lie.
    @inline(__always)
    func value(_ entry: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe Int(valueAt[Int(entry)])
        return unsafe UnsafeBufferPointer(start: values + start, count: Int(valueAt[Int(entry) + 1]) - start)
    }

    /// An entry as an observable.
    public func observable(_ entry: UInt32) -> Observable {
        unsafe Observable(type: type(entry), canonicalBytes: Array(value(entry)))
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
            unsafe found.append(dependents[2 * low + 1])
            low += 1
        }
        return found
    }

    // MARK: - Statements

    /// What is stated about an entry, in the store's order.
    public func statements(_ entry: UInt32) -> [StatementView] {
        var views: [StatementView] = []
        for index in unsafe Int(statedAt[Int(entry)])..<Int(statedAt[Int(entry) + 1]) {
            let terms = unsafe self.terms[Int(stated[2 * index])]
            let id = unsafe Int(stated[2 * index + 1])
            var text: String?
            if id > 0 {
                let range = unsafe Int(idAt[id - 1])..<Int(idAt[id])
                text = unsafe String(
                    decoding: UnsafeBufferPointer(start: ids + range.lowerBound, count: range.count), as: UTF8.self)
            }
            views.append(
                StatementView(
                    indicatorID: text, producer: MemberState(rawValue: terms.producer),
                    confidence: terms.confidence == 255 ? nil : terms.confidence,
                    marking: Marking(rawValue: terms.marking),
                    validity: Validity(
                        from: terms.from == .min ? nil : Timestamp(microseconds: terms.from),
                        until: terms.until == .max ? nil : Timestamp(microseconds: terms.until))))
        }
        return views
    }

    // MARK: - Probes

    /// Whether the bit of a hash is set in a filter.
    @inline(__always)
    static func holds(_ filter: UnsafePointer<UInt8>, _ hash: UInt64, _ shift: UInt64) -> Bool {
        let bit = Int(truncatingIfNeeded: hash &>> shift)
        // Safe: the filter has 1 << (64 - shift) bits.
        return unsafe filter[bit &>> 3] & (1 &<< UInt8(truncatingIfNeeded: bit & 7)) != 0
    }

    /// Visits every entry whose hash leads to the same run of slots.
    @inline(__always)
    func probe(_ hash: UInt64, _ visit: (UInt32) -> Void) {
        var slot = Int(truncatingIfNeeded: hash &>> slotShift)
        while true {
            // Safe: `slot` is masked, and the table has an empty slot (checked when it was opened).
            let entry = unsafe slots[slot]
            if entry == 0 { return }
            visit(entry &- 1)
            slot = (slot &+ 1) & slotMask
        }
    }

    /// The entry with exactly these bytes, no folding.
    func find(_ type: ObservableType, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt32? {
        guard let hash = unsafe TableKey.hash(type, bytes, count) else { return nil }
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
