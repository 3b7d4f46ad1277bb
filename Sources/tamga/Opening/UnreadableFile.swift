import TamgaMatch

/// A file that cannot be opened, or not be read to its end: the way to it failed, not what stands in it.
struct UnreadableFile: Error, CustomStringConvertible {
    let name: String
    let reason: InputError

    /// One sentence that names it.
    var description: String { "\(name): \(reason)" }
}
