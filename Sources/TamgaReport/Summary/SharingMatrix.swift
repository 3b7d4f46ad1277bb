public import TamgaModel

/// Who found whose knowledge: a row for each producer, a column for each observer.
///
/// A hit whose indicator several members shared counts in the row of each of them, so the rows add up to
/// ``rowSum``, which is more than ``total`` where that happened. Down a column the same holds for
/// ``observerTotals``. Distinct indicators never add up across cells: a value can be in several.
public struct SharingMatrix: Hashable, Sendable {
    /// Hits and distinct indicators.
    public struct Cell: Hashable, Sendable {
        /// Matches.
        public var hits = 0
        /// Distinct values.
        public var indicators = 0
    }

    /// The members, in the order of rows and of columns; `nil`, the last, is "unattributed".
    public let states: [MemberState?]
    /// `cells[row][column]`: shared by the state of the row, seen by the state of the column.
    public let cells: [[Cell]]
    /// For each row: its hits added up, its indicators counted once.
    public let producerTotals: [Cell]
    /// For each column: every hit once, every indicator once.
    public let observerTotals: [Cell]
    /// Every hit once, every indicator once.
    public let total: Cell
    /// The hits of all rows added up: each hit as often as members shared its indicator.
    public let rowSum: Int
    /// Cells that are held back, and the bound that they are below: they are empty here, and in no sum.
    public private(set) var hidden: [Place: Int] = [:]

    /// A cell by its row and column.
    public struct Place: Hashable, Sendable {
        /// The producer's place among ``SharingMatrix/states``.
        public let row: Int
        /// The observer's.
        public let column: Int
    }

    /// Fills the matrix.
    ///
    /// - Parameter states: rows and columns; must hold every producer and observer of the sightings, and `nil`.
    init(sightings: [Sighting], states: [MemberState?]) {
        let index = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($0.element, $0.offset) })
        let size = states.count
        var cells = Array(repeating: Array(repeating: Gathering(), count: size), count: size)
        var rows = Array(repeating: Gathering(), count: size)
        var columns = rows
        var whole = Gathering()
        for sighting in sightings {
            guard let column = index[sighting.observer] else { continue }
            whole.add(sighting)
            columns[column].add(sighting)
            let producers: Set<MemberState?> =
                sighting.producers.isEmpty ? [nil] : Set(sighting.producers.map(Optional.some))
            for producer in producers {
                guard let row = index[producer] else { continue }
                cells[row][column].add(sighting)
                rows[row].add(sighting)
            }
        }
        self.states = states
        self.cells = cells.map { $0.map(\.cell) }
        producerTotals = rows.map(\.cell)
        observerTotals = columns.map(\.cell)
        total = whole.cell
        rowSum = producerTotals.reduce(0) { $0 + $1.hits }
    }

    /// Marks cells that were left out as held back; pairs that have no row and column are passed over.
    mutating func hide(_ pairs: [(producer: MemberState?, observer: MemberState?)], below bound: Int) {
        for pair in pairs {
            guard let row = states.firstIndex(of: pair.producer), let column = states.firstIndex(of: pair.observer)
            else { continue }
            hidden[Place(row: row, column: column)] = bound
        }
    }

    /// The places of ``hidden``, row by row.
    var hiddenPlaces: [(row: Int, column: Int)] {
        hidden.keys.map { (row: $0.row, column: $0.column) }.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    }

    /// A cell in words: `12/3`, `·`, or `<3` where it is held back.
    func words(_ row: Int, _ column: Int) -> String {
        hidden[Place(row: row, column: column)].map { "<\($0)" } ?? cells[row][column].words
    }

    private struct Gathering {
        private var hits = 0
        private var values: Set<Observable> = []

        mutating func add(_ sighting: Sighting) {
            hits += sighting.count
            values.insert(sighting.observable)
        }

        var cell: Cell { Cell(hits: hits, indicators: values.count) }
    }
}
