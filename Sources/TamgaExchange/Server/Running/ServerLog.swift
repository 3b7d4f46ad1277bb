public import Logging
import TamgaJSON
public import TamgaModel

/// Writes what a server has to say as lines: text for people, or JSON. Keys and bodies are never in them.
public struct ServerLog: LogHandler {
    /// The form of the lines.
    public enum Format: String, CaseIterable, Sendable {
        /// `TIME LEVEL MESSAGE name=value …`
        case text
        /// A JSON object a line.
        case json
    }

    private let format: Format
    private let now: @Sendable () -> Timestamp
    private let sink: @Sendable (String) -> Void
    /// Nothing: swift-log asks for it.
    public var metadataProvider: Logger.MetadataProvider?
    /// What goes with every line.
    public var metadata: Logger.Metadata = [:]
    /// What is not worth a line is passed over.
    public var logLevel: Logger.Level = .info

    /// A log.
    ///
    /// - Parameters:
    ///   - sink: Takes a line without its end.
    public init(format: Format, now: @escaping @Sendable () -> Timestamp, sink: @escaping @Sendable (String) -> Void) {
        self.format = format
        self.now = now
        self.sink = sink
    }

    /// One value that goes with every line.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes a line.
    public func log(event: LogEvent) {
        let values = metadata.merging(event.metadata ?? [:]) { $1 }
            .map { (name: $0.key, value: "\($0.value)") }.sorted { Self.rank($0.name) < Self.rank($1.name) }
        switch format {
        case .text:
            var line = "\(now()) \(event.level) \(ActiveText.shown("\(event.message)"))"
            for (name, value) in values { line += " \(name)=\(Self.shown(value))" }
            sink(line)
        case .json:
            var writer = JSONWriter()
            writer.object {
                $0.member("time", "\(now())")
                $0.member("level", "\(event.level)")
                $0.member("message", "\(event.message)")
                for (name, value) in values {
                    if Self.numbers.contains(name), let number = Int(value) {
                        $0.member(name, number)
                    } else {
                        $0.member(name, value)
                    }
                }
            }
            sink(String(decoding: writer.bytes, as: UTF8.self))
        }
    }

    private static let numbers: Set = ["status", "bytes", "ms"]
    private static let order = ["who", "method", "path", "status", "bytes", "ms", "from", "id"]

    private static func rank(_ name: String) -> String {
        order.firstIndex(of: name).map { "\($0)" } ?? "9\(name)"
    }

    /// A value between quotes where it holds what would end it.
    private static func shown(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && !ActiveText.isActive($0) }
        if isPlain, !value.isEmpty { return value }
        var writer = JSONWriter()
        writer.value(value)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
