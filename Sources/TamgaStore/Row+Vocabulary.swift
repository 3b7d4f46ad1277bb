import GRDB
import TamgaModel

extension Row {
    /// A time in microseconds; `nil` for no value.
    func time(_ column: Int) -> Timestamp? { (self[column] as Int64?).map { Timestamp(microseconds: $0) } }

    /// A member by its code; `nil` for no value and for the empty text, which both say "unattributed".
    func member(_ column: Int) -> MemberState? { (self[column] as String?).flatMap { MemberState($0) } }

    /// Members by their codes, between commas.
    func members(_ column: Int) -> [MemberState] {
        (self[column] as String).split(separator: ",").compactMap { MemberState($0) }
    }

    /// How serious a rule is; `nil` where it does not say so.
    func level(_ column: Int) -> SigmaLevel? { (self[column] as String?).flatMap { SigmaLevel(rawValue: $0) } }

    /// A marking; `nil` for no value.
    func marking(_ column: Int) -> Marking? { (self[column] as UInt8?).flatMap { Marking(rawValue: $0) } }
}
