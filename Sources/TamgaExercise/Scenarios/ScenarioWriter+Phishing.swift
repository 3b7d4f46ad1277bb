import TamgaModel

extension ScenarioWriter {
    /// From a phishing mail to a beacon and to data that leaves.
    mutating func writePhishingCampaign() {
        let lure = domain("portal", "example")
        let control = domain("cdn", "test")
        let server = address()
        let sender = "accounts@\(lure)"
        let image = "/docs/forms-\(random.number(100...999)).iso"
        let digest = random.hexadecimal(64)
        let former = domain("files", "example")
        campaign = "Paper Kite"
        malware = ("KiteLoader", ["trojan", "remote-access-trojan"])
        share("Sender and host of the lure", [.sender(sender), .domain(lure)], phase: "delivery", confidence: 90)
        share("Disk image that the lure hands out", [.url("http://\(lure)\(image)")], phase: "delivery")
        share("Loader on the disk image", [.digest(digest)], phase: "exploitation", confidence: 95, label: "green")
        share("Host that the beacon reports to", [.domain(control), .address(server)], phase: "command-and-control")
        share("Former host of the lure, since sold", [.domain(former)], phase: "delivery", isExpired: true)
        addPhishingRules()
        addCorrelationAcrossMembers()

        let first = step(
            informed, "What \(informed.profile.name) found in its own network", "T1071.001",
            "One workstation had asked for \(control) and reported to \(server) before the host was taken from the net."
        )
        beacon(first, informed, informed.people[21], control, server, from: time(informed, day: 0, 10, 4), count: 8)

        for (number, estate) in struck.enumerated() {
            strike(
                estate, day: 1 + number % 3, sender: sender, lure: lure, image: image, digest: digest,
                control: control, server: server)
            let later = 2 + number % 3
            let person = estate.people[44]
            for minute in [12, 41] {
                decoy(
                    "\(lookalike(lure)) is one character longer than the lure's host and belongs to somebody else",
                    estate, .proxy, "request", at: time(estate, day: later, 11, minute),
                    ["site": lookalike(lure), "user": person.user, "ws.ip": person.address, "site.ip": "198.18.1.250"])
            }
            decoy(
                "\(neighbour(server)) is the address beside the beacon's host", estate, .firewall, "accepted",
                at: time(estate, day: later, 14, 2),
                ["ws.ip": person.address, "site.ip": neighbour(server), "server.port": "443"])
            decoy(
                "An administrator's scheduled task: it runs from Program Files, and its management agent set it up",
                estate, .windows, "process", at: time(estate, day: later, 7, 30),
                [
                    "workstation": estate.server("files01").name, "user": "svc-deploy",
                    "image": #"C:\Windows\System32\schtasks.exe"#,
                    "command":
                        #"schtasks.exe /create /sc daily /tn Inventory /tr "C:\Program Files\Inventory\scan.exe""#,
                    "parent": #"C:\Program Files\Inventory\agent.exe"#,
                ])
            if number == 0 {
                decoy(
                    "\(former) was an indicator until it expired, a month before; its new owner has a shop there",
                    estate, .names, "query", at: time(estate, day: later, 12, 15),
                    ["site": former, "site.ip": "198.18.1.251", "ws.ip": person.address])
            }
        }
        situation = [
            "\(informed.profile.name) found one of its workstations reporting to a host outside, cleaned it, and shared "
                + "what it had learned as \(campaign): who sends the mails, which host hands out the loader, where the "
                + "beacon reports to. \(informed.member.code) does not know who else got the mails.",
            "The other members have handed in a week of logs: mail, proxy, name queries, firewall, Windows events.",
        ]
        questions = [
            "Which members were struck, and who opened the mail first, at which workstation, when?",
            "How does the loader stay on the workstation?",
            "How long did each beacon report, and through which logs can it be seen?",
            "What left the network, how much, and when?",
            "Which of the hits would you not pass on, and why?",
        ]
    }

