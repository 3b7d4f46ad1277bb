import TamgaJSON
import TamgaModel
import TamgaReport

/// What a line of hits says, as far as the dashboard shows it.
struct LiveHit: Sendable {
    /// The record's time in UTC, to the second; empty where it has none.
    var time: String
    /// In whose logs; `nil` is "unattributed".
    var observer: MemberState?
    /// Who shared it.
    var producers: [MemberState]
    /// The value, where it is that of an indicator and of a kind that is known.
    var observable: Observable?
    /// What is shown: the rule's title where a rule matched, else the value, defanged.
    var what: String
    /// The kind of the value; the rule's level, or nothing.
    var kind: String
    /// Where the record stands.
    var place: String

    /// The longest text that is kept, in characters.
    private static let longest = 200

    /// Whether a line is a hit, and in whose logs; nothing else of it is read.
    static func glance(_ line: Span<UInt8>) -> (isHit: Bool, observer: MemberState?) {
        guard let value = try? JSONValue(line), value.kind == .object, value.member("kind", in: line) != nil else {
            return (false, nil)
        }
        return (true, value.member("observer", in: line)?.string(in: line).flatMap { MemberState($0) })
    }

    /// Reads a line; `nil` where it is no hit.
    init?(_ line: Span<UInt8>) {
        guard let value = try? JSONValue(line), value.kind == .object else { return nil }
        func text(_ key: String) -> String? { value.member(key, in: line)?.string(in: line) }
        guard text("kind") != nil else { return nil }
        time = text("time").flatMap { Timestamp(rfc3339: $0) }.map(Self.shown) ?? ""
        observer = text("observer").flatMap { MemberState($0) }
        producers = []
        if var elements = value.member("producers", in: line)?.elements {
            while let element = elements.next(in: line), producers.count < 12 {
                if let state = element.string(in: line).flatMap({ MemberState($0) }) { producers.append(state) }
            }
        }
        let named = text("value")
        let stixName = text("observable_type")
        observable = named.flatMap { value in stixName.flatMap { Self.observable($0, value) } }
        let title = text("rule_title")
        let shown = title.map(Self.inert) ?? observable?.defanged ?? Self.inert(named ?? "")
        what = ActiveText.shown(String(shown.prefix(Self.longest)))
        let kind = observable?.type.label ?? stixName ?? text("level") ?? text("kind") ?? ""
        self.kind = ActiveText.shown(String(kind.prefix(60)))
        let source = ActiveText.shown(String((text("source") ?? "").prefix(Self.longest)))
        place = value.member("line", in: line)?.integer(in: line).map { "\(source):\($0)" } ?? source
    }

    /// The value by the name that STIX has for its kind, which several kinds share.
    private static func observable(_ stixName: String, _ value: String) -> Observable? {
        if let guess = Observable.guess(value), guess.type.stixName == stixName { return guess }
        for type in ObservableType.allCases where type.stixName == stixName && type != .pattern {
            if let found = try? Observable(type, value) { return found }
        }
        return nil
    }

    /// A text that nothing turns into a link.
    private static func inert(_ text: String) -> String {
        if let observable = Observable.guess(text) { return observable.defanged }
        return text.replacing("http://", with: "hxxp://").replacing("https://", with: "hxxps://")
    }

    /// `2026-11-03 09:05:59`.
    private static func shown(_ time: Timestamp) -> String {
        let seconds = (time.microseconds - (time.microseconds % 1_000_000 + 1_000_000) % 1_000_000) / 1_000_000
        return Timestamp(seconds: seconds).description.replacing("T", with: " ").replacing("Z", with: "")
    }
}
