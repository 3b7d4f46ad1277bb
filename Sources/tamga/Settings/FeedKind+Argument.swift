public import ArgumentParser
public import TamgaExchange

extension FeedKind: ExpressibleByArgument {}
