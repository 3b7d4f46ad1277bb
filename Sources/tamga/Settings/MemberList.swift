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