    private mutating func strike(
        _ estate: MemberEstate, day: Int, sender: String, lure: String, image: String, digest: String,
        control: String, server: String
    ) {
        let victim = estate.people[7 + random.below(20)]
        let mails = step(
            estate, "Mails with a link arrive", "T1566.002",
            "\(sender) writes to five people. The mail server's queue names the sender.")
        for (number, person) in ([victim] + estate.people[60..<64]).enumerated() {
            plant(
                mails, estate, .mail, "from", at: time(estate, day: day, 9, 2 + number),
                ["from": sender, "to": person.user], [.indicator(sender), .indicator(lure)])
        }
        let click = step(
            estate, "\(victim.user) fetches the disk image", "T1204.001",
            "At 09:31 local time the workstation \(victim.workstation) fetches http://\(lure)\(image).")
        plant(
            click, estate, .names, "query", at: time(estate, day: day, 9, 31, 4),
            ["site": lure, "site.ip": "198.18.1.249", "ws.ip": victim.address], [.indicator(lure)])
        plant(
            click, estate, .proxy, "request", at: time(estate, day: day, 9, 31, 6),
            [
                "site": lure, "site.path": image, "site.ip": "198.18.1.249", "ws.ip": victim.address,
                "user": victim.user, "method": "GET", "status": "200", "bytes": "1482752",
            ], [.indicator("http://\(lure)\(image)"), .indicator(lure)])
        let load = step(
            estate, "A library on the image is started", "T1218.011",
            "rundll32 loads a library from the drive that the image was mounted as. The digest is the shared one.")
        plant(
            load, estate, .windows, "process", at: time(estate, day: day, 9, 33, 40),
            [
                "workstation": victim.workstation, "user": victim.user, "sha256": digest.uppercased(),
                "image": #"C:\Windows\System32\rundll32.exe"#,
                "command": #""C:\Windows\System32\rundll32.exe" E:\forms.dll,Start"#,
                "parent": #"C:\Windows\explorer.exe"#, "parent.command": #"C:\Windows\explorer.exe"#,
            ], [.indicator(digest), .rule(PhishingRules.mounted)])
        let stay = step(
            estate, "The loader sets up a task", "T1053.005",
            "schtasks makes a task that starts the copy in the user's AppData folder at each log-on.")
        plant(
            stay, estate, .windows, "process", at: time(estate, day: day, 9, 34, 12),
            [
                "workstation": victim.workstation, "user": victim.user,
                "image": #"C:\Windows\System32\schtasks.exe"#,
                "command":
                    #"schtasks /create /f /sc onlogon /tn OneSync /tr "rundll32 C:\Users\\#(victim.user)\AppData\Roaming\sync.dll,Start""#,
                "parent": #"C:\Windows\System32\rundll32.exe"#,
                "parent.command": #""C:\Windows\System32\rundll32.exe" E:\forms.dll,Start"#,
            ], [.rule(PhishingRules.task)])
        let report = step(
            estate, "The beacon reports", "T1071.001",
            "Every ten minutes or so a name query, a POST to /api/v2/status and a connection to \(server).")
        beacon(report, estate, victim, control, server, from: time(estate, day: day, 9, 40), count: 24)
        let leave = step(
            estate, "Data leaves", "T1041",
            "At 16:20 local time three large requests to /api/v2/upload, over the same host.")
        for number in 0..<3 {
            plant(
                leave, estate, .proxy, "request", at: time(estate, day: day, 16, 20 + number),
                [
                    "site": control, "site.ip": server, "site.path": "/api/v2/upload", "method": "POST",
                    "status": "200", "bytes": "512", "ws.ip": victim.address, "user": victim.user,
                    "milliseconds": "\(random.number(40_000...58_000))",
                ], [.indicator(control), .indicator(server), .rule(PhishingRules.upload)])
        }
    }

