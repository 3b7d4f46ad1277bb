import TamgaLogs
import TamgaModel

/// Syslog messages from the network. Each sender's address names a log.
///
/// While the matcher is busy nothing is taken: TCP senders wait, and of datagrams the system drops what it cannot hold;
/// that is counted. Memory is bounded by what is held of messages that were not handed out, and by the number of
/// connections and senders.
struct SyslogSource: StreamSource {
    private struct Connection: Sendable {
        let descriptor: OwnedDescriptor
        let sender: String
        var framer: SyslogFramer
        var used = ContinuousClock.now
        var isReady = true
        var place = 0
    }

    private let sockets: [ListeningSocket]
    private var areReady: [Bool]
    private var places: [Int] = []
    private var connections: [Int32: Connection] = [:]
    private var senders: [String: SenderLog] = [:]
    /// Senders with messages that have not been handed out, in the order in which they came.
    private var waiting: [String] = []
    private var held = 0
    private var formats: LogFormatSet
    private let formatName: String?
    private let numbers: LogNumbers
    private var counts = StreamStatus()
    private var notices: [String]
    private var toldOf = ContinuousClock.now - .seconds(3_600)
    private var isClosing = false
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// The longest message; a datagram is no longer.
    static let longestMessage = 65_536
    /// The most connections.
    static let mostConnections = 1_024
    /// The most senders that are told apart at a time.
    static let mostSenders = 1_024
    /// What is held of messages that have not been handed out.
    private static let mostHeld = 4 << 20
    /// What is taken from one connection or socket at a time.
    private static let share = 1 << 18
    /// Where there is no room, a connection that has been silent for so long makes some.
    private static let longSilence = Duration.seconds(60)

    init(
        _ addresses: [ListenAddress], formats: LogFormatSet, formatName: String?, numbers: LogNumbers
    ) throws(InputError) {
        var sockets: [ListeningSocket] = []
        for address in addresses { sockets.append(try ListeningSocket(address)) }
        self.sockets = sockets
        areReady = sockets.map { _ in true }
        notices = sockets.map { "listening on \($0.name)" }
        self.formats = formats
        self.formatName = formatName
        self.numbers = numbers
    }

    mutating func watch(_ polled: inout PollSet) {
        guard !isClosing else { return }
        places = sockets.map { polled.add($0.descriptor.number) }
        for number in connections.keys { connections[number]?.place = polled.add(number) }
    }

    mutating func wake(_ polled: PollSet) {
        guard !isClosing else { return }
        areReady = places.map { polled.isReady($0) }
        for (number, connection) in connections { connections[number]?.isReady = polled.isReady(connection.place) }
    }

    var deadline: ContinuousClock.Instant? { nil }

    mutating func close() {
        isClosing = true
        for index in sockets.indices { areReady[index] = true }
        takeAll()
        for number in Array(connections.keys) { hangUp(number) }
    }

    var isAtEnd: Bool { isClosing && waiting.isEmpty }

    mutating func adopt(_ formats: LogFormatSet) {
        self.formats = formats
        for name in senders.keys { senders[name]?.adopt(formats) }
    }

    var status: StreamStatus {
        var status = counts
        status.connections = connections.count
        status.droppedDatagrams = sockets.reduce(0) { $0 + $1.dropped }
        return status
    }

    mutating func next(into block: inout Block) -> StreamPiece? {
        if waiting.isEmpty, !isClosing { takeAll() }
        guard let name = waiting.first, var sender = senders[name] else {
            guard !notices.isEmpty else { return nil }
            var piece = StreamPiece()
            (piece.notices, notices) = (notices, [])
            return piece
        }
        let before = sender.pending.count
        var piece = sender.fill(&block, formats: formats, formatName: formatName, longest: Self.longestMessage + 1)
        held -= before - sender.pending.count
        if sender.pending.isEmpty { waiting.removeFirst() }
        senders[name] = sender
        (piece.notices, notices) = (notices, [])
        return piece
    }

    /// Takes what is there, as far as there is room.
    private mutating func takeAll() {
        for index in sockets.indices where areReady[index] {
            areReady[index] = false
            if sockets[index].transport == .udp { takeDatagrams(index) } else { takeConnections(index) }
        }
        for number in Array(connections.keys) where connections[number]?.isReady ?? false {
            guard held < Self.mostHeld, isClosing || waiting.count < Self.mostSenders else { break }
            takeBytes(number)
        }
    }

