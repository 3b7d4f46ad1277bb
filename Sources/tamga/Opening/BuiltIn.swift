import FoundationEssentials
import TamgaFormats
import TamgaLogs
import TamgaModel
import TamgaRules

/// What the program knows of logs without being told: the files of `rules/` that are built into it.
enum BuiltIn {
    /// The text formats of files and folders, then the built-in ones of other names.
    static func formats(besides paths: [String]) throws -> LogFormatSet {
        var formats: [TextFormat] = []
        for path in paths {
            for file in LogPaths.files(below: path)
            where file == path || file.hasSuffix(".yml") || file.hasSuffix(".yaml") {
                formats += try reading {
                    try TextFormatReader.read(
                        try WholeFile.read(file, limit: TextFormatReader.maximumSize), source: file)
                }
            }
        }
        let known = Set(formats.map(\.name))
        for file in EmbeddedFile.formats {
            formats += try reading { try TextFormatReader.read(file.bytes, source: file.name) }
                .filter { !known.contains($0.name) }
        }
        return LogFormatSet(formats)
    }

    /// The log source map of a file, else the built-in one.
    static func logSources(insteadOf path: String?) throws -> LogSourceMap {
        try reading {
            guard let path else {
                let file = EmbeddedFile.logSources
                return try LogSourceMapReader.read(file.bytes, source: file.name)
            }
            return try LogSourceMapReader.read(
                try WholeFile.read(path, limit: LogSourceMapReader.maximumSize), source: path)
        }
    }

    private static func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as FormatsError {
            throw FailedInput(description: "\(error)")
        }
    }
}
