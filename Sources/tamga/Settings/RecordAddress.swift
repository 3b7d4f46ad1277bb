import ArgumentParser
import TamgaMatch

/// A record by the log that it stands in and a line: `auth.log:12`, `-:3` for standard input.
struct RecordAddress: ExpressibleByArgument {
    let source: String
    /// 1-based.
    let line: Int

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), colon > argument.startIndex,
            let line = Int(argument[argument.index(after: colon)...]), line > 0
        else { return nil }
        source = String(argument[..<colon])
        self.line = line
    }

    /// The log.
    var input: LogInput { source == "-" ? .standardInput : .file(source) }
}
