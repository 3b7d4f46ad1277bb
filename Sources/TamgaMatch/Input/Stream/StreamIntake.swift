import Glibc
import Synchronization
import TamgaLogs

/// Hands the blocks of a stream's sources to workers, in one order.
///
/// One worker waits for input; the others wait for its place, which it leaves once it has a block. So no thread but
/// the workers reads, and nothing is handed from one to another.
final class StreamIntake: Sendable {
    private let state: Mutex<State>
    private let orders: Mutex<Orders>
    private let wakeup: Wakeup
    private let blockSize: Int
    private let reported = Mutex(StreamStatus())

    private struct State: ~Copyable {
        var sources: [any StreamSource]
        var matcher: StreamMatcher
        /// The source whose turn it is.
        var turn = 0
        var sequence = 0
        var isClosing = false
        var polled = PollSet()
        var reported = ContinuousClock.now - .seconds(1)
    }

    /// What others have asked for since the last block.
    private struct Orders {
        var matcher: StreamMatcher?
        var isClosing = false
        var isAborted = false
    }

    init(_ sources: [any StreamSource], matcher: StreamMatcher, blockSize: Int) throws(InputError) {
        wakeup = try Wakeup()
        self.blockSize = blockSize
        state = Mutex(State(sources: sources, matcher: matcher))
        orders = Mutex(Orders())
    }

    /// Fills a block with the next whole records, and gives the matcher that it is to be searched by.
    ///
    /// - Returns: `nil` once every source is at its end.
    func next(into block: inout Block) -> (piece: StreamPiece, matcher: StreamMatcher)? {
        block.shrink(to: blockSize, atMost: .max)
        return state.withLock { state in
            while true {
                let matcher = state.matcher
                guard follow(&state) else { return nil }
                if state.matcher !== matcher { return number(StreamPiece(), &block, &state) }
                for _ in state.sources.indices {
                    let turn = state.turn
                    state.turn = (turn + 1) % state.sources.count
                    block.count = 0
                    guard let piece = state.sources[turn].next(into: &block) else { continue }
                    return number(piece, &block, &state)
                }
                report(&state)
                if state.sources.allSatisfy({ $0.isAtEnd }) { return nil }
                wait(&state)
            }
        }
    }

    /// Gives a piece its place. A change of the matcher is a piece without a block, so that it is heard of at once.
    private func number(
        _ piece: StreamPiece, _ block: inout Block, _ state: inout State
    ) -> (piece: StreamPiece, matcher: StreamMatcher) {
        if !piece.hasBlock { block.count = 0 }
        block.source = 0
        block.sequence = state.sequence
        state.sequence += 1
        return (piece, state.matcher)
    }

    /// Searches what follows by another matcher.
    func adopt(_ matcher: StreamMatcher) {
        orders.withLock { $0.matcher = matcher }
        wakeup.signal()
    }

    /// Ends once what is there has been read.
    func close() {
        orders.withLock { $0.isClosing = true }
        wakeup.signal()
    }

    /// Ends at once.
    func abort() {
        orders.withLock { $0.isAborted = true }
        wakeup.signal()
    }

    /// How the sources stood when somebody last waited for them.
    var status: StreamStatus { reported.withLock { $0 } }

    /// Does what has been asked for; false where all is to end.
    private func follow(_ state: inout State) -> Bool {
        let asked = orders.withLock { orders in
            defer { orders.matcher = nil }
            return orders
        }
        if asked.isAborted { return false }
        if let matcher = asked.matcher {
            let hasFormats = matcher.plan.formats !== state.matcher.plan.formats
            state.matcher = matcher
            if hasFormats {
                for index in state.sources.indices { state.sources[index].adopt(matcher.plan.formats) }
            }
        }
        if asked.isClosing, !state.isClosing {
            state.isClosing = true
            for index in state.sources.indices { state.sources[index].close() }
        }
        return true
    }

    private func report(_ state: inout State) {
        let now = ContinuousClock.now
        guard state.isClosing || now - state.reported > .milliseconds(200) else { return }
        state.reported = now
        let sum = state.sources.reduce(into: StreamStatus()) { $0 += $1.status }
        reported.withLock { $0 = sum }
    }

    private func wait(_ state: inout State) {
        state.polled.removeAll()
        let woken = state.polled.add(wakeup.descriptor)
        for index in state.sources.indices { state.sources[index].watch(&state.polled) }
        let deadline = state.sources.compactMap(\.deadline).min()
        let left = deadline.map { max(0, min(60_000, ($0 - .now) / .milliseconds(1))).rounded(.up) }
        state.polled.wait(left.map { Int32($0) } ?? -1)
        if state.polled.isReady(woken) { wakeup.clear() }
        for index in state.sources.indices { state.sources[index].wake(state.polled) }
    }
}
