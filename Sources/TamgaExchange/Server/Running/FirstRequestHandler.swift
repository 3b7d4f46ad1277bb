import NIOCore

/// Stands behind the decoder of a connection and says when it begins, when it first asks, and when it has ended.
final class FirstRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    /// Parts of requests, which are passed on as they are.
    typealias InboundIn = NIOAny

    private let shares: ConnectionShares
    /// Where the connection comes from; `nil` until it stands.
    private var address: String?
    private var hasAsked = false

    init(_ shares: ConnectionShares) { self.shares = shares }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context.channel) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context.channel)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // The first part is a head that has come whole.
        if !hasAsked, let address {
            hasAsked = true
            shares.ask(context.channel, from: address)
        }
        context.fireChannelRead(data)
    }

    private func begin(_ channel: any Channel) {
        guard address == nil, channel.isActive else { return }
        let from = channel.remoteAddress?.ipAddress ?? "unknown"
        address = from
        channel.closeFuture.whenComplete { [shares] _ in shares.end(channel, from: from) }
        shares.begin(channel, from: from)
    }
}
