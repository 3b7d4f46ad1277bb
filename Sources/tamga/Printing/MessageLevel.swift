import Logging

/// How much a message on standard error matters.
enum MessageLevel: String, CaseIterable, Comparable {
    /// What was done.
    case info
    /// Something was refused, left out or put off, and the work goes on.
    case warning
    /// The work ends, or a part of it does.
    case error

    /// The least first.
    static func < (left: MessageLevel, right: MessageLevel) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }

    /// The same for what a server logs.
    var ofServer: Logger.Level {
        switch self {
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
