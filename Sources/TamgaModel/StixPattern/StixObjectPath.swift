/// An object path of a STIX pattern, such as `file:hashes.'SHA-256'` (STIX 2.1 §9.7).
public struct StixObjectPath: Hashable, Sendable {
    /// The type before the colon.
    public var objectType: String
    /// The steps after it; the first is a key.
    public var steps: [Step]

    /// One step of a path.
    public enum Step: Hashable, Sendable {
        /// A property or dictionary key, without quotes.
        case key(String)
        /// `[n]`; negative counts from the end.
        case index(Int)
        /// `[*]`.
        case any
    }

    /// A path.
    public init(objectType: String, steps: [Step]) {
        self.objectType = objectType
        self.steps = steps
    }
}

extension StixObjectPath: CustomStringConvertible {
    /// The path as the specification writes it: keys quoted where they are no plain words.
    public var description: String {
        var text = objectType
        for (index, step) in steps.enumerated() {
            switch step {
            case .key(let key):
                text += index == 0 ? ":" : "."
                text += Self.isWord(key) ? key : "'\(key)'"
            case .index(let number): text += "[\(number)]"
            case .any: text += "[*]"
            }
        }
        return text
    }

    private static func isWord(_ key: String) -> Bool {
        guard let first = key.utf8.first, !(0x30...0x39 ~= first) else { return false }
        return key.utf8.allSatisfy { 0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || $0 == 0x5F }
    }
}
