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
