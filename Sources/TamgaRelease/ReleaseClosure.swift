/// Which objects must stay because of what they refer to: a reference tells that its target is there.
///
/// Feed it every object's decision, in any order, then ask. What is referred to and was never fed counts as free
/// to go: there is nothing of it here that could leak.
public struct ReleaseClosure: Sendable {
    /// Why each object that stays does; the first that it refers to and that stays.
    private var withheld: [String: ReleaseReason] = [:]
    /// Who refers to an object.
    private var referrers: [String: [String]] = [:]
    private var isClosed = true

    /// Nothing yet.
    public init() {}

    /// Takes an object's decision. Of several versions with one id, one that stays keeps all of them.
    public mutating func add(_ object: MarkedObject, _ decision: ReleaseDecision) {
        if let reason = decision.withheldBecause {
            if withheld[object.id] == nil { withheld[object.id] = reason }
        }
        for reference in object.references where reference != object.id {
            referrers[reference, default: []].append(object.id)
        }
        isClosed = false
    }

    /// Follows references from what stays, to the end.
    ///
    /// - Complexity: O(objects + references).
    public mutating func close() {
        guard !isClosed else { return }
        isClosed = true
        var pending = withheld.keys.sorted()
        while let target = pending.popLast() {
            for referrer in referrers[target] ?? [] where withheld[referrer] == nil {
                withheld[referrer] = .refersTo(target)
                pending.append(referrer)
            }
        }
    }

    /// Why an object stays; `nil` where it goes. Ask after ``close()``.
    public func reason(_ id: String) -> ReleaseReason? { withheld[id] }
}
