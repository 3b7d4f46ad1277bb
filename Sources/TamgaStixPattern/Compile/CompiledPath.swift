import TamgaModel

/// An object path, made ready for walking.
struct CompiledPath: Sendable {
    /// The type of the objects that it begins at, as UTF-8.
    let objectType: [UInt8]
    let steps: [Step]

    enum Step: Sendable {
        case key([UInt8], Content)
        case index(Int)
        case any
    }

    /// What the name of a property says of its value (STIX 2.1 §9.6.4 and §9.7.4).
    enum Content: Sendable {
        case plain, hexadecimal, base64, reference, references

        init(of name: String) {
            if name.hasSuffix("_hex") {
                self = .hexadecimal
            } else if name.hasSuffix("_bin") {
                self = .base64
            } else if name.hasSuffix("_ref") {
                self = .reference
            } else {
                self = name.hasSuffix("_refs") ? .references : .plain
            }
        }
    }

    init(_ path: StixObjectPath) {
        objectType = Array(path.objectType.utf8)
        steps = path.steps.map { step in
            switch step {
            case .key(let name): .key(Array(name.utf8), Content(of: name))
            case .index(let number): .index(number)
            case .any: .any
            }
        }
    }
}
