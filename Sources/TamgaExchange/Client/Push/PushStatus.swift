import TamgaJSON

/// A status resource (TAXII 2.1 §4.3.1).
struct PushStatus {
    var id: String?
    var isComplete: Bool
    var accepted: Int
    var refused: Int
    var pending: Int
    var failures: [PushReport.Failure] = []

    init?(_ bytes: [UInt8]) {
        let span = bytes.span
        guard let root = try? JSONValue(span), let status = root.member("status", in: span)?.string(in: span) else {
            return nil
        }
        id = root.member("id", in: span)?.string(in: span)
        isComplete = status != "pending"
        func count(_ name: String) -> Int? { root.member(name, in: span)?.integer(in: span).map { max(0, $0) } }
        func entries(_ name: String) -> Int {
            var elements = root.member(name, in: span)?.elements
            var count = 0
            while elements?.next(in: span) != nil { count += 1 }
            return count
        }
        accepted = count("success_count") ?? entries("successes")
        pending = count("pending_count") ?? entries("pendings")
        refused = count("failure_count") ?? entries("failures")
        if var elements = root.member("failures", in: span)?.elements {
            while let element = elements.next(in: span), failures.count < 10_000 {
                // Servers of TAXII 2.0's making give ids alone.
                let id = element.string(in: span) ?? element.member("id", in: span)?.string(in: span) ?? ""
                let message = element.member("message", in: span)?.string(in: span) ?? "no reason given"
                failures.append(.init(id: id, message: String(message.prefix(300)).onOneLine))
            }
        }
    }
}
