import TamgaModel

extension ScenarioWriter {
    /// From remote access into the network of a water utility, to its controllers.
    mutating func writeWaterUtility() {
        let relay = address()
        var server = address()
        while server == relay || neighbour(server) == relay || neighbour(relay) == server { server = address() }
        let control = domain("telemetry", "test")
        let digest = random.hexadecimal(64)
        campaign = "Dry Canal"
        malware = ("CanalTool", ["remote-access-trojan", "exploit-kit"])
        share("Relay of the remote sessions", [.address(relay)], phase: "delivery")
        share("Tool that speaks to controllers", [.digest(digest)], phase: "actions-on-objectives", confidence: 95)
        share("Where the historian's data went", [.domain(control), .address(server)], phase: "command-and-control")
        addWaterRules()
        addCorrelationAcrossMembers()

        let first = step(
            informed, "What \(informed.profile.name) found in its own network", "T1133",
            "\(relay) tried the remote access of a pumping station; an engineer's laptop had asked for \(control).")
        for minute in [2, 9, 15, 31] {
            plant(
                first, informed, .firewall, "dropped", at: time(informed, day: 0, 22, minute),
                ["visitor": relay, "knock": "3389"], [.indicator(relay)])
        }
        for minute in 0..<6 {
            plant(
                first, informed, .names, "query", at: time(informed, day: 1, 9, 8 * minute),
                ["site": control, "site.ip": server, "ws.ip": informed.people[12].address],
                [.indicator(control), .indicator(server)])
        }
        for (number, estate) in struck.enumerated() {
            reachPlant(estate, day: 1 + number % 3, relay: relay, control: control, server: server, digest: digest)
            let day = 2 + number % 3
            decoy(
                "The master of the plant writes a register in its maintenance window", estate, .plant, "write",
                at: time(estate, day: day, 11, 0), ["register": "40001"])
            decoy(
                "The contractor's usual session: \(neighbour(relay)) is the address beside the relay's", estate,
                .firewall, "accepted", at: time(estate, day: day, 10, 12),
                ["ws.ip": neighbour(relay), "site.ip": estate.server("gate01").address, "server.port": "443"])
            decoy(
                "\(lookalike(control)) is one character longer than the host that is known", estate, .names, "query",
                at: time(estate, day: day, 13, 25),
                ["site": lookalike(control), "site.ip": "198.18.1.248", "ws.ip": estate.people[30].address])
            decoy(
                "An engineer logs in at the workstation, from inside", estate, .windows, "logon",
                at: time(estate, day: day, 8, 3),
                [
                    "dc01": station(estate).name, "user": estate.people[2].user, "ws.ip": estate.people[2].address,
                    "logon.type": "10",
                ])
        }
        situation = [
            "\(informed.profile.name) saw attempts at the remote access of a pumping station and shared what it knew as "
                + "\(campaign): the relay that sessions come from, a tool that speaks to controllers, a host outside that "
                + "data goes to.",
            "A water utility of another member reports a pump that stopped by itself. All members have handed in a week of "
                + "logs: name queries, firewall, Windows events, and Modbus as Zeek sees it. The plant's master is "
                + "10.n.200.2; nothing else should speak to its controllers.",
        ]
        questions = [
            "How did the intruder come into the plant's network, and as whom?",
            "Which controllers were looked at, and which were written to? By which station?",
            "What was done to hide it?",
            "Which data left, and over what?",
            "Was the same relay seen at other members?",
        ]
    }

    /// The engineering workstation of a plant.
    private func station(_ estate: MemberEstate) -> MemberEstate.Server {
        MemberEstate.Server(name: "ews01.water.\(estate.domain)", address: "10.\(estate.network).200.7")
    }

