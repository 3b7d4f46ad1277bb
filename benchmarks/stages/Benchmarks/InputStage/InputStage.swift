import Benchmark
import StageSupport
import TamgaLogs
import TamgaMatch

/// Reading logs: bytes, pieces of whole lines, records.
let benchmarks: @Sendable () -> Void = {
    /// A log with the account of its records, which the file of the log gives.
    struct Log {
        let scratch: Scratch
        let path: String
        let formats: LogFormatSet
    }

    /// What was read, in records and in bytes.
    struct Read: Equatable {
        var records = 0
        var bytes = 0
        var refused = 0
    }

    func prepared(_ name: String, _ bytes: [UInt8], _ answer: Read) throws -> Prepared<Log, Read> {
        let scratch = try Scratch()
        let log = Log(scratch: scratch, path: try scratch.file(name, bytes), formats: try RuleText.formats())
        return Prepared(log, .bytes(bytes.count), answer: answer)
    }

    // A file's bytes, a mebibyte at a time. Answer: their number.
    stage(
        "bytes-of-a-file",
        prepare: {
            let text = LogText.sshd(200_000)
            return try prepared("log", text.bytes, Read(bytes: text.bytes.count))
        },
        turn: { log, measured in
            try measured {
                var source = try LogSource.open(.file(log.path))
                var read = Read()
                if try source.recognise() != nil { read.refused += 1 }
                while true {
                    let piece = try source.read(upTo: 1 << 20)
                    if piece.isEmpty { break }
                    read.bytes += piece.count
                }
                return read
            }
        })

    // A file cut into pieces of whole lines, its format recognised. Answer: bytes and lines.
    stage(
        "pieces-of-whole-lines",
        prepare: {
            let text = LogText.sshd(200_000)
            return try prepared("log", text.bytes, Read(records: text.lines, bytes: text.bytes.count))
        },
        turn: { log, measured in
            measured {
                let loaded = LoadedLogs([.file(log.path)], formats: log.formats, limit: .max)
                return Read(
                    records: loaded.logs.reduce(0) { $0 + $1.records }, bytes: loaded.bytes,
                    refused: loaded.refusals.count)
            }
        })

    func records(_ log: Log) -> Read {
        var reader = LogRecordReader([.file(log.path)], formats: log.formats)
        var read = Read()
        while let record = reader.next() {
            read.records += 1
            read.bytes += record.bytes.count
        }
        read.refused = reader.finish().refusals.count
        return read
    }

    // One record after the other, each with its place. Answer: records, and their bytes without line ends.
    stage(
        "records-of-text",
        prepare: {
            let text = LogText.sshd(20_000)
            return try prepared("log", text.bytes, Read(records: text.lines, bytes: text.bytes.count - text.lines))
        },
        turn: { log, measured in measured { records(log) } })

    // The same of a JSON array over many lines, of which records are made first. Answer: records; none refused.
    stage(
        "records-of-a-JSON-array",
        prepare: {
            let text = LogText.processes(10_000)
            let body = text.bytes.dropLast().split(separator: 0x0A).joined(separator: Array(",\n  ".utf8))
            let array = Array("[\n  ".utf8) + Array(body) + Array("\n]\n".utf8)
            return try prepared("events.json", array, Read(records: text.lines))
        },
        turn: { log, measured in
            var read = measured { records(log) }
            read.bytes = 0
            return read
        })
}