    private mutating func takeDatagrams(_ index: Int) {
        var taken = 0
        // Each message may have a sender of its own: those that wait leave room for others, by other ways.
        let most = waiting.count + max(1, Self.mostSenders / (2 * sockets.count))
        while held < Self.mostHeld, taken < Self.share, isClosing || waiting.count < min(most, Self.mostSenders) {
            guard let (count, sender) = sockets[index].receive(&buffer) else { return }
            taken += max(1, count)
            add(buffer[..<count], from: "udp://\(sender?.text ?? "")")
        }
        areReady[index] = true
    }

    private mutating func takeConnections(_ index: Int) {
        while let (descriptor, sender) = sockets[index].accept() {
            if connections.count >= Self.mostConnections {
                let idlest = connections.min { $0.value.used < $1.value.used }
                guard let idlest, ContinuousClock.now - idlest.value.used > Self.longSilence else {
                    counts.refusedConnections += 1
                    tell("a connection was turned away, since there are \(Self.mostConnections)")
                    continue
                }
                hangUp(idlest.key)
            }
            connections[descriptor.number] = Connection(
                descriptor: descriptor, sender: "tcp://\(sender?.text ?? "")",
                framer: SyslogFramer(longest: Self.longestMessage))
        }
    }

    private mutating func takeBytes(_ number: Int32) {
        guard var connection = connections[number] else { return }
        var taken = 0
        var messages: [ArraySlice<UInt8>] = []
        var tooLong = 0
        var hasEnded = false
        connection.isReady = false
        while taken < Self.share {
            guard let count = ListeningSocket.receive(number, &buffer) else { break }
            hasEnded = count == 0
            if hasEnded { break }
            taken += count
            connection.framer.take(buffer[..<count], message: { messages.append($0) }, tooLong: { tooLong += 1 })
        }
        if taken >= Self.share { connection.isReady = true }
        if taken > 0 { connection.used = .now }
        connections[number] = connection
        for message in messages { add(message, from: connection.sender) }
        for _ in 0..<tooLong { refuse(connection.sender) }
        if hasEnded { hangUp(number) }
    }

    /// Ends a connection: what there is of its last message is one.
    private mutating func hangUp(_ number: Int32) {
        guard var connection = connections.removeValue(forKey: number) else { return }
        var last: ArraySlice<UInt8> = []
        connection.framer.end { last = $0 }
        if !last.isEmpty { add(last, from: connection.sender) }
    }

    private mutating func add(_ message: ArraySlice<UInt8>, from name: String) {
        meet(name)
        let before = senders[name]?.pending.count ?? 0
        senders[name]?.add(message)
        let added = (senders[name]?.pending.count ?? 0) - before
        if before == 0, added > 0, senders[name]?.refusals.isEmpty ?? true { waiting.append(name) }
        held += added
    }

    private mutating func refuse(_ name: String) {
        meet(name)
        guard let sender = senders[name] else { return }
        if sender.pending.isEmpty, sender.refusals.isEmpty { waiting.append(name) }
        let reason = "a message is longer than \(Self.longestMessage) bytes: left out"
        senders[name]?.refusals.append(Refusal(source: name, reason: reason))
    }

    /// Makes room for a sender that is not known; who has been silent longest is forgotten. Whoever has messages that
    /// wait is not: fewer than ``mostSenders`` of them have while messages are taken.
    private mutating func meet(_ name: String) {
        guard senders[name] == nil else { return }
        while senders.count >= Self.mostSenders {
            let oldest = senders.lazy.filter { $0.value.pending.isEmpty && $0.value.refusals.isEmpty }
                .min { $0.value.used < $1.value.used }?.key
            guard let oldest else { break }
            senders[oldest] = nil
        }
        senders[name] = SenderLog(name: name, number: numbers.next())
    }

    /// Says something that may happen often, at most once a minute.
    private mutating func tell(_ notice: String) {
        guard ContinuousClock.now - toldOf > .seconds(60) else { return }
        toldOf = .now
        notices.append(notice)
    }
}
