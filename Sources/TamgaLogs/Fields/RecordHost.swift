/// The host that a syslog header names.
public struct RecordHost {
    /// Where the host name stands in an RFC 5424 or RFC 3164 record, with or without the `<priority>`,
    /// also after an RFC 3339 time; `nil` for a record of another form, or with `-` for a host.
    public static func syslogHost(of record: Span<UInt8>) -> Range<Int>? {
        var index = 0
        var isVersioned = false
        if record.count > 2, record[0] == 0x3C {
            index = 1
            while index < record.count, index < 5, record[index].isDigit { index += 1 }
            guard index > 1, index < record.count, record[index] == 0x3E else { return nil }
            index += 1
            if index + 1 < record.count, record[index].isDigit, record[index + 1] == 0x20 {
                isVersioned = true
                index += 2
            }
        }
        if isVersioned, index + 1 < record.count, record[index] == 0x2D, record[index + 1] == 0x20 {
            index += 1
        } else {
            guard let time = TimeForms.syslogHeader(record, at: index) else { return nil }
            index = time
        }
        guard index < record.count, record[index] == 0x20 else { return nil }
        while index < record.count, record[index] == 0x20 { index += 1 }
        let start = index
        while index < record.count, index - start <= 255, record[index] != 0x20 {
            guard record[index].isHostByte else { return nil }
            index += 1
        }
        guard index > start, index < record.count, record[index] == 0x20 else { return nil }
        // A tag (`sshd[1]:`) stands where the host is left out.
        guard record[index - 1] != 0x3A, !(index - start == 1 && record[start] == 0x2D) else { return nil }
        return start..<index
    }
}

extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isHostByte: Bool {
        isDigit || isLetter || self == 0x2D || self == 0x2E || self == 0x5F || self == 0x3A || self >= 0x80
    }
    var lowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
