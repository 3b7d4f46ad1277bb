/// Powers of two without the C library, to some ten binary digits.
extension Double {
    /// The power of two that a number of at least one is.
    var powerOfTwo: Double {
        guard self >= 1 else { return 0 }
        var (rest, result, digit) = (significand, Double(exponent), 0.5)
        for _ in 0..<12 {
            rest *= rest
            if rest >= 2 {
                rest /= 2
                result += digit
            }
            digit /= 2
        }
        return result
    }

    /// Two to a power of at least zero.
    static func two(to power: Double) -> Double {
        guard power < 1_000 else { return .infinity }
        var result = Double(sign: .plus, exponent: Int(power), significand: 1)
        var (rest, root) = (power - power.rounded(.down), 2.0.squareRoot())
        for _ in 0..<12 {
            rest *= 2
            if rest >= 1 {
                rest -= 1
                result *= root
            }
            root = root.squareRoot()
        }
        return result
    }
}
