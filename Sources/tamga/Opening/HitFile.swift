import TamgaJSON
import TamgaLogs
import TamgaMatch

/// A file of hits, as `correlate --hits` writes it.
enum HitFile {
    /// Where a hit stands.
    struct Place {
        let source: String
        let line: Int
        let byteOffset: Int
    }

    /// The place of the hit with an id; `nil` where the file has none.
    ///
    /// - Throws: where the file cannot be read.
    static func place(of id: String, in path: String) throws -> Place? {
        let formats = LogFormatSet([])
        var reader = LogRecordReader(
            [path == "-" ? .standardInput : .file(path)], formats: formats, formatName: "json")
        while let record = reader.next() {
            let span = record.bytes.span
            guard let line = try? JSONValue(span), line.member("id", in: span)?.string(in: span) == id,
                let source = line.member("source", in: span)?.string(in: span),
                let offset = line.member("byte_offset", in: span)?.integer(in: span)
            else { continue }
            return Place(
                source: source, line: line.member("line", in: span)?.integer(in: span) ?? 0, byteOffset: offset)
        }
        let (logs, refusals) = reader.finish()
        if logs.contains(where: \.isUnreadable), let refusal = refusals.first {
            throw RecordLookup.Unreadable(description: "\(refusal)")
        }
        return nil
    }
}
