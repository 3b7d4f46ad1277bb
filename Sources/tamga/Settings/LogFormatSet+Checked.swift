import ArgumentParser
import TamgaLogs

extension LogFormatSet {
    /// A format's name that somebody gave.
    ///
    /// - Throws: `ValidationError` where there is no such format.
    func checked(_ name: String?) throws -> String? {
        if let name, layout(named: name, head: []) == nil {
            throw ValidationError("--log-format \(name) is no known format; “tamga formats list” names them.")
        }
        return name
    }
}
