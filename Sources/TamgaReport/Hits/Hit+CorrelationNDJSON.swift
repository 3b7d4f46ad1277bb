import TamgaModel

extension Hit {
    /// Appends the member `correlation`: the window in which a correlation held.
    func append(_ match: CorrelationMatch, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #","correlation":{"type":""#.utf8)
        bytes.append(contentsOf: match.kind.rawValue.utf8)
        bytes.append(contentsOf: #"","value":"#.utf8)
        if let whole = Int(exactly: match.value) {
            bytes.append(decimal: whole)
        } else {
            bytes.append(contentsOf: "\(match.value)".utf8)
        }
        if match.isMinimum { bytes.append(contentsOf: #","at_least":true"#.utf8) }
        bytes.append(contentsOf: #","records":"#.utf8)
        bytes.append(decimal: match.records)
        bytes.append(contentsOf: #","first":""#.utf8)
        bytes.append(match.first)
        bytes.append(contentsOf: #"","last":""#.utf8)
        bytes.append(match.last)
        bytes.append(contentsOf: #"","timespan":"#.utf8)
        bytes.append(decimal: match.timespan)
        if match.usesArrival { bytes.append(contentsOf: #","arrival_time":true"#.utf8) }
        bytes.append(contentsOf: #","observers":["#.utf8)
        for (index, state) in match.observers.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            bytes.append(0x22)
            bytes.append(state)
            bytes.append(0x22)
        }
        bytes.append(contentsOf: #"],"evidence":["#.utf8)
        for (index, evidence) in match.evidence.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            append(evidence, to: &bytes)
        }
        bytes.append(contentsOf: "]}".utf8)
    }

    private func append(_ evidence: CorrelationMatch.Evidence, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"rule_id":"#.utf8)
        bytes.appendJSON(evidence.rule)
        bytes.append(contentsOf: #","time":""#.utf8)
        bytes.append(evidence.place.time)
        bytes.append(0x22)
        bytes.append(source: evidence.source, line: evidence.place.line, byteOffset: evidence.place.byteOffset)
        bytes.append(0x7D)
    }
}
