import TamgaFormats
import TamgaJSON
import TamgaModel
import TamgaRelease

/// Reads what imports of MISP have made.
enum MISPFixture {
    static func marked(_ bytes: [UInt8]) -> MarkedObject? {
        (try? JSONValue(bytes.span)).map { MarkedObject($0, in: bytes.span) }
    }

    static func definition(_ bytes: [UInt8]) -> MarkingDefinition? {
        (try? JSONValue(bytes.span)).flatMap { MarkingDefinition($0, in: bytes.span) }
    }
}
