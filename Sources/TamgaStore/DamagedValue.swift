import GRDB

/// A column of the file holds what was never written there; ``StoreError`` makes a damaged store of it.
struct DamagedValue: Error {
    /// What is wrong, without the value: it is anybody's.
    let reason: String

    init(_ reason: String) { self.reason = reason }

    /// What any error says was wrong: of GRDB's words the column and what it was to hold, not the row and the
    /// statement, which can be of any length.
    static func reason(of error: any Error) -> String {
        switch error {
        case let error as DamagedValue: return error.reason
        case let error as DatabaseError: return error.message ?? "\(error)"
        case is RowDecodingError:
            let text = "\(error)"
            let what = text.firstRange(of: " - column: ").map { text[..<$0.lowerBound] } ?? text.prefix(100)
            let name = text.firstRange(of: "column: \"").map { text[$0.upperBound...].prefix { $0 != "\"" } }
            return name.map { "\(what) in the column “\($0.prefix(60))”" } ?? String(what)
        default: return "\(error)"
        }
    }

    /// The number that follows one of the file, which could be the last that there is.
    static func next(after number: Int64) throws -> Int64 {
        let (next, overflow) = number.addingReportingOverflow(1)
        if overflow { throw DamagedValue("a number that nothing can follow stands where one is counted on") }
        return next
    }
}
