import TamgaJSON
import TamgaMatch
import TamgaModel

/// A record of a log, for people and for programs.
enum RecordText {
    private static let longest = 4_000

    /// Where the record stands, and its text.
    static func head(_ record: LogRecord) -> String {
        let text = record.text
        let shown = text.count > longest ? text.prefix(longest) + "…" : text
        return ActiveText.shown("\(record.log.name):\(record.line)") + " at byte \(record.byteOffset)\n  "
            + ActiveText.shown(shown) + "\n"
    }

    /// The same and how it was read, as members of an object.
    static func write(_ record: LogRecord, _ reading: RecordReading, to object: inout JSONWriter) {
        object.member("source", record.log.name)
        object.member("line", record.line)
        object.member("byte_offset", record.byteOffset)
        object.member("record", record.text)
        object.object("reading") { ExplanationJSON.write(reading, to: &$0) }
    }
}
