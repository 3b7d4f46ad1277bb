/// The names that the built-in families give, and under which other names they give the same values.
enum BuiltInNames {
    /// Zeek's columns and the names that all formats share.
    static let zeek = [
        "id.orig_h": "src_ip", "id.orig_p": "src_port", "id.resp_h": "dst_ip", "id.resp_p": "dst_port",
    ]

    /// `key=value` text: netfilter, Fortinet, Check Point and others.
    static let pairs = [
        "SRC": "src_ip", "DST": "dst_ip", "SPT": "src_port", "DPT": "dst_port", "PROTO": "proto", "srcip": "src_ip",
        "dstip": "dst_ip", "srcport": "src_port", "dstport": "dst_port", "src": "src_ip", "dst": "dst_ip",
        "s_port": "src_port", "source_ip": "src_ip", "client_ip": "src_ip", "remote_addr": "src_ip",
        "clientip": "src_ip", "remip": "src_ip", "rhost": "src_ip", "rip": "src_ip", "lip": "dst_ip",
        "username": "user", "usr": "user", "srcuser": "user", "sasl_username": "user",
    ]

    static let cef = [
        "src": "src_ip", "spt": "src_port", "dst": "dst_ip", "dpt": "dst_port", "suser": "user", "duser": "dst_user",
        "act": "action", "requestMethod": "cs-method", "request": "c-uri", "requestClientApplication": "cs-user-agent",
        "shost": "src_host", "dhost": "dst_host",
    ]

    static let leef = [
        "src": "src_ip", "srcPort": "src_port", "dst": "dst_ip", "dstPort": "dst_port", "usrName": "user",
    ]

    static let audit = ["addr": "src_ip", "acct": "user"]

    /// The journal's fields and the names that syslog gives.
    static let journal = [
        "_HOSTNAME": "host", "SYSLOG_IDENTIFIER": "program", "_PID": "pid", "MESSAGE": "message",
    ]

    /// The other names of a W3C column.
    static func w3c(_ column: String) -> [String] {
        switch column {
        case "c-ip", "src-ip": return ["src_ip"]
        case "c-port", "src-port": return ["src_port"]
        case "s-ip", "dst-ip": return ["dst_ip"]
        case "s-port", "dst-port": return ["dst_port"]
        case "cs-username": return ["user"]
        case "cs(User-Agent)": return ["cs-user-agent", "c-useragent"]
        case "cs(Referer)": return ["cs-referer", "cs-referrer"]
        default:
            guard column.hasSuffix(")"), let open = column.firstIndex(of: "("), open > column.startIndex else {
                return []
            }
            let inner = column[column.index(after: open)...].dropLast().lowercased()
            return ["\(column[..<open])-\(inner)"]
        }
    }

    /// All of them.
    static let all: Set<String> = Set([
        "src_ip", "src_port", "dst_ip", "dst_port", "user", "_path", "c-uri", "cs-uri-stem", "cs-uri-query",
        "cs-user-agent", "c-useragent", "cs-referer", "cs-referrer", "cs-cookie", "cs-host", "facility", "severity",
        "type", "node", "audit_time", "audit_serial", "cefVersion", "leefVersion", "deviceVendor", "deviceProduct",
        "deviceVersion", "deviceEventClassId", "name", "eventId",
    ]).union(zeek.values).union(pairs.values).union(cef.values).union(leef.values).union(audit.values)
        .union(journal.values).union(journal.keys).union(["log", "stream", "_COMM", "__REALTIME_TIMESTAMP"])
}
