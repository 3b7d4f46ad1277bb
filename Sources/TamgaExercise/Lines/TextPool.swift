/// Texts one behind the other in one run of bytes: what lines are put together from.
struct TextPool: Sendable {
    private(set) var bytes: [UInt8] = []
    private var bounds: [Int] = [0]

    /// How many texts there are.
    var count: Int { bounds.count - 1 }

    /// Adds a text, and says at which place.
    mutating func add(_ text: [UInt8]) -> Int {
        bytes += text
        bounds.append(bytes.count)
        return count - 1
    }

    /// Appends the text at a place.
    @inline(__always)
    func append(_ place: Int, to line: inout [UInt8]) {
        line.append(contentsOf: bytes[bounds[place]..<bounds[place + 1]])
    }
}
