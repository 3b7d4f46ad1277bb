/// What the covers of rules look for in the values of fields, by slot.
@safe
final class ValueSieves: @unchecked Sendable {
    // Sendable: everything is written before the initialiser returns and never after.

    /// A whole value that some cover asks for.
    private struct Whole {
        var hash: UInt64
        var instances: Range<Int32>
    }

    private let wholes: UnsafeMutablePointer<Whole>
    private let wholeMask: Int
    /// The instances that facts lead to, those of one fact side by side.
    private let instances: UnsafeMutablePointer<Int32>
    /// For each slot, whether whole values are asked for.
    let hasWholes: [Bool]
    /// For each slot, the literals asked for.
    let literals: [LiteralSieve?]
    /// For each slot and literal, its instances.
    private let literalInstances: [[Range<Int32>]]
    /// For each slot, the instances that ask only that it is there.
    private let presentInstances: [Range<Int32>]
    /// For each instance without a cover: it is tried on every record of its log source.
    let always: [Int32]
    /// For each instance, the slots that its cover asks for.
    let slotsOfInstance: [[Int32]]

    init(_ covers: [RuleCover?], slots: Int) {
        var whole: [Int32: [[UInt8]: [Int32]]] = [:]
        var held: [Int32: [[UInt8]: [Int32]]] = [:]
        var present: [Int32: [Int32]] = [:]
        var always: [Int32] = []
        var slotsOfInstance: [[Int32]] = []
        for (index, cover) in covers.enumerated() {
            let instance = Int32(index)
            var asked: Set<Int32> = []
            if cover == nil { always.append(instance) }
            for fact in cover?.facts ?? [] {
                switch fact {
                case .equal(let slot, let text):
                    whole[slot, default: [:]][text, default: []].append(instance)
                    asked.insert(slot)
                case .holds(let slot, let text):
                    held[slot, default: [:]][text, default: []].append(instance)
                    asked.insert(slot)
                case .present(let slot):
                    present[slot, default: []].append(instance)
                    asked.insert(slot)
                case .recordHolds, .recordFits: break
                }
            }
            slotsOfInstance.append(asked.sorted())
        }
        self.always = always
        self.slotsOfInstance = slotsOfInstance

        var all: [Int32] = []
        func range(_ instances: [Int32]) -> Range<Int32> {
            let start = Int32(all.count)
            all += instances
            return start..<Int32(all.count)
        }
        let wholeCount = whole.values.reduce(0) { $0 + $1.count }
        var capacity = 16
        while capacity < wholeCount * 3 { capacity *= 2 }
        wholeMask = capacity - 1
        unsafe wholes = .allocate(capacity: capacity)
        unsafe wholes.initialize(repeating: Whole(hash: 0, instances: 0..<0), count: capacity)
        for (slot, texts) in whole {
            for (text, instances) in texts {
                let padded = text + [0, 0, 0, 0, 0, 0, 0, 0]
                let hash = unsafe padded.withUnsafeBufferPointer {
                    unsafe Self.hash(slot, TextHash.hash($0.baseAddress!, text.count))
                }
                var place = Int(truncatingIfNeeded: hash) & wholeMask
                // Safe: the table has free places, and the place is masked to it.
                while unsafe !wholes[place].instances.isEmpty { place = (place + 1) & wholeMask }
                unsafe wholes[place] = Whole(hash: hash, instances: range(instances))
            }
        }
        hasWholes = (0..<slots).map { whole[Int32($0)] != nil }
        var literals: [LiteralSieve?] = []
        var literalInstances: [[Range<Int32>]] = []
        // Names of one field in several logs have the same literals, and one sieve.
        var sieves: [[[UInt8]]: LiteralSieve] = [:]
        for slot in 0..<slots {
            let texts = (held[Int32(slot)] ?? [:]).sorted { $0.key.lexicographicallyPrecedes($1.key) }
            let keys = texts.map(\.key)
            if !keys.isEmpty, sieves[keys] == nil { sieves[keys] = LiteralSieve(keys) }
            literals.append(sieves[keys])
            literalInstances.append(texts.map { range($0.value) })
        }
        self.literals = literals
        self.literalInstances = literalInstances
        presentInstances = (0..<slots).map { range(present[Int32($0)] ?? []) }
        unsafe instances = .allocate(capacity: max(1, all.count))
        for (index, instance) in all.enumerated() { unsafe instances[index] = instance }
    }

    deinit {
        unsafe wholes.deallocate()
        unsafe instances.deallocate()
    }

    @inline(__always)
    private static func hash(_ slot: Int32, _ text: UInt64) -> UInt64 {
        // The lowest bit set: zero marks a free place nowhere else.
        TextHash.fold(text ^ UInt64(UInt32(bitPattern: slot)) &* 0xD6E8_FEB8_6659_FD93) | 1
    }

    /// The instances that ask for a whole value, and perhaps others.
    @inline(__always)
    func forEachInstance(slot: Int32, whole text: RuleText, _ body: (Int32) -> Void) {
        let hash = Self.hash(slot, text.hash)
        var place = Int(truncatingIfNeeded: hash) & wholeMask
        while true {
            // Safe: the place is masked to the table; at least one place of it is free.
            let entry = unsafe wholes[place]
            if entry.instances.isEmpty { return }
            if entry.hash == hash { forEach(entry.instances, body) }
            place = (place &+ 1) & wholeMask
        }
    }

    /// The instances that ask for a literal of a slot.
    @inline(__always)
    func forEachInstance(slot: Int32, literal: Int, _ body: (Int32) -> Void) {
        forEach(literalInstances[Int(slot)][literal], body)
    }

    /// The instances that ask only that a slot has a value.
    @inline(__always)
    func forEachInstance(present slot: Int32, _ body: (Int32) -> Void) { forEach(presentInstances[Int(slot)], body) }

    @inline(__always)
    private func forEach(_ range: Range<Int32>, _ body: (Int32) -> Void) {
        var index = range.lowerBound
        while index < range.upperBound {
            // Safe: ranges are made together with the array.
            unsafe body(instances[Int(index)])
            index += 1
        }
    }
}
