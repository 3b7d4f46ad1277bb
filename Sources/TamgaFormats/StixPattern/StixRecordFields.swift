import TamgaModel

/// Where a log record keeps what an object path of a STIX pattern speaks of: the mapping of records to cyber-observable
/// objects. One record is one observation.
///
/// The names are those of Sigma's taxonomy and of the log formats; what one product calls them otherwise is the log
/// source map's business (its `fields`).
enum StixRecordFields {
    /// What an object path is in a record.
    enum Place: Equatable {
        /// The value of one of these fields.
        case fields([String])
        /// The last component of a path in one of these fields.
        case lastComponent([String])
        /// The folder of a path in one of these fields.
        case folder([String])
        /// A value that stands anywhere in the record, between characters that are no part of it; these fields hold it
        /// where more is asked than equality.
        case text([String], isCased: Bool)
    }

    /// The place; `nil` where no record has such a thing.
    static func place(of path: StixObjectPath) -> Place? {
        let keys = path.steps.compactMap { step in
            if case .key(let key) = step { key.lowercased() } else { nil }
        }
        let type = path.objectType.lowercased()
        if keys.first == "hashes", keys.count == 2, ["file", "artifact", "x509-certificate"].contains(type) {
            return .text(["Hashes", "md5", "sha1", "sha256"], isCased: false)
        }
        return places["\(type):\(keys.joined(separator: "."))"]
    }

    private static let images = ["Image", "NewProcessName", "exe", "process.executable"]
    private static let files = ["TargetFilename", "ImageLoaded", "Image", "file.path", "file.name", "name", "filename"]
    private static let addresses = [
        "src_ip", "dst_ip", "SourceIp", "DestinationIp", "IpAddress", "c-ip", "s-ip", "id.orig_h", "id.resp_h",
        "clientip", "src", "dst", "dest_ip",
    ]
    private static let sources = ["src_ip", "SourceIp", "IpAddress", "c-ip", "id.orig_h", "clientip", "src"]
    private static let destinations = ["dst_ip", "DestinationIp", "s-ip", "id.resp_h", "dest_ip", "dst"]
    private static let names = ["query", "QueryName", "dns.question.name", "DestinationHostname", "cs-host", "host"]
    private static let urls = ["c-uri", "cs-uri", "cs-uri-stem", "url", "url.full", "uri", "http.url"]
    private static let agents = [
        "c-useragent", "cs-user-agent", "cs(User-Agent)", "user_agent", "http.http_user_agent",
    ]
    private static let users = ["User", "TargetUserName", "SubjectUserName", "user", "cs-username", "user.name"]

    private static let places: [String: Place] = [
        "process:command_line": .fields(["CommandLine", "proctitle", "command", "process.command_line"]),
        "process:arguments": .fields(["CommandLine", "proctitle", "command"]),
        "process:name": .lastComponent(images), "process:image_ref.name": .lastComponent(images),
        "process:binary_ref.name": .lastComponent(images),
        "process:image_ref.parent_directory_ref.path": .folder(images),
        "process:binary_ref.parent_directory_ref.path": .folder(images),
        "process:pid": .fields(["ProcessId", "pid", "process.pid"]),
        "process:cwd": .fields(["CurrentDirectory", "cwd"]),
        "process:creator_user_ref.user_id": .fields(users), "process:creator_user_ref.account_login": .fields(users),
        "process:parent_ref.command_line": .fields(["ParentCommandLine"]),
        "process:parent_ref.name": .lastComponent(["ParentImage", "ParentProcessName"]),
        "process:parent_ref.image_ref.name": .lastComponent(["ParentImage", "ParentProcessName"]),
        "process:parent_ref.binary_ref.name": .lastComponent(["ParentImage", "ParentProcessName"]),
        "process:parent_ref.pid": .fields(["ParentProcessId", "ppid"]),
        "file:name": .lastComponent(files), "file:path": .fields(files),
        "file:parent_directory_ref.path": .folder(files), "file:size": .fields(["size", "file.size", "bytes"]),
        "file:mime_type": .fields(["mime_type", "mimetype", "c-mime-type"]),
        "directory:path": .folder(files),
        "windows-registry-key:key": .fields(["TargetObject", "ObjectName"]),
        "windows-registry-key:values.name": .lastComponent(["TargetObject", "ObjectValueName"]),
        "windows-registry-key:values.data": .fields(["Details", "NewValue"]),
        "network-traffic:src_port": .fields(["src_port", "SourcePort", "id.orig_p", "spt"]),
        "network-traffic:dst_port": .fields(["dst_port", "DestinationPort", "id.resp_p", "dest_port", "dpt"]),
        "network-traffic:protocols": .fields(["proto", "Protocol", "protocol", "service", "network.transport"]),
        "network-traffic:src_ref.value": .text(sources, isCased: false),
        "network-traffic:dst_ref.value": .text(destinations + names, isCased: false),
        "network-traffic:src_byte_count": .fields(["orig_bytes", "bytes_out", "cs-bytes"]),
        "network-traffic:dst_byte_count": .fields(["resp_bytes", "bytes_in", "sc-bytes"]),
        "network-traffic:extensions.http-request-ext.request_method": .fields([
            "cs-method", "method", "http.http_method", "http_method",
        ]),
        "network-traffic:extensions.http-request-ext.request_value": .fields(urls),
        "network-traffic:extensions.http-request-ext.request_header.user-agent": .fields(agents),
        "network-traffic:extensions.http-request-ext.request_header.host": .fields(["cs-host", "host"]),
        "ipv4-addr:value": .text(addresses, isCased: false), "ipv6-addr:value": .text(addresses, isCased: false),
        "domain-name:value": .text(names, isCased: false),
        "domain-name:resolves_to_refs.value": .text(["answers", "answer", "QueryResults"], isCased: false),
        "url:value": .text(urls, isCased: true), "email-addr:value": .text(["from", "to", "sender"], isCased: false),
        "email-message:subject": .fields(["subject", "Subject"]),
        "email-message:from_ref.value": .text(["from", "sender", "mailfrom"], isCased: false),
        "email-message:sender_ref.value": .text(["from", "sender", "mailfrom"], isCased: false),
        "email-message:to_refs.value": .text(["to", "rcpt", "recipient"], isCased: false),
        "user-account:user_id": .fields(users), "user-account:account_login": .fields(users),
        "user-account:display_name": .fields(users),
        "mutex:name": .text(["MutexName"], isCased: true), "mac-addr:value": .text(["mac", "src_mac"], isCased: false),
        "autonomous-system:number": .fields(["asn", "as.number"]),
        "x509-certificate:subject": .fields(["subject", "certificate.subject", "tls.subject"]),
        "x509-certificate:issuer": .fields(["issuer", "certificate.issuer", "tls.issuerdn"]),
        "x509-certificate:serial_number": .text(["serial", "certificate.serial"], isCased: false),
        "user-agent:value": .fields(agents),
    ]
}
