/// What the edge of a network writes: web servers, mail, proxies, name servers, firewalls.
extension LogDialect {
    static let web: [LogDialect] = [
        LogDialect(
            "apache", .web, file: "access.log", rhythm: .visitors, carrier: ("request", "visitor", false),
            [
                Shape(
                    "request", 1,
                    #"«visitor» - - [«t.clf»] "«method» «stem»«rest» HTTP/1.1" «status» «bytes» "«referer»" "«agent»""#)
            ]),
        LogDialect(
            "nginx", .web, file: "nginx-access.log", rhythm: .visitors, carrier: ("request", "visitor", false),
            [
                Shape(
                    "request", 1,
                    #"«visitor» - - [«t.clf»] "«method» «stem»«rest» HTTP/2.0" «status» «bytes» "«referer»" "«agent»" "-""#
                )
            ]),
        LogDialect(
            "iis", .web, file: "u_ex.log", escape: .w3c, rhythm: .visitors,
            header: """
                #Software: Microsoft Internet Information Services 10.0
                #Version: 1.0
                #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) \
                cs(Referer) sc-status sc-substatus sc-win32-status time-taken

                """, carrier: ("request", "visitor", false),
            [
                Shape(
                    "request", 1,
                    "«t.w3c» «web.ip» «method» «stem» «query» 443 - «visitor» «agent» «referer» «status» 0 0 «milliseconds»"
                )
            ]),
    ]

    static let mail: [LogDialect] = [
        LogDialect(
            "postfix", .mail, file: "mail.log", rhythm: .office, carrier: ("connect", "from.ip", false),
            mailShapes("«t.rfc3164» mail01 postfix/", "[«pid»]: ")),
        LogDialect(
            "postfix-rfc5424", .mail, file: "maillog", rhythm: .office, carrier: ("connect", "from.ip", false),
            mailShapes("<22>1 «t.rfc3339» «mail01» postfix/", " «pid» - - ")),
    ]

    private static func mailShapes(_ front: String, _ behind: String) -> [Shape] {
        [
            Shape("connect", 3, "\(front)smtpd\(behind)connect from «from.host»[«from.ip»]"),
            Shape("client", 3, "\(front)smtpd\(behind)«queue»: client=«from.host»[«from.ip»]"),
            Shape("from", 3, "\(front)qmgr\(behind)«queue»: from=<«from»>, size=«bytes», nrcpt=1 (queue active)"),
            Shape(
                "to", 3,
                "\(front)lmtp\(behind)«queue»: to=<«to»@«domain»>, relay=mail01[private/lmtp], delay=0.«three», "
                    + "delays=0.1/0/0/0.1, dsn=2.0.0, status=sent (250 2.0.0 Saved)"),
            Shape("removed", 3, "\(front)qmgr\(behind)«queue»: removed"),
        ]
    }

    static let proxy: [LogDialect] = [
        LogDialect(
            "squid", .proxy, file: "squid-access.log", rhythm: .office, carrier: ("request", "site", true),
            [
                Shape(
                    "request", 5,
                    "«t.epoch3» «milliseconds» «ws.ip» TCP_MISS/«status» «bytes» «method» http://«site»«site.path» «user» "
                        + "HIER_DIRECT/«site.ip» text/html"),
                Shape(
                    "tunnel", 7,
                    "«t.epoch3» «milliseconds» «ws.ip» TCP_TUNNEL/200 «bytes» CONNECT «site»:443 «user» "
                        + "HIER_DIRECT/«site.ip» -"),
            ]),
        LogDialect(
            "zeek-http", .proxy, file: "http.json", escape: .json, rhythm: .office, carrier: ("request", "site", true),
            [
                Shape(
                    "request", 1,
                    #"{"_path":"http","ts":«t.epoch6»,"uid":"C«base6»«base6»«base6»","id.orig_h":"«ws.ip»","id.orig_p":«port»,"id.resp_h":"«site.ip»","id.resp_p":80,"method":"«method»","host":"«site»","uri":"«site.path»","user_agent":"«agent»","request_body_len":0,"response_body_len":«bytes»,"status_code":«status»}"#
                )
            ]),
        LogDialect(
            "cef", .proxy, file: "proxy.cef", escape: .cef, rhythm: .office, carrier: ("request", "site", true),
            [
                Shape(
                    "request", 1,
                    "<134>«t.rfc3339» «proxy01» CEF:0|Palo Alto Networks|PAN-OS|11.1|url|THREAT|1|rt=«t.epochMilliseconds» src=«ws.ip» spt=«port» dst=«site.ip» "
                        + "dpt=80 suser=«user» requestMethod=«method» request=http://«site»«site.path» act=alert "
                        + "requestClientApplication=«agent»")
            ]),
    ]

    static let names: [LogDialect] = [
        LogDialect(
            "zeek-dns", .names, file: "dns.log", rhythm: .office,
            header: "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n"
                + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\tqtype_name\trcode_name\tanswers\n"
                + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tstring\tstring\tvector[string]\n",
            carrier: ("query", "site", true),
            [
                Shape(
                    "query", 1,
                    "«t.epoch6»\tC«base6»«base6»«base6»\t«ws.ip»\t«port»\t«ns01.ip»\t53\tudp\t«site»\t«query.type»\tNOERROR\t«site.ip»"
                )
            ]),
        LogDialect(
            "suricata-dns", .names, file: "eve.json", escape: .json, rhythm: .office, carrier: ("query", "site", true),
            [
                Shape(
                    "query", 1,
                    #"{"timestamp":"«t.eve»","flow_id":1«three»«three»«three»«three»,"in_iface":"ens3","event_type":"dns","src_ip":"«ws.ip»","src_port":«port»,"dest_ip":"«ns01.ip»","dest_port":53,"proto":"UDP","dns":{"type":"answer","id":«pid»,"rrname":"«site»","rrtype":"«query.type»","rcode":"NOERROR","grouped":{"A":["«site.ip»"]}}}"#
                )
            ]),
    ]

    static let firewall: [LogDialect] = [
        LogDialect(
            "iptables", .firewall, file: "kern.log", rhythm: .machines, carrier: ("dropped", "visitor", false),
            [
                Shape(
                    "dropped", 4,
                    "«t.rfc3164» gate01 kernel: [«three»«three».«three»«three»] FW-DROP: IN=ens3 OUT= MAC=02:00:00:00:00:01:02:00:00:00:00:02:08:00 "
                        + "SRC=«visitor» DST=«public.ip» LEN=44 TOS=0x00 PREC=0x00 TTL=241 ID=«pid» PROTO=TCP SPT=«port» "
                        + "DPT=«knock» WINDOW=1024 RES=0x00 SYN URGP=0"),
                Shape(
                    "accepted", 6,
                    "«t.rfc3164» gate01 kernel: [«three»«three».«three»«three»] FW-ACCEPT: IN=ens4 OUT=ens3 "
                        + "SRC=«ws.ip» DST=«site.ip» LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=«pid» DF PROTO=TCP SPT=«port» "
                        + "DPT=«server.port» WINDOW=64240 RES=0x00 SYN URGP=0"),
            ]),
        LogDialect(
            "zeek-conn", .firewall, file: "conn.log", rhythm: .machines,
            header: "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
                + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\n"
                + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring\n",
            carrier: ("dropped", "visitor", false),
            [
                Shape(
                    "dropped", 4,
                    "«t.epoch6»\tC«base6»«base6»«base6»\t«visitor»\t«port»\t«public.ip»\t«knock»\ttcp\t-\t-\t-\t-\tS0"),
                Shape(
                    "accepted", 6,
                    "«t.epoch6»\tC«base6»«base6»«base6»\t«ws.ip»\t«port»\t«site.ip»\t«server.port»\ttcp\t-\t«duration»\t«three»\t«bytes»\tSF"
                ),
            ]),
        LogDialect(
            "cef-firewall", .firewall, file: "traffic.cef", escape: .cef, rhythm: .machines,
            carrier: ("dropped", "visitor", false),
            [
                Shape(
                    "dropped", 4,
                    "<134>«t.rfc3339» «gate01» CEF:0|Check Point|VPN-1|R81.20|Drop|Drop|5|rt=«t.epochMilliseconds» act=Drop src=«visitor» spt=«port» dst=«public.ip» "
                        + "dpt=«knock» proto=TCP"),
                Shape(
                    "accepted", 6,
                    "<134>«t.rfc3339» «gate01» CEF:0|Check Point|VPN-1|R81.20|Accept|Accept|1|rt=«t.epochMilliseconds» act=Accept src=«ws.ip» spt=«port» dst=«site.ip» "
                        + "dpt=«server.port» proto=TCP"),
            ]),
    ]
}
