import TamgaFormats
import TamgaLogs
import TamgaModel
import TamgaRules

/// The text formats that are built into the program.
enum BuiltInFormats {
    static let all: [TextFormat] = EmbeddedFile.formats.flatMap { file in
        do {
            return try TextFormatReader.read(file.bytes, source: file.name)
        } catch {
            fatalError("\(error)")
        }
    }

    static let set = LogFormatSet(all)
}
