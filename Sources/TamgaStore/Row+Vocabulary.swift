import FoundationEssentials
import GRDB
import TamgaModel

extension Row {
    /// A time in microseconds.
    func timestamp(_ column: Int) throws -> Timestamp { try Self.timestamp(self[column]) }

    /// A time in microseconds; `nil` for no value.
    func time(_ column: Int) throws -> Timestamp? { try (self[column] as Int64?).map(Self.timestamp) }

    /// ``Timestamp/dated`` and a day more at each end, which stores hold that were written when a time zone could lead out
    /// of it: others cannot be written as a date, nor reckoned with.
    static let times: ClosedRange<Int64> = -62_135_700_000_000_000...253_402_400_000_000_000

    static func timestamp(_ microseconds: Int64) throws -> Timestamp {
        guard times ~= microseconds else { throw DamagedValue("a time is not in the years 1 to 9999") }
        return Timestamp(microseconds: microseconds)
    }

    /// How many there are of something.
    func count(_ column: Int) throws -> Int { try Self.checked(self[column]) }

    /// A place in a file; `nil` for no value.
    func position(_ column: Int) throws -> Int? { try (self[column] as Int?).map(Self.checked) }

    /// How many there are of what has a name, as a JSON object.
    func counts(_ column: Int) throws -> [String: Int] {
        let text: String = try self[column]
        guard let counts = try? JSONDecoder().decode([String: Int].self, from: Data(text.utf8)) else {
            throw DamagedValue("counts are not a JSON object of numbers")
        }
        return try counts.mapValues(Self.checked)
    }

    /// So few that thousands of such numbers have a sum.
    static let counts: ClosedRange<Int64> = 0...1 << 50

    static func checked(_ count: Int) throws -> Int {
        guard counts ~= Int64(count) else { throw DamagedValue("a count is below zero or beyond all measure") }
        return count
    }

    /// A member by its code; `nil` for no value and for the empty text, which both say "unattributed".
    func member(_ column: Int) throws -> MemberState? { try (self[column] as String?).flatMap { MemberState($0) } }

    /// Members by their codes, between commas.
    func members(_ column: Int) throws -> [MemberState] {
        try (self[column] as String).split(separator: ",").compactMap { MemberState($0) }
    }

    /// How serious a rule is; `nil` where it does not say so.
    func level(_ column: Int) throws -> SigmaLevel? {
        try (self[column] as String?).flatMap { SigmaLevel(rawValue: $0) }
    }

    /// A marking; `nil` for no value.
    func marking(_ column: Int) throws -> Marking? { try (self[column] as UInt8?).flatMap { Marking(rawValue: $0) } }

    /// Bytes.
    func bytes(_ column: Int) throws -> [UInt8] { Array(try self[column] as Data) }
}
