import Foundation
import Glibc

/// A connection by which a test sends what no client would.
enum RawConnection {
    struct Failed: Error { let what: String }

    /// Sends bytes and reads until the other side ends, or there is a whole head of an answer.
    ///
    /// - Parameters:
    ///   - drip: Sent again and again, ten times a second, until there is an answer.
    ///   - closesOutput: Whether this side says that it has nothing more.
    static func exchange(
        port: Int, _ text: String, drip: String = "", closesOutput: Bool = false
    ) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: what waits in a system call may not hold those that serve.
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try blocking(port, Array(text.utf8), Array(drip.utf8), closesOutput)
                    })
            }
        }
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

    private static func connected(_ port: Int) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failed(what: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close([socket])
            throw Failed(what: "connect")
        }
        return socket
    }

    private static func blocking(_ port: Int, _ bytes: [UInt8], _ drip: [UInt8], _ closesOutput: Bool) throws -> String
    {
        let socket = try connected(port)
        defer { close([socket]) }
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
        for _ in 0..<150 {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count > 0 {
                answer += buffer[..<count]
                if String(decoding: answer, as: UTF8.self).contains("\r\n\r\n") { break }
            } else if count == 0 || errno != EAGAIN {
                break
            } else if !drip.isEmpty {
                _ = drip.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            }
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
