/// Lines on their way to a file, some at a time.
final class LineBuffer {
    private let output: Output?
    private var bytes: [UInt8] = []

    /// - Parameter output: without one, nothing is kept.
    init(_ output: Output?) { self.output = output }

    /// Adds lines.
    func add(_ body: (inout [UInt8]) -> Void) throws {
        guard output != nil else { return }
        body(&bytes)
        if bytes.count >= 1 << 18 { try flush() }
    }

    /// Writes what is there.
    func flush() throws {
        if !bytes.isEmpty { try output?.write(bytes) }
        bytes.removeAll(keepingCapacity: true)
    }
}
