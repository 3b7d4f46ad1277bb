import TamgaModel

extension ScenarioWriter {
    /// From guessed passwords to encrypted files.
    mutating func writeRansomware() {
        let guesser = address()
        var server = address()
        while server == guesser || neighbour(server) == guesser || neighbour(guesser) == server { server = address() }
        let control = domain("sync", "test")
        let digest = random.hexadecimal(64)
        let note = "HOW_TO_RECOVER_\(random.hexadecimal(4).uppercased()).txt"
        campaign = "Salt Lake"
        malware = ("SaltLock", ["ransomware"])
        share("Host that guesses passwords", [.address(guesser)], phase: "exploitation", label: "green")
        share("Encrypting program", [.digest(digest)], phase: "actions-on-objectives", confidence: 95)
        share("Note that it leaves", [.fileName(note)], phase: "actions-on-objectives", label: "green")
        share("Where data went first", [.domain(control), .address(server)], phase: "command-and-control")
        addRansomwareRules()
        addCorrelationAcrossMembers()

        let first = step(
            informed, "What \(informed.profile.name) found in its own network", "T1110",
            "\(guesser) had guessed at the gateway, in vain; a test machine had asked for \(control).")
        guesses(first, informed, from: guesser, at: time(informed, day: 0, 3, 10), count: 14)
        for minute in [30, 44, 58] {
            plant(
                first, informed, .names, "query", at: time(informed, day: 0, 8, minute),
                ["site": control, "site.ip": server, "ws.ip": informed.people[3].address],
                [.indicator(control), .indicator(server)])
        }
        for (number, estate) in struck.enumerated() {
            encrypt(estate, day: 1 + number % 3, guesser, control: control, server: server, digest: digest, note: note)
            let day = 2 + number % 3
            let person = estate.people[52]
            for second in [5, 21] {
                decoy(
                    "Somebody mistypes a password, from inside", estate, .windows, "refused",
                    at: time(estate, day: day, 8, 58, second),
                    ["user": person.user, "workstation": person.workstation, "ws.ip": person.address])
            }
            decoy(
                "The backup administrator lists shadow copies; nothing is deleted", estate, .windows, "process",
                at: time(estate, day: day, 6, 15),
                [
                    "workstation": estate.server("backup01").name, "user": "svc-backup",
                    "image": #"C:\Windows\System32\vssadmin.exe"#, "command": "vssadmin list shadows",
                    "parent": #"C:\Program Files\Backup\backup.exe"#,
                ])
            decoy(
                "A service of the monitoring's, installed from Program Files", estate, .windows, "service",
                at: time(estate, day: day, 7, 5),
                [
                    "server": estate.server("app01").name, "service": "Monitoring Agent",
                    "image": #"C:\Program Files\Monitoring\agent.exe"#,
                ])
            decoy(
                "Notes that a user keeps on recovering a disk; the name is not the note's", estate, .windows, "file",
                at: time(estate, day: day, 15, 40),
                [
                    "workstation": person.workstation, "user": person.user,
                    "file": #"C:\Users\\#(person.user)\Documents\HOW_TO_RECOVER.txt"#,
                    "image": #"C:\Windows\System32\notepad.exe"#,
                ])
            decoy(
                "\(neighbour(guesser)) is the address beside the guesser's", estate, .firewall, "dropped",
                at: time(estate, day: day, 4, 31), ["visitor": neighbour(guesser), "knock": "3389"])
        }
        situation = [
            "\(informed.profile.name) turned away somebody who guessed passwords at its gateway and found a test machine "
                + "that had been prepared. It shared what it had learned as \(campaign) and warned of encryption.",
            "Two days later another member reports files that cannot be opened. All members have handed in a week of logs: "
                + "proxy, name queries, firewall, Windows events.",
        ]
        questions = [
            "Which account was guessed, where was it used first, and how many guesses did it take?",
            "Which machines were reached from there, and how?",
            "What was done so that the files could not be restored?",
            "Did data leave before the files were encrypted? How do you know?",
            "Which member could still have been warned, and by which hit?",
        ]
    }

    /// Guesses at a gateway that is reached from outside.
    private mutating func guesses(
        _ step: String, _ estate: MemberEstate, from guesser: String, at first: Int64, count: Int
    ) {
        var at = first
        for number in 0..<count {
            plant(
                step, estate, .windows, "refused", at: at,
                [
                    "dc01": estate.server("gate01").name, "user": number % 3 == 0 ? "administrator" : "svc-scan",
                    "ws.ip": guesser, "workstation": "-", "logon.type": "3",
                ], [.indicator(guesser)])
            at += Int64(4 + random.below(9)) * 1_000_000
        }
    }

