import Foundation
import Testing

/// Syslog messages from the network.
@Suite struct StreamListenTests {
    @Test(
        "Datagrams and frames of both kinds are records, named by their sender", .enabled(if: Workspace.has("python3")))
    func messages() throws {
        let workspace = try Workspace.knowing()
        let stream = try LiveStream(
            workspace,
            [
                "--listen", "udp://127.0.0.1:0", "--listen", "tcp://127.0.0.1:0", "--listen", "tcp://[::1]:0",
                "--metrics-file", "m",
            ])
        #expect(stream.wait { stream.error.components(separatedBy: "listening on ").count == 4 }, "\(stream.error)")
        let ports = stream.error.split(separator: "\n").compactMap { $0.split(separator: ":").last.flatMap { Int($0) } }
        try workspace.write(
            "send.py",
            """
            import socket, sys
            line = b"<34>1 2026-11-01T00:00:00Z h a - - - from 198.51.100.23"
            u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            u.sendto(line + b" udp", ("127.0.0.1", \(ports[0])))
            t = socket.create_connection(("127.0.0.1", \(ports[1])))
            counted = line + b" counted"
            t.sendall(str(len(counted)).encode() + b" " + counted + line + b" line\\n" + b"x" * 70000 + b"\\n" + line + b" last")
            t.close()
            s = socket.create_connection(("::1", \(ports[2])))
            s.sendall(line + b" six\\n")
            s.close()
            """)
        #expect(try workspace.shell("python3 send.py").status == 0)
        #expect(stream.waitForLines(5), "\(stream.error)")
        #expect(stream.end() == 0)
        let sources = try stream.lines.map { try JSONText.object($0)["source"] as? String ?? "" }.sorted()
        #expect(sources == ["tcp://127.0.0.1", "tcp://127.0.0.1", "tcp://127.0.0.1", "tcp://[::1]", "udp://127.0.0.1"])
        #expect(stream.error.contains("longer than 65536 bytes"), "\(stream.error)")
        #expect(try workspace.text("m").contains("tamga_refused_records_total 1"))
    }

    /// True where a process may have the files that so many connections need.
    static let mayOpenMany: Bool = {
        let limits = (try? String(contentsOfFile: "/proc/self/limits", encoding: .utf8)) ?? ""
        let words = limits.split(separator: "\n").first { $0.hasPrefix("Max open files") }?.split(separator: " ") ?? []
        return words.count > 4 && (words[4] == "unlimited" || (Int(words[4]) ?? 0) >= 4_096)
    }()

    /// What the scripts below have in common: a stream that listens, and ways to wait for it.
    private static let script = """
        import json, os, re, resource, socket, subprocess, sys, time
        resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        stream = subprocess.Popen(
            [os.environ["TAMGA"], "stream", "--listen", sys.argv[1] + "://127.0.0.1:0"],
            stdin=subprocess.PIPE, stdout=open("out", "wb"), stderr=open("err", "wb"))
        line = b"<34>1 2026-11-01T00:00:00Z h a - - - from 198.51.100.23"
        def text(name):
            with open(name, errors="replace") as file: return file.read()
        def hits(): return text("out").count("\\n")
        def wait(holds, what):
            end = time.time() + 300
            while not holds():
                if time.time() > end:
                    print(what, hits(), text("err"))
                    stream.kill()
                    sys.exit(1)
                time.sleep(0.01)
        wait(lambda: re.search(r"127\\.0\\.0\\.1:\\d+", text("err")), "it does not listen")
        port = int(re.search(r"127\\.0\\.0\\.1:(\\d+)", text("err")).group(1))

        """

    @Test(
        "connections by syslog: as many as the limit says are taken, one more is turned away until another one ends",
        .enabled(if: Workspace.has("python3"), "there is no python3"),
        .enabled(if: mayOpenMany, "a process may not open 4,096 files"))
    func mostConnections() throws {
        let workspace = try Workspace.knowing()
        let script = """
            def connect(): return socket.create_connection(("127.0.0.1", port), timeout=300)
            taken = [connect() for _ in range(1024)]
            def is_closed(connection, seconds):
                connection.settimeout(seconds)
                try: return connection.recv(1) == b""
                except socket.timeout: return False
                except ConnectionResetError: return True
            assert is_closed(connect(), 300), "one more is taken"
            wait(lambda: "turned away" in text("err"), "nothing is said")
            for connection in (taken[0], taken[1023]): connection.sendall(line + b"\\n")
            wait(lambda: hits() == 2, "one of those that are taken is not heard")
            taken[0].close()
            def is_heard():
                taken.append(connect())
                try: taken[-1].sendall(line + b"\\n")
                except OSError: return False
                while hits() < 3:
                    if is_closed(taken[-1], 0.05): return False
                return True
            wait(is_heard, "none is taken and heard in its place")
            stream.terminate()
            assert stream.wait(300) == 0, text("err")
            """
        try workspace.write("connections.py", Self.script + script)
        let outcome = try workspace.shell("python3 connections.py tcp")
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
    }

    @Test(
        "senders that are told apart: as many as the limit says, for one more the one heard longest ago is forgotten",
        .enabled(if: Workspace.has("python3"), "there is no python3"),
        .enabled(if: mayOpenMany, "a process may not open 4,096 files"))
    func mostSenders() throws {
        let workspace = try Workspace.knowing()
        let script = """
            sent = 0
            def name(number): return "127.0.%d.%d" % (1 + number // 200, 1 + number % 200)
            def send(number):
                global sent
                with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                    sender.bind((name(number), 0))
                    sender.sendto(line, ("127.0.0.1", port))
                sent += 1
                if sent % 16 == 0 or sent > 1024: wait(lambda: hits() == sent, "a datagram is lost")
            for number in range(1024): send(number)
            # 0 is known; for 1024 the one heard longest ago is forgotten, which is 1; 2 is known.
            for number in (0, 1024, 2, 1): send(number)
            stream.terminate()
            assert stream.wait(300) == 0, text("err")
            lines = {}
            for hit in map(json.loads, text("out").splitlines()):
                lines.setdefault(hit["source"], []).append(hit["line"])
            found = [lines["udp://" + name(number)] for number in (0, 1, 2, 3, 1024)]
            assert found == [[1, 2], [1, 1], [1, 2], [1], [1]], found
            """
        try workspace.write("senders.py", Self.script + script)
        let outcome = try workspace.shell("python3 senders.py udp")
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
    }

    @Test("An address that is none, or is taken, is refused")
    func addresses() throws {
        let workspace = try Workspace.knowing()
        #expect(try workspace.tamga("stream", "--listen", "http://127.0.0.1:1").status == 64)
        #expect(try workspace.tamga("stream", "--listen", "udp://::1:5").status == 64)
        let stream = try LiveStream(workspace, ["--listen", "tcp://127.0.0.1:0"])
        #expect(stream.wait { stream.error.contains("listening on ") })
        let address = try #require(
            stream.error.split(separator: "\n").first?.split(separator: " ").last.map(String.init))
        let second = try workspace.tamga("stream", "--listen", address)
        #expect(second.status == 74 && second.error.contains("cannot listen on"), "\(second.error)")
        #expect(stream.end() == 0)
    }
}
