import Glibc

/// A port of this machine at which nobody takes a connection: those that wait for it fill its queue.
final class DeafSocket {
    struct Failed: Error { let what: String }

    let port: Int
    private let sockets: [Int32]

    init() throws {
        let listener = Self.socket()
        var address = Self.address(0)
        guard Self.with(&address, { bind(listener, $0, $1) }) == 0, listen(listener, 0) == 0 else {
            throw Failed(what: "listen")
        }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        guard Self.with(&address, { place, _ in getsockname(listener, place, &length) }) == 0 else {
            throw Failed(what: "getsockname")
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        var sockets = [listener]
        for _ in 0..<16 {
            let socket = Self.socket()
            _ = Self.with(&address) { connect(socket, $0, $1) }
            sockets.append(socket)
        }
        self.sockets = sockets
    }

    deinit { for socket in sockets { close(socket) } }

    /// One that waits for nothing.
    private static func socket() -> Int32 {
        Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private static func with(
        _ address: inout sockaddr_in, _ call: (UnsafeMutablePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
