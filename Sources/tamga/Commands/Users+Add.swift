public import ArgumentParser
import TamgaExchange
import TamgaModel
import TamgaRelease
public import TamgaStore

extension Users {
    /// `tamga users add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add an account and print its key, which is shown this once.",
            discussion: """
                A reader reads what its member, partner, or anyone may see; a contributor also hands in and withdraws for its
                member; an admin also sees all of the store in the dashboard, whatever its marking, so that role is for the
                team that keeps the store. The key is kept as a salted digest alone. A removed account of the same name gets a new key.

                  tamga users add kz-cert --member KZ --role contributor
                  tamga users add csirt --partner regional-csirt
                  tamga users add public --anyone
                """)

        @OptionGroup var storeOptions: StoreOptions
        @OptionGroup var communityOptions: CommunityOptions
        @Argument(help: "A name of lower-case letters, digits, “-” and “.”.")
        var name: String
        @Option(help: "The member that it asks for, by its code.")
        var member: String?
        @Option(help: "The partner that it asks for, as the community file names it.")
        var partner: String?
        @Flag(help: "It asks for nobody: it sees what is published.")
        var anyone = false
        @Option(
            help: ArgumentHelp(
                "Sign in by this client certificate, which an authority of “serve --client-ca” has signed; there is no key then.",
                valueName: "pem"))
        var certificate: String?
        @Option(help: "reader, contributor or admin.")
        var role = Account.Role.reader

        func validate() throws {
            guard Account.isName(name) else {
                throw ValidationError("A name has 1 to 64 lower-case letters, digits, “-” and “.”.")
            }
            guard (member == nil ? 0 : 1) + (partner == nil ? 0 : 1) + (anyone ? 1 : 0) == 1 else {
                throw ValidationError("Give one of --member, --partner and --anyone.")
            }
            if let member, MemberState(member) == nil { throw ValidationError("A member is two letters, such as KZ.") }
            if member == nil, role != .reader {
                throw ValidationError("Only a member's account hands in: a partner and anyone are readers.")
            }
        }

        func run() throws {
            try Failure.reporting {
                let recipient: Recipient
                if let member = member.flatMap({ MemberState($0) }) {
                    recipient = .member(member)
                } else {
                    recipient = partner.map { .partner($0.lowercased()) } ?? .anyone
                }
                try communityOptions.read().check(recipient)
                let taken = FailedInput(
                    description:
                        "an account is or was called “\(name)”; remove it first to give it a new key, or take another name where it is for somebody else"
                )
                if let certificate {
                    let bytes = try ClientCertificate.read(certificate)
                    let isAdded = try storeOptions.open().addAccount(
                        name, for: recipient.description, role: role, certificate: bytes, at: .now)
                    guard isAdded else { throw taken }
                    StandardError.line("\(name): \(role.rawValue) for \(recipient), by its certificate")
                    return
                }
                let store = try storeOptions.open()
                guard let key = try store.addAccount(name, for: recipient.description, role: role, at: .now) else {
                    throw taken
                }
                StandardError.line("\(name): \(role.rawValue) for \(recipient); the key is shown this once:")
                do {
                    try Output("-").write(key + "\n")
                } catch {
                    // An account whose key nobody has is none.
                    _ = try store.removeAccount(name, at: .now)
                    StandardError.line("\(name): the key could not be shown, so the account is removed again", .warning)
                    throw error
                }
            }
        }
    }
}

extension Account.Role: ExpressibleByArgument {}
