/// A Windows event of which members' workstations and servers write many, whatever the envelope.
struct WindowsEvent: Sendable {
    let shape: String
    let weight: Int
    let id: Int
    let provider: String
    let channel: String
    /// The slot of the machine's name.
    let host: String
    /// Its data: names, and what stands there with slots.
    let data: [(name: String, value: String)]

    private static let sysmon = ("Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational")
    private static let security = ("Microsoft-Windows-Security-Auditing", "Security")
    private static let guid = "{«hex4»«hex4»-«hex4»-«hex4»-«hex4»-«hex4»«hex4»«hex4»}"

    private init(
        _ shape: String, _ weight: Int, _ id: Int, _ source: (String, String), host: String = "workstation",
        _ data: KeyValuePairs<String, String>
    ) {
        self.shape = shape
        self.weight = weight
        self.id = id
        provider = source.0
        channel = source.1
        self.host = host
        self.data = data.map { (name: $0.key, value: $0.value) }
    }

    /// The events, of Sysmon, of the audit policy and of the system.
    static let all: [WindowsEvent] = [
        WindowsEvent(
            "process", 8, 1, sysmon,
            [
                "UtcTime": "«t.utc»", "ProcessGuid": guid, "ProcessId": "«pid»", "Image": "«image»",
                "CommandLine": "«command»", "CurrentDirectory": #"C:\\Windows\\System32\\"#,
                "User": #"«windows»\\«user»"#, "LogonId": "0x«hex4»", "IntegrityLevel": "«integrity»",
                "Hashes": "SHA256=«sha256»", "ParentProcessId": "«pid»", "ParentImage": "«parent»",
                "ParentCommandLine": "«parent.command»",
            ]),
        WindowsEvent(
            "connection", 8, 3, sysmon,
            [
                "UtcTime": "«t.utc»", "ProcessGuid": guid, "ProcessId": "«pid»",
                "Image": "«client»", "User": #"«windows»\\«user»"#,
                "Protocol": "tcp", "Initiated": "true", "SourceIp": "«ws.ip»", "SourcePort": "«port»",
                "DestinationIp": "«site.ip»", "DestinationHostname": "«site»", "DestinationPort": "443",
            ]),
        WindowsEvent(
            "file", 6, 11, sysmon,
            [
                "UtcTime": "«t.utc»", "ProcessGuid": guid, "ProcessId": "«pid»", "Image": "«image»",
                "TargetFilename": "«file»", "CreationUtcTime": "«t.utc»", "User": #"«windows»\\«user»"#,
            ]),
        WindowsEvent(
            "query", 8, 22, sysmon,
            [
                "UtcTime": "«t.utc»", "ProcessGuid": guid, "ProcessId": "«pid»", "QueryName": "«site»",
                "QueryStatus": "0", "QueryResults": "::ffff:«site.ip»;",
                "Image": "«client»", "User": #"«windows»\\«user»"#,
            ]),
        WindowsEvent(
            "logon", 6, 4624, security, host: "dc01",
            [
                "SubjectUserSid": "S-1-0-0", "TargetUserSid": "«sid»", "TargetUserName": "«user»",
                "TargetDomainName": "«windows»", "LogonType": "«logon.type»", "LogonProcessName": "Kerberos",
                "AuthenticationPackageName": "Kerberos", "WorkstationName": "«workstation»", "IpAddress": "«ws.ip»",
                "IpPort": "«port»",
            ]),
        WindowsEvent(
            "refused", 1, 4625, security, host: "dc01",
            [
                "SubjectUserSid": "S-1-0-0", "TargetUserName": "«user»", "TargetDomainName": "«windows»",
                "Status": "0xc000006d", "SubStatus": "0xc000006a", "LogonType": "«logon.type»",
                "AuthenticationPackageName": "NTLM", "WorkstationName": "«workstation»", "IpAddress": "«ws.ip»",
                "IpPort": "«port»",
            ]),
        WindowsEvent(
            "audited", 4, 4688, security,
            [
                "SubjectUserSid": "«sid»", "SubjectUserName": "«user»", "SubjectDomainName": "«windows»",
                "SubjectLogonId": "0x«hex4»", "NewProcessId": "0x«hex4»", "NewProcessName": "«image»",
                "TokenElevationType": "%%1938", "ProcessId": "0x«hex4»", "CommandLine": "«command»",
                "ParentProcessName": "«parent»",
            ]),
        WindowsEvent(
            "service", 0, 7045, ("Service Control Manager", "System"), host: "server",
            [
                "ServiceName": "«service»", "ImagePath": "«image»", "ServiceType": "user mode service",
                "StartType": "demand start", "AccountName": "LocalSystem",
            ]),
        WindowsEvent(
            "cleared", 0, 1102, ("Microsoft-Windows-Eventlog", "Security"),
            ["SubjectUserSid": "«sid»", "SubjectUserName": "«user»", "SubjectDomainName": "«windows»"]),
    ]
}
