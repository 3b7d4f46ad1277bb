/// What the covers of rules look for in the text of whole records.
struct RecordSieve: Sendable {
    /// `nil` where there is nothing to look for.
    let literals: LiteralSieve?
    /// For each literal, the instances it leads to; `nil` for one that leads to all of them.
    let instances: [[Int32]?]
    /// Instances that no literal leads to.
    let always: [Int32]
    /// Instances that some literal leads to.
    let sieved: [Int32]

    /// - Parameters:
    ///   - escapes: literals that may stand for anything.
    ///   - isWholeCover: covers hold nothing but literals of the record, and instances without one are tried on
    ///   every record; else other facts are somebody else's.
    init(_ covers: [RuleCover?], isWholeCover: Bool, escapes: [[UInt8]]) {
        var wanted: [[UInt8]: [Int32]] = [:]
        var always: [Int32] = []
        var sieved: [Int32] = []
        for (index, cover) in covers.enumerated() {
            guard let cover else {
                if isWholeCover { always.append(Int32(index)) }
                continue
            }
            var isSieved = false
            for case .recordHolds(let text) in cover.facts {
                wanted[text, default: []].append(Int32(index))
                isSieved = true
            }
            if isSieved { sieved.append(Int32(index)) }
        }
        self.always = always
        self.sieved = sieved
        guard !covers.isEmpty, isWholeCover || !wanted.isEmpty else {
            literals = nil
            instances = []
            return
        }
        let texts = wanted.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        literals = LiteralSieve(texts.map(\.key) + escapes)
        instances = texts.map(\.value) + escapes.map { _ in nil }
    }
}
