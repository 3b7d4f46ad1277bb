/// How work grows with a subject's length.
public enum Growth: Hashable, Sendable, Comparable {
    /// With a power of the length: 1 is linear, 2 quadratic, 3 cubic.
    case polynomial(Int)
    /// By a factor for each further character or few.
    case exponential

    /// In step with the length.
    public static let linear = Growth.polynomial(1)
    /// With its square.
    public static let quadratic = Growth.polynomial(2)
    /// With its cube.
    public static let cubic = Growth.polynomial(3)
}

extension Growth: CustomStringConvertible {
    /// A word for it.
    public var description: String {
        switch self {
        case .polynomial(...1): "linear"
        case .polynomial(2): "quadratic"
        case .polynomial(3): "cubic"
        case .polynomial(let degree): "polynomial of degree \(degree)"
        case .exponential: "exponential"
        }
    }
}
