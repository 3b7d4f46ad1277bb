import ArgumentParser

/// A share from 0 to 1 with six decimal places at most, such as `0.001`.
struct ShareOfLines: ExpressibleByArgument {
    let millionths: Int

    init?(argument: String) {
        let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = Int(first), whole == 0 || whole == 1, parts.count <= 2 else {
            return nil
        }
        var fraction = 0
        if parts.count == 2 {
            let digits = parts[1]
            guard (1...6).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }),
                let value = Int(digits + String(repeating: "0", count: 6 - digits.count))
            else { return nil }
            fraction = value
        }
        millionths = whole * 1_000_000 + fraction
        if millionths > 1_000_000 { return nil }
    }
}
