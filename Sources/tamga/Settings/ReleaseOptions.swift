public import ArgumentParser
public import TamgaFormats
import TamgaModel
public import TamgaRelease

extension Recipient: ExpressibleByArgument {
    /// A member's code, a partner's name, or `anyone`.
    public init?(argument: String) { self.init(argument) }
}

extension ExportForm: ExpressibleByArgument {}

extension Community {
    /// Objects to a recipient that is neither a member, nor a partner, nor anyone: nothing would go to it.
    func check(_ recipient: Recipient) throws {
        switch recipient {
        case .member(let state):
            if members.isEmpty {
                throw FailedInput(
                    description:
                        "no community file says who the members are; name one with --community or TAMGA_COMMUNITY")
            }
            guard member(state) != nil else {
                throw FailedInput(description: "\(state) is no member of the union that the community file describes")
            }
        case .partner(let name):
            guard sharing.partners.contains(name) else {
                throw FailedInput(
                    description: "the community file has no partner “\(name)”, under “sharing: partners:”")
            }
        case .anyone: break
        }
    }
}
