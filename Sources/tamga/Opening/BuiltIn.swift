import FoundationEssentials
import TamgaFormats
import TamgaLogs
import TamgaModel

/// What the program knows of logs without being told: the files of `rules/` that are built into it.
enum BuiltIn {
    /// The text formats of files and folders, then the built-in ones of other names.
    static func formats(besides paths: [String]) throws -> LogFormatSet {
        var formats: [TextFormat] = []
        for path in paths {
            for file in LogPaths.files(below: path) where file == path || file.hasSuffix(".yml") || file.hasSuffix(".yaml") {
                formats += try reading { try TextFormatReader.read(try WholeFile.read(file, limit: 4 << 20), source: file) }
            }
        }
        for file in LogPaths.files(below: "rules/formats") where file.hasSuffix(".yml") {
            let known = Set(formats.map(\.name))
            formats += try reading { try TextFormatReader.read(try WholeFile.read(file, limit: 4 << 20), source: file) }
                .filter { !known.contains($0.name) }
        }
        return LogFormatSet(formats)
    }

    /// The log source map of a file, else the built-in one.
    static func logSources(insteadOf path: String?) throws -> LogSourceMap {
        let file = path ?? "rules/logsources.yml"
        return try reading { try LogSourceMapReader.read(try WholeFile.read(file, limit: 4 << 20), source: file) }
    }

    private static func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as FormatsError {
            throw FailedInput(description: "\(error)")
        }
    }
}
