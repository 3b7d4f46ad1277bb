import FoundationEssentials
import TamgaFormats
import TamgaLogs
import TamgaMatch
import TamgaModel
import TamgaRules

/// What the program knows of logs without being told: the files of `rules/` that are built into it.
enum BuiltIn {
    /// The text formats of files and folders, then the built-in ones of other names.
    static func formats(besides paths: [String]) throws -> LogFormatSet { try formats(besides: texts(paths)) }

    /// The bytes of the format files of files and folders.
    static func texts(_ paths: [String]) throws -> [RuleTexts.Text] {
        try paths.flatMap { path in
            try LogPaths.files(below: path)
                .filter { $0 == path || $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }
                .map { RuleTexts.Text(path: $0, bytes: try WholeFile.read($0, limit: TextFormatReader.maximumSize)) }
        }
    }

    /// The same of format files whose bytes have been read.
    static func formats(besides texts: [RuleTexts.Text]) throws -> LogFormatSet {
        var formats: [TextFormat] = []
        for text in texts {
            formats += try reading { try TextFormatReader.read(text.bytes, source: text.path) }
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
        try logSources(insteadOf: path.map(logSourceText))
    }

    /// The bytes of a log source map.
    static func logSourceText(_ path: String) throws -> RuleTexts.Text {
        RuleTexts.Text(path: path, bytes: try WholeFile.read(path, limit: LogSourceMapReader.maximumSize))
    }

    /// The same of a file whose bytes have been read.
    static func logSources(insteadOf text: RuleTexts.Text?) throws -> LogSourceMap {
        try reading {
            guard let text else {
                let file = EmbeddedFile.logSources
                return try LogSourceMapReader.read(file.bytes, source: file.name)
            }
            return try LogSourceMapReader.read(text.bytes, source: text.path)
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