    private mutating func encrypt(
        _ estate: MemberEstate, day: Int, _ guesser: String, control: String, server: String, digest: String,
        note: String
    ) {
        let gate = estate.server("gate01")
        let guess = step(
            estate, "Passwords are guessed", "T1110.001",
            "\(guesser) tries administrator and svc-scan at \(gate.name), from 02:10 local time on.")
        guesses(guess, estate, from: guesser, at: time(estate, day: day, 2, 10), count: 22)
        let enter = step(
            estate, "The account svc-scan is used", "T1078.002",
            "The password fits. A session by remote desktop (type 10) from the same address.")
        plant(
            enter, estate, .windows, "logon", at: time(estate, day: day, 2, 16),
            [
                "dc01": gate.name, "user": "svc-scan", "ws.ip": guesser, "workstation": gate.name, "logon.type": "10",
            ], [.indicator(guesser), .rule(RansomwareRules.desktop)])
        let steal = step(
            estate, "Credentials are read out of memory", "T1003.001",
            "rundll32 calls MiniDump of comsvcs.dll on \(gate.name).")
        plant(
            steal, estate, .windows, "process", at: time(estate, day: day, 2, 31),
            [
                "workstation": gate.name, "user": "svc-scan", "image": #"C:\Windows\System32\rundll32.exe"#,
                "command": #"rundll32.exe C:\Windows\System32\comsvcs.dll, MiniDump 712 C:\Windows\Temp\d.bin full"#,
                "parent": #"C:\Windows\System32\cmd.exe"#,
            ], [.rule(RansomwareRules.dump)])
        let reach = ["files01", "backup01", "app01"].map { estate.server($0) }
        let spread = step(
            estate, "Services are installed on other servers", "T1569.002",
            "On \(reach.map(\.name).joined(separator: ", ")): a service whose program lies in ADMIN$.")
        for (number, target) in reach.enumerated() {
            plant(
                spread, estate, .windows, "service", at: time(estate, day: day, 2, 50 + number),
                [
                    "server": target.name, "service": "svc\(random.hexadecimal(6))",
                    "image": #"%SystemRoot%\\#(random.hexadecimal(8)).exe"#,
                ], [.rule(RansomwareRules.service)])
        }
        let take = step(
            estate, "Data is taken out", "T1567",
            "\(reach[0].name) asks for \(control) and talks to \(server) for forty minutes.")
        for number in 0..<8 {
            let at = time(estate, day: day, 3, 5 * number)
            plant(
                take, estate, .names, "query", at: at,
                ["site": control, "site.ip": server, "ws.ip": reach[0].address],
                [.indicator(control), .indicator(server)])
            plant(
                take, estate, .firewall, "accepted", at: at + 1_000_000,
                [
                    "ws.ip": reach[0].address, "site.ip": server, "server.port": "443",
                    "bytes": "\(40_000_000 + number)",
                ],
                [.indicator(server)])
        }
        let hinder = step(
            estate, "Shadow copies are deleted", "T1490", "On each of the three servers, by vssadmin.")
        let lock = step(
            estate, "Files are encrypted", "T1486",
            "The program with the shared digest writes files that end in .salted, and its note into each folder.")
        for (number, target) in reach.enumerated() {
            let at = time(estate, day: day, 4, 2 + 6 * number)
            plant(
                hinder, estate, .windows, "process", at: at,
                [
                    "workstation": target.name, "user": "SYSTEM", "image": #"C:\Windows\System32\vssadmin.exe"#,
                    "command": "vssadmin.exe delete shadows /all /quiet", "parent": #"C:\Windows\System32\cmd.exe"#,
                ], [.rule(RansomwareRules.shadows)])
            plant(
                lock, estate, .windows, "process", at: at + 20_000_000,
                [
                    "workstation": target.name, "user": "SYSTEM", "image": #"C:\Windows\Temp\lock.exe"#,
                    "command": #"C:\Windows\Temp\lock.exe -all"#, "sha256": digest.uppercased(),
                    "parent": #"C:\Windows\System32\cmd.exe"#,
                ], [.indicator(digest)])
            for file in 0..<25 {
                plant(
                    lock, estate, .windows, "file", at: at + Int64(30 + 2 * file) * 1_000_000,
                    [
                        "workstation": target.name, "user": "SYSTEM", "image": #"C:\Windows\Temp\lock.exe"#,
                        "file": #"D:\Shares\dept-\#(file % 5)\report-\#(100 + file).xlsx.salted"#,
                    ], [.rule(RansomwareRules.ending)])
            }
            plant(
                lock, estate, .windows, "file", at: at + 90_000_000,
                [
                    "workstation": target.name, "user": "SYSTEM", "image": #"C:\Windows\Temp\lock.exe"#,
                    "file": #"D:\Shares\\#(note)"#,
                ], [.indicator(note.lowercased())])
        }
    }