    /// A beacon: a name query, a request and a connection each time.
    private mutating func beacon(
        _ step: String, _ estate: MemberEstate, _ person: MemberEstate.Person, _ control: String, _ server: String,
        from first: Int64, count: Int
    ) {
        var at = first
        for _ in 0..<count {
            plant(
                step, estate, .names, "query", at: at,
                ["site": control, "site.ip": server, "ws.ip": person.address],
                [.indicator(control), .indicator(server)])
            plant(
                step, estate, .proxy, "request", at: at + 1_000_000,
                [
                    "site": control, "site.ip": server, "site.path": "/api/v2/status", "method": "POST",
                    "status": "200", "bytes": "214", "ws.ip": person.address, "user": person.user,
                ], [.indicator(control), .indicator(server)])
            plant(
                step, estate, .firewall, "accepted", at: at + 1_500_000,
                ["ws.ip": estate.server("proxy01").address, "site.ip": server, "server.port": "80"],
                [.indicator(server)])
            at += Int64(540 + random.below(121)) * 1_000_000
        }
    }

    private mutating func addPhishingRules() {
        rule(
            "library-from-mounted-image.yml", PhishingRules.mounted, "Library Started From A Mounted Image",
            """
            description: rundll32 starts a library at the root of a drive that is none of the machine's own.
            tags: [attack.defense-evasion, attack.t1218.011]
            logsource: {product: windows, category: process_creation}
            detection:
              selection:
                Image|endswith: '\\rundll32.exe'
                CommandLine|re: ' [D-J]:\\\\[^\\\\ ]+\\.dll,'
              condition: selection
            level: high
            """)
        rule(
            "task-from-user-folder.yml", PhishingRules.task, "Task That Starts What Lies In A User's Folder",
            """
            description: A scheduled task is made that starts something from AppData.
            tags: [attack.persistence, attack.t1053.005]
            logsource: {product: windows, category: process_creation}
            detection:
              selection:
                Image|endswith: '\\schtasks.exe'
                CommandLine|contains|all: ['/create', '\\AppData\\']
              condition: selection
            level: high
            """)
        rule(
            "upload-by-the-beacon.yml", PhishingRules.upload, "Upload To The Beacon's Interface",
            """
            description: The path to which this campaign's loader posts what it has collected.
            tags: [attack.exfiltration, attack.t1041]
            logsource: {category: proxy}
            detection:
              selection:
                cs-method: POST
                c-uri|endswith: /api/v2/upload
              condition: selection
            level: high
            """)
        rule(
            "status-post.yml", "0d7f3b1e-52c7-4f2f-9a52-7a6d6d0c9b31", "Post To A Status Page",
            """
            name: exercise_status_post
            description: A part of the correlation below; never a hit by itself.
            logsource: {category: proxy}
            detection:
              selection:
                cs-method: POST
                c-uri|endswith: /api/v2/status
              condition: selection
            level: informational
            """)
        rule(
            "steady-posts.yml", PhishingRules.steady, "Steady Posts From One Workstation",
            isCorrelation: true,
            """
            description: Eight posts to the same path within three hours from one workstation.
            tags: [attack.command-and-control, attack.t1071.001]
            correlation:
              type: event_count
              rules: [exercise_status_post]
              group-by: [src_ip]
              timespan: 3h
              condition: {gte: 8}
            level: medium
            """)
    }
}

/// The ids of the rules of the phishing campaign.
private enum PhishingRules {
    static let mounted = "8f4b3f0c-9f2f-4ba4-8a0a-2e6b5f1d7c01"
    static let task = "27c6a7d1-3f4e-4f6f-9f0b-5f8d2b6a1e02"
    static let upload = "5e0f9c64-7d35-4d53-b2f5-0c4a8e7b9d03"
    static let steady = "b3a1d9e2-6c58-4e0a-8d17-9f2c4b7e5a04"
}
