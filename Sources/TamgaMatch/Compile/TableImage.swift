import TamgaModel

/// A table's image in the making: one allocation, each section written where it will stay.
@safe
struct TableImage: ~Copyable {
    private var header = TableHeader()
    private let bytes: UnsafeMutableRawBufferPointer
    private var starts: [Int] = []

    init(_ builder: borrowing IndicatorTableBuilder, observables: Int, dependents: [(owner: UInt32, dependent: UInt32)])
    {
        let entries = builder.types.count
        header.observableCount = UInt32(observables)
        header.entryCount = UInt32(entries)
        var slotBits = 4
        while 1 << slotBits < entries + entries / 2 { slotBits += 1 }
        var filters = Filters(
            addresses: BitFilter(bits: BitFilter.bits(forMembers: Self.count(builder) { $0 == .ipv4Address })),
            hosts: BitFilter(bits: BitFilter.bits(forMembers: Self.count(builder) { $0 == .domainName })),
            raw: BitFilter(bits: BitFilter.bits(forMembers: Self.count(builder, TableKey.isRaw))),
            words: BitFilter(bits: max(16, min(26, BitFilter.bits(forMembers: builder.literals.count)))))
        let literals = builder.literals.sorted {
            ($0.wordHash, $0.entry, $0.textAt) < ($1.wordHash, $1.entry, $1.textAt)
        }

        var counts = [Int](repeating: 0, count: TableSection.allCases.count)
        counts[TableSection.slots.rawValue] = 4 << slotBits
        counts[TableSection.valueAt.rawValue] = 4 * (entries + 1)
        counts[TableSection.types.rawValue] = entries
        counts[TableSection.flags.rawValue] = entries
        counts[TableSection.statedAt.rawValue] = 4 * (entries + 1)
        counts[TableSection.values.rawValue] = builder.values.count + 16
        counts[TableSection.stated.rawValue] = 4 * builder.stated.count
        counts[TableSection.terms.rawValue] = MemoryLayout<Terms>.stride * builder.terms.count
        counts[TableSection.idAt.rawValue] = 4 * builder.idAt.count
        counts[TableSection.ids.rawValue] = builder.ids.count
        counts[TableSection.dependents.rawValue] = 8 * dependents.count
        counts[TableSection.literals.rawValue] = MemoryLayout<Literal>.stride * literals.count
        counts[TableSection.literalText.rawValue] = builder.literalText.count + 16
        counts[TableSection.addressFilter.rawValue] = 8 * filters.addresses.words.count
        counts[TableSection.hostFilter.rawValue] = 8 * filters.hosts.words.count
        counts[TableSection.labelFilter.rawValue] = 8 * filters.labels.words.count
        counts[TableSection.wordFilter.rawValue] = 8 * filters.words.words.count
        counts[TableSection.rawFilter.rawValue] = 8 * filters.raw.words.count
        counts[TableSection.networkFilter.rawValue] = filters.networks.count
        var end = TableHeader.byteCount
        for count in counts {
            starts.append(end)
            end += (count + 7) & ~7
        }
        // Safe: fresh memory of `end` zero bytes.
        unsafe bytes = TableMemory.pages(end)
        header.byteCount = UInt64(end)
        for section in TableSection.allCases {
            let at = 128 + 16 * section.rawValue
            unsafe bytes.storeBytes(of: UInt64(starts[section.rawValue]), toByteOffset: at, as: UInt64.self)
            unsafe bytes.storeBytes(of: UInt64(counts[section.rawValue]), toByteOffset: at + 8, as: UInt64.self)
        }

        put(.valueAt, builder.valueAt, then: UInt32(builder.values.count))
        put(.types, builder.types)
        put(.flags, builder.flags)
        put(.statedAt, builder.statedAt, then: UInt32(builder.stated.count / 2))
        put(.values, builder.values)
        put(.stated, builder.stated)
        put(.terms, builder.terms)
        put(.idAt, builder.idAt)
        put(.ids, builder.ids)
        put(.dependents, dependents.flatMap { [$0.owner, $0.dependent] })
        put(.literals, literals)
        put(.literalText, builder.literalText)
        index(builder, slotBits, &filters)
        for literal in literals {
            filters.words.insert(UInt64(literal.wordHash) << 32)
            let count = UInt64(literal.anchorCount)
            header.shortestAnchor = header.shortestAnchor == 0 ? count : min(header.shortestAnchor, count)
            if builder.literalText[Int(literal.textAt) + Int(literal.anchorAt)] >= 0x80 { header.hasHighAnchors = 1 }
        }
        put(.addressFilter, filters.addresses.words)
        put(.hostFilter, filters.hosts.words)
        put(.labelFilter, filters.labels.words)
        put(.wordFilter, filters.words.words)
        put(.rawFilter, filters.raw.words)
        put(.networkFilter, filters.networks)
    }

