import TamgaFormats
import TamgaLogs
import TamgaModel
import TamgaRules

/// The formats and the log source map that are built into the program.
enum KnownFormats {
    static let set = LogFormatSet(
        EmbeddedFile.formats.flatMap { (try? TextFormatReader.read($0.bytes, source: $0.name)) ?? [] })
    static let map =
        (try? LogSourceMapReader.read(EmbeddedFile.logSources.bytes, source: EmbeddedFile.logSources.name))
        ?? LogSourceMap()
    /// The records that the formats bring as examples.
    static let records = EmbeddedFile.formats.flatMap { file in
        ((try? TextFormatReader.read(file.bytes, source: file.name)) ?? []).flatMap { $0.examples.map(\.record) }
    }
}
