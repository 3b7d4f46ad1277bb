public import TamgaRelease

/// Writes released values in one form: what a product reads.
///
/// Values come in the store's order, each once. A value that the form cannot hold is passed over, and the caller
/// counts it: nothing is bent into a form that means something else, and nothing in a value can end its line.
public protocol ValueForm {
    /// What stands before the values.
    mutating func begin() -> [UInt8]
    /// A value; `nil` where the form cannot hold it, no bytes where it is kept for ``end()``.
    mutating func write(_ value: ReleasedValue) -> [UInt8]?
    /// What stands after the values.
    mutating func end() -> [UInt8]
}

extension ValueForm {
    /// Nothing, for forms that are lines and no more.
    public mutating func begin() -> [UInt8] { [] }

    /// Nothing, for forms that keep nothing.
    public mutating func end() -> [UInt8] { [] }
}
