import TamgaModel

/// The groups of one correlation, by key and in the order of use: the one used longest ago at one end. Where windows
/// close, the order is that in which they were opened.
struct GroupTable {
    /// In pieces of ``pieceSize``, so that growing moves nothing.
    private var pieces: [[Group]] = []
    private var made: Int32 = 0
    private var places: [[UInt8]: Int32] = [:]
    private var free: [Int32] = []
    private(set) var oldest: Int32 = -1
    private var newest: Int32 = -1
    /// Bytes of memory.
    private(set) var cost = 0

    private static let pieceSize = 1_024

    /// When the group that was used longest ago was opened, and when it last had a record.
    var oldestTimes: (opened: Int64, touched: Int64)? {
        oldest < 0 ? nil : (self[oldest].opened, self[oldest].touched)
    }

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
            self[place] = group
        } else {
            place = made
            made += 1
            if Int(place) % Self.pieceSize == 0 {
                pieces.append([])
                pieces[pieces.count - 1].reserveCapacity(Self.pieceSize)
            }
            pieces[pieces.count - 1].append(group)
        }
        places[key] = place
        link(place)
        return place
    }

    /// Changes a group.
    mutating func update<Result>(_ place: Int32, movesToEnd: Bool, _ change: (inout Group) -> Result) -> Result {
        let result = change(&self[place])
        let now = self[place].currentCost
        cost += now - self[place].cost
        self[place].cost = now
        if movesToEnd, newest != place {
            unlink(place)
            link(place)
        }
        return result
    }

    /// Takes a group away.
    mutating func remove(_ place: Int32) -> Group {
        let group = self[place]
        unlink(place)
        places[group.key] = nil
        cost -= group.cost
        self[place] = Group.none
        free.append(place)
        return group
    }

    private subscript(place: Int32) -> Group {
        _read { yield pieces[Int(place) / Self.pieceSize][Int(place) % Self.pieceSize] }
        _modify { yield &pieces[Int(place) / Self.pieceSize][Int(place) % Self.pieceSize] }
    }

    private mutating func link(_ place: Int32) {
        self[place].older = newest
        self[place].newer = -1
        if newest >= 0 { self[newest].newer = place } else { oldest = place }
        newest = place
    }

    private mutating func unlink(_ place: Int32) {
        let (older, newer) = (self[place].older, self[place].newer)
        if older >= 0 { self[older].newer = newer } else { oldest = newer }
        if newer >= 0 { self[newer].older = older } else { newest = older }
    }
}

extension GroupTable {
    /// The groups in their order.
    func write(to writer: inout StandingWriter) {
        writer.add(places.count)
        var place = oldest
        while place >= 0 {
            self[place].write(to: &writer)
            place = self[place].newer
        }
    }

    /// Reads into an empty table.
    mutating func read(
        _ correlation: CompiledCorrelation, from reader: inout StandingReader
    ) throws(StandingError) {
        for _ in 0..<(try reader.count()) {
            let group = try Group(correlation, from: &reader)
            guard places[group.key] == nil else { throw StandingError() }
            _ = insert(group)
        }
    }
}
