public struct Pattern: ~Copyable, Sendable { public init(_ t: String) throws {}; public func firstMatch(in s: Span<UInt8>, from: Int, using scratch: inout MatchScratch) throws -> Int? { nil } }
public struct MatchScratch: ~Copyable { public init() {} }
