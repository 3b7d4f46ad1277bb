import Foundation
import Glibc

/// A connection by which a test sends what no client would.
enum RawConnection {
    struct Failed: Error { let what: String }

    /// Does what waits in system calls on a thread of its own: it may not hold those that serve.
    static func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Sends bytes and reads until the other side ends, or there is a whole head of an answer; throws where neither comes.
    ///
    /// - Parameters:
    ///   - drip: Sent again and again, ten times a second, until there is an answer.
    ///   - closesOutput: Whether this side says that it has nothing more.
    static func exchange(
        port: Int, _ text: String, drip: String = "", closesOutput: Bool = false, from: UInt32 = here
    ) async throws -> String {
        try await onThread {
            let socket = try connected(port, from: from)
            defer { close([socket]) }
            return try blocking(socket, Array(text.utf8), Array(drip.utf8), closesOutput)
        }
    }

    /// The address of this machine that connections come from, and another one that it has.
    static let (here, elsewhere): (UInt32, UInt32) = (0x7F00_0001, 0x7F00_0101)

    /// Sends a request on a connection that stands, and reads until there is a whole head of an answer.
    static func ask(on socket: Int32, _ text: String) async throws -> String {
        try await onThread { try blocking(socket, Array(text.utf8), [], false) }
    }

    /// Those of some connections that the other side has closed.
    static func closed(_ sockets: [Int32]) -> [Int32] {
        sockets.filter { socket in
            var byte: UInt8 = 0
            let count = recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
            return count == 0 || count < 0 && errno != EAGAIN && errno != EINTR
        }
    }

    /// What a server answers that takes so many connections at most.
    struct Filled: Sendable {
        /// The answer on the last connection that it takes.
        var last: String
        /// That on one more.
        var next: String
        /// Whether that one came once another connection had ended, and no sooner.
        var cameBehind: Bool
    }

    /// Holds all the connections that a server takes but one and asks on that; holds it, too, asks on one more, and ends one.
    static func fill(port: Int, most: Int, _ request: String) async throws -> Filled {
        // Of several addresses, since each has a share.
        var sockets = try (0..<most - 1).map { try connected(port, from: elsewhere + UInt32($0 / 16)) }
        defer { close(sockets) }
        let last = try await exchange(port: port, request)
        sockets += try held(port: port, count: 1)
        try await onThread { try waitUntilTaken(port) }
        async let next = onThread {
            let socket = try connected(port)
            defer { close([socket]) }
            return (answer: try blocking(socket, Array(request.utf8), [], false), time: ContinuousClock.now)
        }
        let one = sockets.removeLast()
        let ended = try await onThread {
            Thread.sleep(forTimeInterval: 0.7)
            let ended = ContinuousClock.now
            close([one])
            return ended
        }
        let (answer, time) = try await next
        return Filled(last: last, next: answer, cameBehind: time > ended)
    }

    /// Waits until a server has taken all connections that wait for it at a port of this machine.
    static func waitUntilTaken(_ port: Int) throws {
        let digits = String(port, radix: 16, uppercase: true)
        let place = ":" + String(repeating: "0", count: 4 - digits.count) + digits
        let end = ContinuousClock.now + .seconds(Patience.seconds)
        while ContinuousClock.now < end {
            let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
            let rows = table.split(separator: "\n").map { $0.split(separator: " ") }
            // Of a socket that listens (0A) the second of two numbers says how many wait.
            let listening = rows.first { $0.count > 4 && $0[1].hasSuffix(place) && $0[3] == "0A" }
            if let listening, listening[4].hasSuffix(":00000000") {
                // Until the server has counted what it took.
                Thread.sleep(forTimeInterval: 0.1)
                return
            }
            Thread.sleep(forTimeInterval: 0.01)
        }
        throw Failed(what: "connections are not taken")
    }

    /// Connections that say nothing, until they are closed.
    static func held(port: Int, count: Int) throws -> [Int32] { try (0..<count).map { _ in try connected(port) } }

    /// Closes connections.
    static func close(_ sockets: [Int32]) { for socket in sockets { _ = Glibc.close(socket) } }

    /// The status of an answer; 0 where there is none.
    static func status(_ answer: String) -> Int {
        let words = answer.prefix(40).split(separator: " ")
        return words.count > 1 && words[0].hasPrefix("HTTP/") ? Int(words[1]) ?? 0 : 0
    }

    private static func connected(_ port: Int, from: UInt32 = here) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failed(what: "socket") }
        func given(_ host: UInt32, _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Bool {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = host.bigEndian
            return withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        }
        guard from == here || given(from, 0, { bind(socket, $0, $1) }), given(here, port, { connect(socket, $0, $1) })
        else {
            close([socket])
            throw Failed(what: "connect")
        }
        return socket
    }

    private static func blocking(
        _ socket: Int32, _ bytes: [UInt8], _ drip: [UInt8], _ closesOutput: Bool
    ) throws -> String {
        var wait = timeval(tv_sec: 0, tv_usec: 100_000)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { break }
            sent += count
        }
        if closesOutput { shutdown(socket, Int32(SHUT_WR)) }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = ContinuousClock.now + .seconds(Patience.seconds)
        while true {
            guard ContinuousClock.now < end else { throw Failed(what: "no answer") }
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                answer += buffer[..<count]
                if String(decoding: answer, as: UTF8.self).contains("\r\n\r\n") { break }
            } else if count == 0 || errno != EAGAIN && errno != EINTR {
                break
            } else if !drip.isEmpty {
                _ = drip.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            }
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
