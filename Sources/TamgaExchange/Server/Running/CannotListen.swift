import NIOCore

/// An address at which nothing can listen.
struct CannotListen: Error, CustomStringConvertible {
    let description: String

    /// The error of the system, in words that say which address it is about; others stay as they are.
    static func told(_ error: any Error, host: String, port: Int) -> any Error {
        guard let error = error as? IOError else { return error }
        let reason = error.description.split(separator: ": ").dropFirst().joined(separator: ": ")
        return CannotListen(description: "cannot listen on \(host), port \(port): \(reason)")
    }
}
