import TamgaModel

extension ScenarioWriter {
    /// A hole in a web site, a shell behind it, the way inside.
    mutating func writeWebShell() {
        let visitor = address()
        var server = address()
        while server == visitor || neighbour(server) == visitor || neighbour(visitor) == server { server = address() }
        let control = domain("static", "test")
        let scanner = "probe/\(random.number(2...9)).\(random.number(1...9)) (site survey)"
        campaign = "Open Yard"
        malware = ("YardShell", ["webshell", "backdoor"])
        share("Host from which sites are probed and shells are used", [.address(visitor)], phase: "exploitation")
        share("Host that the second stage comes from", [.domain(control), .address(server)], phase: "installation")
        addWebShellRules(scanner)
        addCorrelationAcrossMembers()

        let first = step(
            informed, "What \(informed.profile.name) found in its own network", "T1595.002",
            "\(visitor) probed the site; a test server had asked for \(control).")
        probe(first, informed, visitor, scanner, at: time(informed, day: 0, 19, 5), count: 20)
        for minute in [20, 50] {
            plant(
                first, informed, .names, "query", at: time(informed, day: 0, 20, minute),
                ["site": control, "site.ip": server, "ws.ip": informed.server("web02").address],
                [.indicator(control), .indicator(server)])
        }
        for (number, estate) in struck.enumerated() {
            breakIn(estate, day: 1 + number % 3, visitor, scanner, control: control, server: server)
            let day = 2 + number % 3
            decoy(
                "The site's own search has a parameter that is called cmd, too", estate, .web, "request",
                at: time(estate, day: day, 10, 3),
                ["method": "GET", "stem": "/registry/search", "query": "cmd=list&year=2026", "status": "200"])
            decoy(
                "An editor uploads a picture", estate, .web, "request", at: time(estate, day: day, 11, 40),
                ["method": "POST", "stem": "/forms/upload", "query": "album=press", "status": "200"])
            decoy(
                "\(neighbour(visitor)) is the address beside the intruder's", estate, .web, "request",
                at: time(estate, day: day, 12, 22),
                [
                    "visitor": neighbour(visitor), "method": "GET", "stem": "/documents/page-3", "query": "page=2",
                    "status": "200",
                ])
            decoy(
                "\(lookalike(control)) is one character longer than the host that is known", estate, .names, "query",
                at: time(estate, day: day, 9, 12),
                ["site": lookalike(control), "site.ip": "198.18.1.247", "ws.ip": estate.people[61].address])
            decoy(
                "An administrator logs in by key, from his own workstation", estate, .ssh, "accepted",
                at: time(estate, day: day, 8, 30), ["user": estate.people[5].user, "ws.ip": estate.people[5].address])
        }
        situation = [
            "\(informed.profile.name) saw its web site probed and found a test server that had begun to fetch a second "
                + "stage. It shared what it knew as \(campaign): the host that probes, the host that hands out.",
            "All members have handed in a week of logs: web servers, name queries, firewall, Windows events, SSH, Linux audit.",
        ]
        questions = [
            "Through which request did the shell come in, and what is it called?",
            "What did the intruder run through it? As which account?",
            "Where did the second stage come from, and did it arrive?",
            "Which server was entered next, and how?",
            "At which member was it only tried?",
        ]
    }

    private mutating func probe(
        _ step: String, _ estate: MemberEstate, _ visitor: String, _ scanner: String, at first: Int64, count: Int
    ) {
        let stems = [
            "/admin/", "/backup.zip", "/.env", "/config.bak", "/phpinfo.php", "/login.aspx", "/test/", "/old/",
        ]
        for number in 0..<count {
            plant(
                step, estate, .web, "request", at: first + Int64(2 * number) * 1_000_000,
                [
                    "visitor": visitor, "method": "GET", "stem": stems[number % stems.count], "query": "-", "rest": "",
                    "status": "404", "agent": scanner, "referer": "-",
                ], [.indicator(visitor), .rule(WebShellRules.probe)])
        }
    }