    private mutating func reachPlant(
        _ estate: MemberEstate, day: Int, relay: String, control: String, server: String, digest: String
    ) {
        let engineer = estate.people[9 + random.below(10)]
        let station = station(estate)
        let historian = "10.\(estate.network).200.9"
        let come = step(
            estate, "A session through the remote access", "T0822",
            "The firewall lets \(relay) through to the gateway of the plant, at 21:40 local time.")
        for number in 0..<4 {
            plant(
                come, estate, .firewall, "accepted", at: time(estate, day: day, 21, 40 + number),
                ["ws.ip": relay, "site.ip": estate.server("gate01").address, "server.port": "3389"],
                [.indicator(relay)])
        }
        let enter = step(
            estate, "A session at the engineering workstation", "T0859",
            "\(station.name) sees \(engineer.user) log in by remote desktop, from the relay.")
        plant(
            enter, estate, .windows, "logon", at: time(estate, day: day, 21, 46),
            [
                "dc01": station.name, "user": engineer.user, "ws.ip": relay, "workstation": station.name,
                "logon.type": "10",
            ],
            [.indicator(relay), .rule(WaterRules.desktop)])
        let bring = step(
            estate, "A tool is started", "T0863", "The tool with the shared digest, out of the public folder.")
        plant(
            bring, estate, .windows, "process", at: time(estate, day: day, 21, 52),
            [
                "workstation": station.name, "user": engineer.user, "image": #"C:\Users\Public\mbt.exe"#,
                "command": #"C:\Users\Public\mbt.exe --scan 10.\#(estate.network).200.0/24"#,
                "sha256": digest.uppercased(), "parent": #"C:\Windows\explorer.exe"#,
            ], [.indicator(digest), .rule(WaterRules.folder)])
        let look = step(
            estate, "Controllers are looked for", "T0846",
            "\(station.address) asks sixteen controllers who they are. It is not the plant's master.")
        for number in 0..<16 {
            plant(
                look, estate, .plant, "who", at: time(estate, day: day, 21, 53, 2 * number),
                ["scada.ip": station.address, "plc.ip": "10.\(estate.network).200.\(20 + number)"],
                [.rule(WaterRules.stranger)])
        }
        let write = step(
            estate, "Outputs and set points are written", "T0855",
            "Three controllers: coils first, then the registers of the set points.")
        for number in 0..<12 {
            plant(
                write, estate, .plant, number % 4 == 0 ? "coils" : "write",
                at: time(estate, day: day, 22, 10 + number / 4, 5 * (number % 4)),
                ["scada.ip": station.address, "plc.ip": "10.\(estate.network).200.\(22 + number / 4)"],
                [.rule(WaterRules.stranger), .rule(WaterRules.write)])
        }
        let collect = step(
            estate, "The historian's data leaves", "T0811",
            "\(historian) asks for \(control) and talks to \(server), every five minutes.")
        for number in 0..<10 {
            let at = time(estate, day: day, 22, 5 * number)
            plant(
                collect, estate, .names, "query", at: at,
                ["site": control, "site.ip": server, "ws.ip": historian], [.indicator(control), .indicator(server)])
            plant(
                collect, estate, .firewall, "accepted", at: at + 1_000_000,
                ["ws.ip": historian, "site.ip": server, "server.port": "443"], [.indicator(server)])
        }
        let hide = step(
            estate, "The event log is cleared", "T0872", "\(station.name): the security log is cleared at 22:58.")
        plant(
            hide, estate, .windows, "cleared", at: time(estate, day: day, 22, 58),
            ["workstation": station.name, "user": engineer.user], [.rule(WaterRules.cleared)])
    }

    private mutating func addWaterRules() {
        rule(
            "desktop-session-from-outside.yml", WaterRules.desktop, "Desktop Session From Outside",
            """
            description: A session by remote desktop from an address that is not private.
            tags: [attack.initial-access, attack.t0822]
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
            "program-from-public-folder.yml", WaterRules.folder, "Program From The Public Folder",
            """
            description: A program is started that lies in the folder that everybody may write to.
            tags: [attack.execution, attack.t0863]
            logsource: {product: windows, category: process_creation}
            detection:
              selection:
                Image|startswith: 'C:\\Users\\Public\\'
              condition: selection
            level: medium
            """)
        rule(
            "stranger-speaks-modbus.yml", WaterRules.stranger, "A Stranger Speaks To Controllers",
            """
            name: exercise_modbus_stranger
            description: A station that is not the plant's master sends requests to a controller.
            tags: [attack.discovery, attack.t0846]
            logsource: {product: zeek, service: modbus}
            detection:
              selection:
                pdu_type: REQ
              filter_master:
                id.orig_h|endswith: '.200.2'
              condition: selection and not filter_master
            level: high
            tamga:
              unsieved: Modbus' records are few beside all others, and what tells a stranger is what it is not.
            """)
        rule(
            "stranger-writes.yml", WaterRules.write, "A Stranger Writes To Controllers",
            """
            description: A station that is not the plant's master writes coils or registers.
            tags: [attack.impair-process-control, attack.t0855]
            logsource: {product: zeek, service: modbus}
            detection:
              selection:
                func|startswith: WRITE_
                pdu_type: REQ
              filter_master:
                id.orig_h|endswith: '.200.2'
              condition: selection and not filter_master
            level: critical
            """)
        rule(
            "log-cleared.yml", WaterRules.cleared, "Security Log Cleared",
            """
            description: Somebody cleared the security log.
            tags: [attack.defense-evasion, attack.t0872]
            logsource: {product: windows, service: security}
            detection:
              selection:
                EventID: 1102
              condition: selection
            level: high
            """)
        rule(
            "many-controllers.yml", WaterRules.many, "One Stranger, Many Controllers", isCorrelation: true,
            """
            description: A station that is not the master spoke to ten controllers within ten minutes.
            tags: [attack.discovery, attack.t0846]
            correlation:
              type: value_count
              rules: [exercise_modbus_stranger]
              group-by: [id.orig_h]
              timespan: 10m
              generate: true
              condition: {gte: 10, field: id.resp_h}
            level: critical
            """)
    }
}

/// The ids of the rules of the water utility.
private enum WaterRules {
    static let desktop = "c2a9e5d7-1f4b-4c8e-8a6d-3e7b0f9c5d01"
    static let folder = "74d1b8f3-6e2c-4a9d-9f5b-8c0e3a7d1b02"
    static let stranger = "b5e8c0a6-3d7f-4e1b-a2c9-6f4d8b0e7a03"
    static let write = "0f6b3e9d-8a5c-4d2f-8e7b-1c9a5f3d6e04"
    static let cleared = "d9c4a7f2-5e0b-4b8d-9a3e-7f1c6d8b2e05"
    static let many = "86e3f1b9-7c4d-4f6a-8b0e-2d5a9c7f3b06"
}
