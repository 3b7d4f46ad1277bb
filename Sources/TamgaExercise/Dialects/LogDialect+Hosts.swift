/// What hosts write: Windows events in three envelopes, logins to Linux, its audit, and a plant's controllers.
extension LogDialect {
    /// The three envelopes in which collectors hand Windows events on.
    private enum Envelope: String {
        /// NXLog's: everything at the top.
        case flat
        /// evtx_dump's: `Event.System` and `Event.EventData`.
        case nested
        /// Winlogbeat's: `winlog.event_data`.
        case beat
    }

    static let windows: [LogDialect] = [
        windowsDialect("windows-flat", .flat, file: "windows-events.ndjson"),
        windowsDialect("windows-nested", .nested, file: "evtx.ndjson"),
        windowsDialect("windows-beat", .beat, file: "winlogbeat.ndjson"),
    ]

    private static func windowsDialect(_ name: String, _ envelope: Envelope, file: String) -> LogDialect {
        LogDialect(
            name, .windows, file: file, escape: .json, rhythm: .office, carrier: ("query", "site", true),
            WindowsEvent.all.map { event in
                Shape(event.shape, event.weight, text(event, envelope))
            })
    }

    private static func text(_ event: WindowsEvent, _ envelope: Envelope) -> String {
        let data = event.data.map { ##""\##($0.name)":"\##($0.value)""## }.joined(separator: ",")
        let host = "«\(event.host)»"
        switch envelope {
        case .flat:
            return ##"{"EventTime":"«t.w3c»","Hostname":"\##(host)","EventID":\##(event.id),"##
                + ##""SourceName":"\##(event.provider)","Channel":"\##(event.channel)","##
                + ##""RecordNumber":1«three»«three»,\##(data)}"##
        case .nested:
            return ##"{"Event":{"System":{"Provider":{"#attributes":{"Name":"\##(event.provider)"}},"##
                + ##""EventID":\##(event.id),"TimeCreated":{"#attributes":{"SystemTime":"«t.iso7»"}},"##
                + ##""EventRecordID":1«three»«three»,"Channel":"\##(event.channel)","##
                + ##""Computer":"\##(host)"},"EventData":{\##(data)}}}"##
        case .beat:
            return ##"{"@timestamp":"«t.iso»","event":{"code":"\##(event.id)","provider":"\##(event.provider)"},"##
                + ##""host":{"name":"\##(host)"},"winlog":{"channel":"\##(event.channel)","##
                + ##""computer_name":"\##(host)","event_id":\##(event.id),"##
                + ##""provider_name":"\##(event.provider)","event_data":{\##(data)}}}"##
        }
    }

    static let linux: [LogDialect] = [
        LogDialect("sshd", .ssh, file: "auth.log", rhythm: .machines, sshShapes("«t.rfc3164» gate01 sshd[«pid»]: ")),
        LogDialect(
            "sshd-rfc5424", .ssh, file: "secure", rhythm: .machines,
            sshShapes("<86>1 «t.rfc3339» «gate01» sshd «pid» - - ")),
        LogDialect(
            "auditd", .audit, file: "audit.log", rhythm: .machines,
            [
                Shape(
                    "process", 6,
                    #"type=EXECVE msg=audit(«t.epoch3»:«three»«three»): argc=2 a0="/usr/lib/sysstat/sadc" a1="60""#),
                Shape(
                    "call", 6,
                    #"type=SYSCALL msg=audit(«t.epoch3»:«three»«three»): arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=«pid» auid=4294967295 uid=0 gid=0 euid=0 tty=(none) ses=4294967295 comm="sadc" exe="/usr/lib/sysstat/sadc" key="exec""#
                ),
                Shape(
                    "cron", 3,
                    #"type=USER_START msg=audit(«t.epoch3»:«three»«three»): pid=«pid» uid=0 auid=0 ses=1 msg='op=PAM:session_open acct="root" exe="/usr/sbin/cron" hostname=? addr=? terminal=cron res=success'"#
                ),
                Shape(
                    "web", 0,
                    #"type=SYSCALL msg=audit(«t.epoch3»:«three»«three»): arch=c000003e syscall=59 success=yes exit=0 ppid=«pid» pid=«pid» auid=4294967295 uid=33 gid=33 euid=33 tty=(none) ses=4294967295 comm="«comm»" exe="«exe»" key="exec""#
                ),
                Shape(
                    "fetch", 0,
                    #"type=EXECVE msg=audit(«t.epoch3»:«three»«three»): argc=3 a0="«a0»" a1="«a1»" a2="«a2»""#),
            ]),
    ]

    private static func sshShapes(_ front: String) -> [Shape] {
        [
            Shape(
                "accepted", 5,
                "\(front)Accepted publickey for «user» from «ws.ip» port «port» ssh2: ED25519 SHA256:«key»"),
            Shape("refused", 2, "\(front)Failed password for «user» from «visitor» port «port» ssh2"),
            Shape("password", 0, "\(front)Accepted password for «user» from «ws.ip» port «port» ssh2"),
            Shape("closed", 5, "\(front)Connection closed by «ws.ip» port «port»"),
        ]
    }

    static let plant: [LogDialect] = [
        LogDialect(
            "zeek-modbus", .plant, file: "modbus.log", rhythm: .machines,
            header: "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tmodbus\n"
                + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttid\tunit\tfunc\tpdu_type\taddress\n"
                + "#types\ttime\tstring\taddr\tport\taddr\tport\tcount\tcount\tstring\tstring\tcount\n",
            [
                Shape("read", 30, modbus("READ_HOLDING_REGISTERS")),
                Shape("inputs", 20, modbus("READ_INPUT_REGISTERS")),
                Shape("write", 1, modbus("WRITE_SINGLE_REGISTER")),
                Shape("coils", 0, modbus("WRITE_MULTIPLE_COILS")), Shape("who", 0, modbus("REPORT_SLAVE_ID")),
            ])
    ]

    private static func modbus(_ function: String) -> String {
        "«t.epoch6»\tC«base6»«base6»«base6»\t«scada.ip»\t«port»\t«plc.ip»\t502\t«pid»\t1\t\(function)\tREQ\t«register»"
    }
}