    private mutating func addRansomwareRules() {
        rule(
            "desktop-session-from-outside.yml", RansomwareRules.desktop, "Desktop Session From Outside",
            """
            description: A session by remote desktop from an address that is not private.
            tags: [attack.initial-access, attack.t1078.002]
            logsource: {product: windows, service: security}
            detection:
              selection:
                EventID: 4624
                LogonType: 10
              filter_inside:
                IpAddress|cidr: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 127.0.0.0/8]
              condition: selection and not filter_inside
            level: high
            """)
        rule(
            "memory-of-lsass.yml", RansomwareRules.dump, "Memory Written Out By comsvcs.dll",
            """
            description: rundll32 calls MiniDump of comsvcs.dll, which writes a process' memory into a file.
            tags: [attack.credential-access, attack.t1003.001]
            logsource: {product: windows, category: process_creation}
            detection:
              selection:
                CommandLine|contains|all: ['comsvcs.dll', 'MiniDump']
              condition: selection
            level: critical
            """)
        rule(
            "service-in-admin-share.yml", RansomwareRules.service,
            "Service With A Program In The System Folder's Root",
            """
            description: A service is installed whose program lies in the root of %SystemRoot%, as tools for remote execution put it.
            tags: [attack.execution, attack.t1569.002]
            logsource: {product: windows, service: system}
            detection:
              selection:
                EventID: 7045
                ImagePath|re: '^%SystemRoot%\\\\[0-9a-f]{8}\\.exe$'
              condition: selection
            level: high
            """)
        rule(
            "shadow-copies-deleted.yml", RansomwareRules.shadows, "Shadow Copies Deleted",
            """
            description: vssadmin deletes all shadow copies.
            tags: [attack.impact, attack.t1490]
            logsource: {product: windows, category: process_creation}
            detection:
              selection:
                Image|endswith: '\\vssadmin.exe'
                CommandLine|contains|all: ['delete', 'shadows']
              condition: selection
            level: critical
            """)
        rule(
            "files-get-an-ending.yml", RansomwareRules.ending, "File With A Second Ending",
            """
            name: exercise_second_ending
            description: A document is written anew under its name with another ending behind it.
            tags: [attack.impact, attack.t1486]
            logsource: {product: windows, category: file_event}
            detection:
              selection:
                TargetFilename|re: '\\.(?:docx|xlsx|pptx|pdf)\\.[a-z]{4,8}$'
              condition: selection
            level: medium
            """)
        rule(
            "many-files-get-an-ending.yml", RansomwareRules.many, "Many Files With A Second Ending",
            isCorrelation: true,
            """
            description: Twenty such files at one computer within five minutes.
            tags: [attack.impact, attack.t1486]
            correlation:
              type: event_count
              rules: [exercise_second_ending]
              group-by: [Computer]
              timespan: 5m
              generate: true
              condition: {gte: 20}
            level: critical
            """)
    }
}

/// The ids of the rules against the ransomware.
private enum RansomwareRules {
    static let desktop = "1c8c1a2e-0c5f-4a57-9e8b-63d0c54b1f01"
    static let dump = "9d4e6f3a-8e21-4b6c-8f0d-2b7c5a9e4d02"
    static let service = "62f0b7d8-4a3c-4c1e-9b5a-7e8d1f6c3a03"
    static let shadows = "e7a5c9b1-2d6f-4f8e-a3c4-5b9d0e7f2c04"
    static let ending = "3b8d2f6e-7c1a-4e9b-8d5f-0a6c4e2b9f05"
    static let many = "a4f1e8c3-5b7d-4d2a-9c6e-8f3b1d7a0e06"
}