    /// The finished table; the image is the table's from then on.
    mutating func seal(key: UInt64) -> IndicatorTable {
        header.key = key
        unsafe bytes.storeBytes(of: header, as: TableHeader.self)
        header.checksum = unsafe TableChecksum.of(UnsafeRawBufferPointer(bytes))
        unsafe bytes.storeBytes(of: header, as: TableHeader.self)
        return unsafe IndicatorTable(adopting: bytes)
    }

    /// The bit sets, while they fill.
    private struct Filters {
        var addresses: BitFilter
        var hosts: BitFilter
        var raw: BitFilter
        var words: BitFilter
        var labels = BitFilter(bits: BitFilter.labelBits)
        var networks = [UInt8](repeating: 0, count: 65_536 / 8)
    }

    /// Puts every entry into its slot and its filter.
    private mutating func index(_ builder: borrowing IndicatorTableBuilder, _ slotBits: Int, _ filters: inout Filters) {
        // Safe: both sections lie inside the image, which is aligned for their elements.
        let slots = unsafe (bytes.baseAddress! + starts[TableSection.slots.rawValue]).assumingMemoryBound(
            to: UInt32.self)
        let values = unsafe (bytes.baseAddress! + starts[TableSection.values.rawValue]).assumingMemoryBound(
            to: UInt8.self)
        let mask = 1 << slotBits - 1
        for entry in 0..<builder.types.count {
            guard let type = ObservableType(rawValue: builder.types[entry]) else { continue }
            header.typesPresent |= 1 << UInt64(type.rawValue)
            let text = unsafe UnsafePointer(values + Int(builder.valueAt[entry]))
            let count = builder.value(entry).count
            guard let hash = unsafe TableKey.hash(type, text, count) else { continue }
            var slot = Int(hash >> UInt64(64 - slotBits))
            // Safe: `slot` is masked, and a third of the slots stays empty.
            var steps: UInt64 = 1
            while unsafe slots[slot] != 0 {
                slot = (slot + 1) & mask
                steps += 1
            }
            header.longestProbe = max(header.longestProbe, steps)
            unsafe slots[slot] = UInt32(entry) + 1
            if TableKey.isRaw(type) { filters.raw.insert(hash) }
            switch type {
            case .ipv4Address: filters.addresses.insert(hash)
            case .ipv4Network: unsafe cover(text, &filters.networks)
            case .ipv6Network:
                let length = unsafe Int(text[16])
                if length < 64 { header.networkLengths6.0 |= 1 << UInt64(length) }
                if length >= 64 { header.networkLengths6.1 |= 1 << UInt64(length - 64) }
            case .domainName: unsafe add(HostName(text, count), text, count, &filters)
            default: break
            }
        }
    }

    private mutating func add(_ name: HostName, _ text: UnsafePointer<UInt8>, _ count: Int, _ filters: inout Filters) {
        // Safe: the labels lie inside the name, which other values or padding follow.
        unsafe filters.hosts.insert(TextHash.hash(text + name.lastTwoLabels, count - name.lastTwoLabels))
        unsafe filters.labels.insert(HostName.labelHash(text + name.lastLabel, count - name.lastLabel))
        if count - name.lastLabel > 7 { header.hasLongLabels = 1 }
        if unsafe TextByte.isDigit(text[name.lastLabel]) { header.hasDigitLabels = 1 }
        if unsafe name.isInternational(text, count) { header.hasInternationalNames = 1 }
    }

    /// Marks every /16 that an IPv4 network touches.
    private mutating func cover(_ text: UnsafePointer<UInt8>, _ networks: inout [UInt8]) {
        // Safe: an IPv4 network is five bytes.
        let first = unsafe Int(text[0]) << 8 | Int(text[1])
        let length = unsafe Int(text[4])
        header.networkLengths4 |= 1 << UInt64(length)
        for upper in first..<first + (length < 16 ? 1 << (16 - length) : 1) {
            networks[upper >> 3] |= 1 << UInt8(upper & 7)
        }
    }

    private static func count(_ builder: borrowing IndicatorTableBuilder, _ isCounted: (ObservableType) -> Bool) -> Int
    {
        let counts = (0...UInt8.max).map { ObservableType(rawValue: $0).map(isCounted) ?? false }
        var count = 0
        for type in builder.types where counts[Int(type)] { count += 1 }
        return count
    }

    private func put<Element>(_ section: TableSection, _ elements: [Element]) {
        unsafe elements.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            // Safe: the section was given room for exactly these elements.
            unsafe (bytes.baseAddress! + starts[section.rawValue]).copyMemory(from: base, byteCount: source.count)
        }
    }

    /// Writes elements and one more behind them.
    private func put(_ section: TableSection, _ elements: [UInt32], then last: UInt32) {
        put(section, elements)
        unsafe bytes.storeBytes(of: last, toByteOffset: starts[section.rawValue] + 4 * elements.count, as: UInt32.self)
    }
}
