import TamgaModel

/// The groups of one correlation, by key and in the order of use: the one used longest ago at one end. Where windows
/// close, the order is that in which they were opened.
struct GroupTable {
    private(set) var groups: [Group] = []
    private var places: [[UInt8]: Int32] = [:]
    private var free: [Int32] = []
    private(set) var oldest: Int32 = -1
    private var newest: Int32 = -1
    /// Bytes of memory.
    private(set) var cost = 0

    /// How many groups there are.
    var count: Int { places.count }

    /// The group that was used longest ago.
    var oldestGroup: Group? { oldest < 0 ? nil : groups[Int(oldest)] }

    /// The place of a group.
    func place(of key: [UInt8]) -> Int32? { places[key] }

    /// Adds a group, as the one used last.
    mutating func insert(_ group: consuming Group) -> Int32 {
        let key = group.key
        group.cost = group.currentCost
        cost += group.cost
        let place: Int32
        if let reused = free.popLast() {
            place = reused
            groups[Int(place)] = group
        } else {
            place = Int32(groups.count)
            groups.append(group)
        }
        places[key] = place
        link(place)
        return place
    }

    /// Changes a group.
    mutating func update<Result>(_ place: Int32, movesToEnd: Bool, _ change: (inout Group) -> Result) -> Result {
        let result = change(&groups[Int(place)])
        let now = groups[Int(place)].currentCost
        cost += now - groups[Int(place)].cost
        groups[Int(place)].cost = now
        if movesToEnd, newest != place {
            unlink(place)
            link(place)
        }
        return result
    }

    /// Takes a group away.
    mutating func remove(_ place: Int32) -> Group {
        let group = groups[Int(place)]
        unlink(place)
        places[group.key] = nil
        cost -= group.cost
        groups[Int(place)] = Group.none
        free.append(place)
        return group
    }

    private mutating func link(_ place: Int32) {
        groups[Int(place)].older = newest
        groups[Int(place)].newer = -1
        if newest >= 0 { groups[Int(newest)].newer = place } else { oldest = place }
        newest = place
    }

    private mutating func unlink(_ place: Int32) {
        let (older, newer) = (groups[Int(place)].older, groups[Int(place)].newer)
        if older >= 0 { groups[Int(older)].newer = newer } else { oldest = newer }
        if newer >= 0 { groups[Int(newer)].older = older } else { newest = older }
    }
}
