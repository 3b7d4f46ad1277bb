public import TamgaModel
public struct RecordClock: Sendable { public init(newest: Timestamp) {}; public func time(of r: Span<UInt8>) -> Timestamp? { nil } }
public enum RecordHost { public static func syslogHost(of r: Span<UInt8>) -> Range<Int>? { nil } }
public enum RecordField { public static func value(of n: String, in r: Span<UInt8>) -> [UInt8]? { nil } }
