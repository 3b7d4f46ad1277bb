import TamgaModel

extension Hit {
    /// Appends the member `observations`: the records that satisfy a pattern.
    func append(_ match: ObservationMatch, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #","observations":{"count":"#.utf8)
        bytes.append(decimal: match.count)
        bytes.append(contentsOf: #","records":["#.utf8)
        for (index, record) in match.records.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            append(record, to: &bytes)
        }
        bytes.append(contentsOf: "]}".utf8)
    }

    private func append(_ record: ObservationMatch.Record, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"satisfies":"#.utf8)
        bytes.appendJSON(record.satisfies)
        bytes.append(contentsOf: #","time":""#.utf8)
        bytes.append(record.place.time)
        bytes.append(0x22)
        if record.place.isArrival { bytes.append(contentsOf: #","arrival_time":true"#.utf8) }
        if let observer = record.place.observer {
            bytes.append(contentsOf: #","observer":""#.utf8)
            bytes.append(observer)
            bytes.append(0x22)
        }
        bytes.append(source: record.source, line: record.place.line, byteOffset: record.place.byteOffset)
        bytes.append(0x7D)
    }
}
