/// How one product writes what happens: the shapes of its lines.
struct LogDialect: Sendable {
    /// What a log is about. A member has one log of a kind, in a dialect of its own.
    enum Kind: String, CaseIterable, Sendable {
        case web
        case mail
        case proxy
        case names
        case firewall
        case windows
        case ssh
        case audit
        case plant
    }

    /// A line, and how often it is written on an ordinary day.
    struct Shape: Sendable {
        let name: String
        /// Out of the sum of all; 0 is never, for what only an intruder or an administrator does.
        let weight: Int
        let template: String

        init(_ name: String, _ weight: Int, _ template: String) {
            self.name = name
            self.weight = weight
            self.template = template
        }
    }

    /// When a log is busy.
    enum Rhythm: Sendable {
        /// In office hours.
        case office
        /// By day, at weekends too.
        case visitors
        /// Always.
        case machines
    }

    let name: String
    let kind: Kind
    /// The file's name in the member's folder.
    let file: String
    let escape: TextEscape
    let rhythm: Rhythm
    /// Lines at the file's beginning, each with its end.
    let header: String
    let shapes: [Shape]
    /// The shape and slot that carry an indicator where a share of lines is to do so, and whether it is a domain.
    let carrier: (shape: String, slot: String, isDomain: Bool)?

    init(
        _ name: String, _ kind: Kind, file: String, escape: TextEscape = .none, rhythm: Rhythm,
        header: String = "", carrier: (shape: String, slot: String, isDomain: Bool)? = nil, _ shapes: [Shape]
    ) {
        self.name = name
        self.kind = kind
        self.file = file
        self.escape = escape
        self.rhythm = rhythm
        self.header = header
        self.shapes = shapes
        self.carrier = carrier
    }

    /// Every dialect.
    static let all = web + mail + proxy + names + firewall + windows + linux + plant

    /// The dialect of a kind that the member at a place in the exercise writes: each takes the next one.
    static func of(_ kind: Kind, place: Int) -> LogDialect {
        let dialects = all.filter { $0.kind == kind }
        return dialects[place % dialects.count]
    }
}
