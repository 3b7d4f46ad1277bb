import TamgaLogs
import TamgaModel
import TamgaUUID

/// What the records of one block share.
struct BlockPlace {
    let text: TextView
    let log: LogSummary
    let source: Int
    let byteOffset: Int
    let clock: RecordClock
    /// Whose the log is, where run or path say so.
    let observer: MemberState?

    /// A hit's id: the same hit in the same log has the same, wherever the log lies and however it is packed.
    func hitID(_ record: RecordContext, _ kind: String, _ value: String) -> String {
        let start = byteOffset + record.range.lowerBound
        var name = NameUUID(namespace: NameUUID.tamga)
        name.update(log.origin.bytes(upTo: byteOffset + record.range.upperBound))
        name.update("\n\(start)\n\(kind)\n\(value)\n".utf8)
        name.update(text.bytes(record.range.beginning(1_024)))
        return name.text()
    }
}
