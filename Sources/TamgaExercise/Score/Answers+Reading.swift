import TamgaJSON
import TamgaModel

extension Answers {
    /// Reads a line of `answers.ndjson`.
    ///
    /// - Parameter number: the line's number, for what is said where it cannot be read.
    public mutating func read(_ line: [UInt8], number: Int, file: String) {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return }
        let bytes = line.span
        guard let value = try? JSONValue(bytes), value.kind == .object else {
            return refuse("no JSON object", number, file)
        }
        func text(_ name: String) -> String? { value.member(name, in: line.span)?.string(in: line.span) }
        switch text("kind") {
        case "exercise":
            scenario = text("scenario") ?? ""
            for log in Self.texts(value.member("logs", in: bytes), line) { add(log: log) }
        case "step":
            guard let id = text("step") else { return refuse("a step without its id", number, file) }
            steps.append(Step(id: id, title: text("title") ?? "", technique: text("technique") ?? ""))
        case "rule", "correlation":
            guard let id = text("rule") else { return refuse("a rule without its id", number, file) }
            rules[id] = text("title") ?? id
            if text("kind") == "correlation" { correlations.append(id) }
        case "record", "decoy":
            guard let path = text("file"), let place = value.member("line", in: bytes)?.integer(in: bytes), place > 0,
                let written = text("time"), let time = Timestamp(rfc3339: written)
            else { return refuse("a record without file, line and time", number, file) }
            var step: Int?
            if text("kind") == "record" {
                guard let id = text("step") else { return refuse("a record without its step", number, file) }
                step = steps.firstIndex { $0.id == id }
                if step == nil {
                    step = steps.count
                    steps.append(
                        Step(id: id, title: id == "carried" ? "Lines that carry an indicator" : "", technique: ""))
                }
            }
            add(log: path)
            let expected =
                Self.texts(value.member("indicators", in: bytes), line).map { FoundBy.indicator($0) }
                + Self.texts(value.member("rules", in: bytes), line).map { FoundBy.rule($0) }
            places[Self.key(path), default: [:]][place] = records.count
            records.append(Record(step: step, why: text("why"), time: time, expected: expected))
        case let kind: refuse("a line of an unknown kind, \(kind ?? "none")", number, file)
        }
    }

    private mutating func refuse(_ reason: String, _ line: Int, _ file: String) {
        refusals.append(Refusal(source: file, line: line, reason: reason))
    }

    private mutating func add(log path: String) {
        let key = Self.key(path)
        guard places[key] == nil else { return }
        places[key] = [:]
        guard let name = path.split(separator: "/").last else { return }
        names[String(name)] = .some(names[String(name)] == nil ? key : nil)
    }

    private static func key(_ path: String) -> String { path.split(separator: "/").suffix(2).joined(separator: "/") }

    private static func texts(_ value: JSONValue?, _ line: [UInt8]) -> [String] {
        var texts: [String] = []
        guard var elements = value?.elements else { return [] }
        while let element = elements.next(in: line.span) {
            if let text = element.string(in: line.span) { texts.append(text) }
        }
        return texts
    }
}
