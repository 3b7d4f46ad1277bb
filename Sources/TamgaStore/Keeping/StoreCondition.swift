/// What a check of a store's file found.
public struct StoreCondition: Hashable, Sendable {
    /// Something that is not as it must be.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// What it is a fault of.
        public enum Part: String, Hashable, Sendable, CaseIterable {
            /// Pages, trees and indexes, as `PRAGMA integrity_check` sees them.
            case file
            /// Tables, indexes and triggers: one is missing, or is another.
            case schema
            /// A column has what was never written there: a count below zero, a time in no year.
            case values
            /// A row refers to one that is not there.
            case references
            /// The log of releases is not what was written.
            case releases
            /// A place in a collection leads to nothing.
            case places
        }

        /// What it is a fault of.
        public var part: Part
        /// One sentence without an end.
        public var reason: String

        /// The part and the reason.
        public var description: String { "\(part.rawValue): \(reason)" }
    }

    /// The version of the tables; 0 where the file is empty.
    public var version = 0
    /// Bytes of the file, without its write-ahead log.
    public var size: Int64 = 0
    /// What is wrong, at most ``limit`` of each part.
    public var faults: [Fault] = []

    /// How many faults of a part are listed.
    public static let limit = 20

    /// True where nothing is wrong.
    public var isSound: Bool { faults.isEmpty }

    /// True where rows can have been lost or changed, so that a repair is called for and a backup would be better.
    public var isDamaged: Bool { faults.contains { [.file, .schema, .values].contains($0.part) } }

    mutating func add(_ part: Fault.Part, _ reason: String) {
        guard faults.count(where: { $0.part == part }) < Self.limit else { return }
        faults.append(Fault(part: part, reason: reason))
    }
}
