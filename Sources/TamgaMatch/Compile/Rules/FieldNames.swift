import TamgaModel

/// The names under which records keep fields, each with a number of its own: a slot.
struct FieldNames: Sendable {
    private(set) var names: [String] = []
    private var slots: [String: Int32] = [:]
    private let general: [String: [String]]

    /// Where a JSON record says that it carries another program's record: an entry of the journal, a line of a container.
    private(set) var carriers: (journal: Int32, stream: Int32, log: Int32) = (0, 0, 0)

    init(_ map: LogSourceMap) {
        general = map.fields
        carriers = (slot(of: "__REALTIME_TIMESTAMP"), slot(of: "stream"), slot(of: "log"))
    }

    /// The slots in which a field of a rule is looked for, in this order: the first that a record has is the field.
    ///
    /// - Parameter own: what one log source calls its fields, before what all do.
    mutating func slots(of field: String, own: [String: [String]]) -> [Int32] {
        var found: [Int32] = []
        for name in own[field] ?? [field] {
            for path in [name] + (general[name] ?? []) {
                let slot = slot(of: path)
                if !found.contains(slot) { found.append(slot) }
            }
        }
        return found
    }

    /// The slot of a name in a record, where somebody asked for it.
    func slot(named name: String) -> Int32? { slots[name] }

    private mutating func slot(of path: String) -> Int32 {
        if let known = slots[path] { return known }
        let slot = Int32(names.count)
        names.append(path)
        slots[path] = slot
        return slot
    }
}
