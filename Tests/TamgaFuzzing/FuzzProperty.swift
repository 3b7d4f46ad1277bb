/// What must hold of any input, whatever is in it.
public protocol FuzzProperty {
    /// Tries an input.
    ///
    /// - Returns: one sentence that says what does not hold; `nil` where all does.
    mutating func failure(on input: [UInt8]) -> String?
}
