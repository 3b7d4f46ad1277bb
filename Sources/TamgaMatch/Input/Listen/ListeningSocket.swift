import Glibc

/// A socket that messages or connections come to; it never waits.
struct ListeningSocket: Sendable {
    let transport: ListenAddress.Transport
    let descriptor: OwnedDescriptor
    /// The address with the port that it has.
    let name: String

    /// What the system is asked to hold of datagrams that nobody has taken.
    private static let receiveBuffer = 8 << 20

    /// Opens the socket.
    init(_ address: ListenAddress) throws(InputError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
        unsafe hints.ai_socktype = Int32((address.transport == .udp ? SOCK_DGRAM : SOCK_STREAM).rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        // Safe: the texts end with NUL; what is found is freed once the socket is bound.
        guard unsafe getaddrinfo(address.host, "\(address.port)", &hints, &found) == 0, let info = unsafe found else {
            throw .io("\(address.host) is no address", EINVAL)
        }
        defer { unsafe freeaddrinfo(info) }
        let number = unsafe socket(info.pointee.ai_family, info.pointee.ai_socktype, 0)
        guard number >= 0 else { throw .io("no socket", errno) }
        descriptor = OwnedDescriptor(number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        transport = address.transport
        if transport == .udp {
            Self.set(number, SO_RCVBUF, Int32(Self.receiveBuffer))
        } else {
            Self.set(number, SO_REUSEADDR, 1)
        }
        guard unsafe bind(number, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 else {
            throw .io("cannot listen on \(address.host) port \(address.port)", errno)
        }
        if transport == .tcp, Glibc.listen(number, 128) != 0 {
            throw .io("cannot listen on \(address.host) port \(address.port)", errno)
        }
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        name = "\(transport.rawValue)://\(host):\(Self.port(number))"
    }

    /// Sets an option of a socket.
    static func set(_ socket: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        // Safe: the option's value is as long as is said.
        unsafe setsockopt(socket, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func port(_ socket: Int32) -> Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // Safe: the storage has room for any address; the port stands at its third byte in both families.
        return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = unsafe getsockname(socket, address, &length)
            }
            return unsafe pointer.withMemoryRebound(to: UInt8.self, capacity: 4) { bytes in
                unsafe Int(bytes[2]) << 8 | Int(bytes[3])
            }
        }
    }

    /// Takes a datagram that is there; `nil` where none is.
    func receive(_ buffer: inout [UInt8]) -> (count: Int, sender: SocketAddress?)? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // Safe: the buffer and the storage have as much room as is said.
        let got = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe recvfrom(descriptor.number, &buffer, buffer.count, Int32(MSG_DONTWAIT), address, &length)
            }
        }
        return got < 0 ? nil : (got, SocketAddress(storage))
    }

    /// Takes a connection that is there; `nil` where none is.
    func accept() -> (descriptor: OwnedDescriptor, sender: SocketAddress?)? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // Safe: the storage has as much room as is said.
        let number = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe Glibc.accept(descriptor.number, address, &length)
            }
        }
        guard number >= 0 else { return nil }
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        _ = fcntl(number, F_SETFL, O_NONBLOCK)
        // A peer that is gone without a word is noticed in time.
        Self.set(number, SO_KEEPALIVE, 1)
        return (OwnedDescriptor(number), SocketAddress(storage))
    }

    /// Takes bytes of a connection: `nil` where none are there, none at its end.
    static func receive(_ connection: Int32, _ buffer: inout [UInt8]) -> Int? {
        // Safe: the buffer has as much room as is said.
        let got = unsafe recv(connection, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if got < 0 { return errno == EAGAIN || errno == EINTR ? nil : 0 }
        return got
    }

    /// Datagrams for this socket that the system has dropped since it was opened, as `/proc/net/udp` says.
    var dropped: Int {
        guard transport == .udp, let inode = FileFacts(descriptor.number)?.number.inode else { return 0 }
        for path in ["/proc/net/udp", "/proc/net/udp6"] {
            guard let table = OpenFile.open(path), let bytes = try? OpenFile.bytes(table.number, 0..<1 << 20) else {
                continue
            }
            let text = String(decoding: bytes, as: UTF8.self)
            for line in text.split(separator: "\n").dropFirst() {
                let columns = line.split(separator: " ")
                if columns.count > 12, UInt64(columns[9]) == inode { return Int(columns[12]) ?? 0 }
            }
        }
        return 0
    }
}
