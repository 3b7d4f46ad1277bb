import ArgumentParser
import TamgaExchange
import TamgaModel

/// From where a pull goes on: `auto`, `all`, a time, or a span up to now.
struct PullStart: ExpressibleByArgument {
    let start: PullSettings.Start

    init?(argument: String) {
        switch argument {
        case "auto": start = .kept
        case "all": start = .beginning
        default:
            if let span = TimeSpan(argument: argument) {
                start = .after(Timestamp(microseconds: Timestamp.now.microseconds - span.seconds * 1_000_000))
            } else if let time = Timestamp(rfc3339: argument) {
                start = .after(time)
            } else {
                return nil
            }
        }
    }

    /// `auto`, or the time.
    var defaultValueDescription: String {
        switch start {
        case .kept: "auto"
        case .beginning: "all"
        case .after(let time): time.description
        }
    }
}
