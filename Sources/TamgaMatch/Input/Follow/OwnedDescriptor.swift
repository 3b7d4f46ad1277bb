import Glibc

/// An open file of the process, closed when nobody has it any more.
final class OwnedDescriptor: Sendable {
    /// The system's number for it.
    let number: Int32

    /// Takes over an open file.
    init(_ number: Int32) { self.number = number }

    deinit { close(number) }
}