    private mutating func breakIn(
        _ estate: MemberEstate, day: Int, _ visitor: String, _ scanner: String, control: String, server: String
    ) {
        let isWindows = LogDialect.of(.web, place: estate.place).name == "iis"
        let ending = isWindows ? "aspx" : "php"
        let shell = "/uploads/\(random.hexadecimal(6)).\(ending)"
        let site = estate.server("web01")
        let look = step(
            estate, "The site is probed", "T1595.002",
            "Twenty-five requests for what should not be there, from \(visitor).")
        probe(look, estate, visitor, scanner, at: time(estate, day: day, 1, 12), count: 25)
        let upload = step(
            estate, "A shell is uploaded", "T1190", "A POST to /forms/upload leaves \(shell).")
        plant(
            upload, estate, .web, "request", at: time(estate, day: day, 1, 30),
            ["visitor": visitor, "method": "POST", "stem": "/forms/upload", "query": "-", "rest": "", "status": "200"],
            [.indicator(visitor)])
        let use = step(
            estate, "The shell is used", "T1505.003", "Requests for \(shell) with commands in the query.")
        let commands = [
            "id", "whoami", "uname+-a", "cat+/var/www/site.conf", "ls+-la+/var/www", "netstat+-an", "ps+aux",
            "hostname",
        ]
        for (number, command) in commands.enumerated() {
            plant(
                use, estate, .web, "request", at: time(estate, day: day, 1, 34 + 2 * number),
                ["visitor": visitor, "method": "GET", "stem": shell, "query": "cmd=\(command)", "status": "200"],
                [.indicator(visitor), .rule(WebShellRules.shell)])
        }
        let run = step(
            estate, "The web server starts a shell", "T1059.004",
            isWindows
                ? "w3wp.exe starts cmd.exe on \(site.name)." : "uid 33, www-data, starts sh and wget on \(site.name).")
        for number in 0..<4 {
            let at = time(estate, day: day, 1, 40 + 3 * number)
            if isWindows {
                plant(
                    run, estate, .windows, "process", at: at,
                    [
                        "workstation": site.name, "user": "IIS_IUSRS", "image": #"C:\Windows\System32\cmd.exe"#,
                        "command": "cmd.exe /c whoami /all", "parent": #"C:\Windows\System32\inetsrv\w3wp.exe"#,
                    ], [.rule(WebShellRules.windows)])
            } else {
                plant(
                    run, estate, .audit, "web", at: at,
                    ["comm": number == 3 ? "wget" : "sh", "exe": number == 3 ? "/usr/bin/wget" : "/usr/bin/dash"],
                    [.rule(WebShellRules.linux)])
            }
        }
        let fetch = step(
            estate, "A second stage is fetched", "T1105", "\(site.name) asks for \(control) and connects to \(server).")
        for number in 0..<5 {
            let at = time(estate, day: day, 1, 49 + 2 * number)
            plant(
                fetch, estate, .names, "query", at: at,
                ["site": control, "site.ip": server, "ws.ip": site.address], [.indicator(control), .indicator(server)])
            plant(
                fetch, estate, .firewall, "accepted", at: at + 1_000_000,
                ["ws.ip": site.address, "site.ip": server, "server.port": "80"], [.indicator(server)])
        }
        let deeper = step(
            estate, "The next server is entered", "T1021.004",
            "From \(site.address), the web server, the account backup logs in by password at the gateway.")
        for number in 0..<2 {
            plant(
                deeper, estate, .ssh, "password", at: time(estate, day: day, 2, 15 + 20 * number),
                ["user": "backup", "ws.ip": site.address], [.rule(WebShellRules.login)])
        }
    }

    private mutating func addWebShellRules(_ scanner: String) {
        rule(
            "site-survey.yml", WebShellRules.probe, "Probe Of This Campaign",
            """
            description: The user agent by which this campaign's probe gives itself away.
            tags: [attack.reconnaissance, attack.t1595.002]
            logsource: {category: webserver}
            detection:
              selection:
                cs-user-agent|re: '^probe/\\d\\.\\d[ +]\\(site[ +]survey\\)$'
              condition: selection
            level: low
            """)
        rule(
            "command-in-upload-folder.yml", WebShellRules.shell, "Command For A Script In The Upload Folder",
            """
            name: exercise_shell_command
            description: A script in the folder of uploads gets a command in its query.
            tags: [attack.persistence, attack.t1505.003]
            logsource: {category: webserver}
            detection:
              selection:
                cs-uri-stem|contains: /uploads/
                cs-uri-query|contains: cmd=
              condition: selection
            level: critical
            """)
        rule(
            "web-server-starts-shell.yml", WebShellRules.windows, "IIS Starts A Shell",
            """
            description: The worker process of IIS starts a command line.
            tags: [attack.execution, attack.t1059.003]
            logsource: {product: windows, category: process_creation}
            detection:
              selection:
                ParentImage|endswith: '\\w3wp.exe'
                Image|endswith: ['\\cmd.exe', '\\powershell.exe']
              condition: selection
            level: critical
            """)
        rule(
            "www-data-starts-shell.yml", WebShellRules.linux, "The Web Account Starts A Shell",
            """
            description: The account of the web server starts a shell or a program that fetches.
            tags: [attack.execution, attack.t1059.004]
            logsource: {product: linux, service: auditd}
            detection:
              selection:
                type: SYSCALL
                uid: 33
                comm: [sh, dash, bash, wget, curl]
              condition: selection
            level: critical
            """)
        rule(
            "web-server-logs-in.yml", WebShellRules.login, "The Web Server Logs In By Password",
            """
            description: A login by password from the address of a web server, which has no business at other machines.
            tags: [attack.lateral-movement, attack.t1021.004]
            logsource: {product: linux, service: sshd}
            detection:
              selection:
                event: Accepted
                method: password
                src_ip|endswith: ['.250.16', '.250.17']
              condition: selection
            level: high
            """)
        rule(
            "shell-in-use.yml", WebShellRules.used, "Shell In Use", isCorrelation: true,
            """
            description: Five commands from one address within an hour.
            tags: [attack.persistence, attack.t1505.003]
            correlation:
              type: event_count
              rules: [exercise_shell_command]
              group-by: [c-ip]
              timespan: 1h
              generate: true
              condition: {gte: 5}
            level: critical
            """)
    }
}

/// The ids of the rules against the web shell.
private enum WebShellRules {
    static let probe = "5a7e0c3d-9b1f-4d8a-8c6e-4f2b7d9a0e01"
    static let shell = "e1b9d6f4-2c8a-4f5e-9d7b-0a3c8e6f1d02"
    static let windows = "38c5f2a0-7d4e-4b9c-8e1f-6d0b9a5c7f03"
    static let linux = "9f0d7b4e-5a3c-4e6d-a8b2-1c7f4e9d0a04"
    static let login = "c6a8e3f1-0d9b-4c7a-9e5f-8b2d6c4a1e05"
    static let used = "7b4d9e0a-6f8c-4a1d-8c3e-5e0f2b7d9c06"
}
