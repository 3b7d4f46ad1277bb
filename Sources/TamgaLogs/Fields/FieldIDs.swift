/// The ids of names that the parser itself looks at.
struct FieldIDs: Sendable {
    let facility: Int
    let severity: Int
    let message: Int
    let identifier: Int
    let command: Int
    let realtime: Int
    let log: Int
    let stream: Int

    init(_ set: LogFormatSet) {
        facility = set.id(of: "facility")
        severity = set.id(of: "severity")
        message = set.id(of: "MESSAGE")
        identifier = set.id(of: "SYSLOG_IDENTIFIER")
        command = set.id(of: "_COMM")
        realtime = set.id(of: "__REALTIME_TIMESTAMP")
        log = set.id(of: "log")
        stream = set.id(of: "stream")
    }
}
