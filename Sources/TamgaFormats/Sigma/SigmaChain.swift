import TamgaModel

/// A field and the modifiers behind it: what becomes of the values, in order, and what they then are.
struct SigmaChain {
    /// What the values are in the end.
    enum Kind: Hashable {
        case string
        case regex(caseless: Bool, multiline: Bool, dotAll: Bool)
        case cidr
        case compare(SigmaComparison)
        case exists
        case field(SigmaFieldComparison)
        case datePart(SigmaDatePart, SigmaComparison)
    }

    /// `nil` for keywords.
    var field: String?
    /// What changes the values, in the order of the rule.
    var steps: [SigmaModifier] = []
    var kind = Kind.string
    /// All values must hold, not one of them.
    var isAll = false
    /// `neq`: none may hold.
    var isNegated = false
    var isCased = false
    /// The modifier that set ``kind``.
    var kindName: SigmaModifier?

    /// Why a modifier does not go with those before it.
    struct Complaint: Error, Hashable {
        var message: String
    }

    init(field: String?) { self.field = field }

    /// Adds a modifier.
    mutating func add(_ modifier: SigmaModifier) throws(Complaint) {
        switch modifier {
        case .all: isAll = true
        case .neq: isNegated = true
        case .cased: isCased = true
        case .re: try set(.regex(caseless: false, multiline: false, dotAll: false), modifier)
        case .cidr: try set(.cidr, modifier)
        case .exists: try set(.exists, modifier)
        case .fieldref: try set(.field(.equal), modifier)
        case .i, .ignorecase, .m, .multiline, .s, .dotall: try setFlag(modifier)
        case .lt, .lte, .gt, .gte: try compare(modifier)
        case .minute, .hour, .day, .week, .month, .year:
            if let part = modifier.datePart { try set(.datePart(part, .equal), modifier) }
        case .contains, .startswith, .endswith: try addWildcard(modifier)
        case .windash, .wide, .utf16le, .utf16be, .utf16, .base64, .base64offset, .expand: try addStep(modifier)
        }
    }

    /// Holds the whole chain against itself.
    func check() throws(Complaint) {
        if isCased, kind != .string {
            if case .field = kind {} else { throw clash(.cased) }
        }
        guard kind == .exists else {
            if field == nil {
                switch kind {
                case .string, .regex: break
                default: throw Complaint(message: "“\(kindName?.rawValue ?? "")” needs a field before it")
                }
            }
            return
        }
        if field == nil { throw Complaint(message: "“exists” needs a field before it") }
        if isAll || isNegated || isCased || !steps.isEmpty {
            throw Complaint(message: "“exists” stands alone; write true or false behind it")
        }
    }

    // MARK: - Kinds

    private func clash(_ modifier: SigmaModifier) -> Complaint {
        Complaint(message: "“\(modifier.rawValue)” contradicts “\(kindName?.rawValue ?? "")”")
    }

    private mutating func set(_ kind: Kind, _ modifier: SigmaModifier) throws(Complaint) {
        guard kindName == nil else { throw clash(modifier) }
        if let step = steps.first(where: { $0 != .expand || modifier != .re && modifier != .cidr }) {
            throw Complaint(
                message: step.fieldComparison != nil && modifier == .fieldref
                    ? "“fieldref” stands before “\(step.rawValue)”"
                    : "“\(modifier.rawValue)” contradicts “\(step.rawValue)”")
        }
        self.kind = kind
        kindName = modifier
    }

    private mutating func setFlag(_ modifier: SigmaModifier) throws(Complaint) {
        guard case .regex(var caseless, var multiline, var dotAll) = kind else {
            throw Complaint(message: "“\(modifier.rawValue)” belongs behind “re”")
        }
        switch modifier {
        case .i, .ignorecase: caseless = true
        case .m, .multiline: multiline = true
        default: dotAll = true
        }
        kind = .regex(caseless: caseless, multiline: multiline, dotAll: dotAll)
    }

    private mutating func compare(_ modifier: SigmaModifier) throws(Complaint) {
        guard let comparison = modifier.comparison else { return }
        if case .datePart(let part, .equal) = kind {
            kind = .datePart(part, comparison)
        } else {
            try set(.compare(comparison), modifier)
        }
    }

    // MARK: - Steps

    private mutating func addWildcard(_ modifier: SigmaModifier) throws(Complaint) {
        if case .field(let comparison) = kind, let wanted = modifier.fieldComparison {
            guard comparison == .equal || comparison == wanted else {
                throw Complaint(message: "“\(modifier.rawValue)” contradicts “\(comparison.rawValue)”")
            }
            kind = .field(wanted)
            return
        }
        if case .regex = kind {
            throw Complaint(
                message:
                    "“\(modifier.rawValue)” contradicts “re”: a pattern is searched for anywhere; “^” and “$” bind it")
        }
        guard kind == .string else { throw clash(modifier) }
        if let other = steps.first(where: { $0.isWildcard && $0 != modifier }) {
            throw Complaint(message: "“\(modifier.rawValue)” contradicts “\(other.rawValue)”")
        }
        steps.append(modifier)
    }

    private mutating func addStep(_ modifier: SigmaModifier) throws(Complaint) {
        if modifier == .expand {
            switch kind {
            case .string, .regex, .cidr: break
            default: throw clash(modifier)
            }
        } else if kind != .string {
            throw clash(modifier)
        }
        for step in steps {
            if step.isUTF16, modifier.isUTF16 {
                throw Complaint(
                    message: "“\(modifier.rawValue)” contradicts “\(step.rawValue)”: a text is encoded once")
            }
            if step.isWildcard, modifier.isBase64 {
                throw Complaint(
                    message: "“\(modifier.rawValue)” stands before “\(step.rawValue)”: wildcards cannot be encoded")
            }
            if step.isUTF16 || step.isBase64, modifier == .windash || modifier == .expand {
                throw Complaint(
                    message: "“\(modifier.rawValue)” stands before “\(step.rawValue)”: it reads what is not encoded yet"
                )
            }
        }
        steps.append(modifier)
    }
}
