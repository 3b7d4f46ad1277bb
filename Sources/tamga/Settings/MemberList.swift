import ArgumentParser
import TamgaModel

/// Member states by their codes, such as `UZ,KZ,TJ`.
struct MemberList: ExpressibleByArgument {
    let members: [MemberState]

    init?(argument: String) {
        var members: [MemberState] = []
        for code in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let member = MemberState(code) else { return nil }
            members.append(member)
        }
        self.members = members
    }
}

/// Names with commas between them.
struct NameList: ExpressibleByArgument {
    let names: [String]

    init?(argument: String) {
        names = argument.split(separator: ",").map(String.init)
        if names.isEmpty { return nil }
    }
}

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
