import ArgumentParser
import TamgaFormats
import TamgaModel

/// `tamga keys`: the keys that members sign with.
struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make and show keys that sign what a member shares.",
        discussion: """
            A member keeps its key file to itself and gives the line that “make” prints to the others, by a way on which
            nobody can change it. They put the lines into one list, for “import --require-signature --keys”.

              tamga keys make --for UZ --out uz.key
              tamga keys show uz.key >> members.keys

            docs/signing.md has the formats.
            """,
        subcommands: [Make.self, Show.self])

    /// `tamga keys make`.
    struct Make: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make",
            abstract: "Make a key (Ed25519), and print the line by which others check its signatures.",
            discussion: """
                The file has mode 0600 and is never written over: whoever has it can speak for the member.

                  tamga keys make --for UZ --out uz.key
                """)

        @Option(name: .customLong("for"), help: "Whose key it is.")
        var member: MemberState
        @Option(help: ArgumentHelp("The file to make.", valueName: "file"))
        var out: String

        func run() throws {
            try Failure.reporting {
                let key = SigningKeyFile(making: member)
                let output = try Output(out, .creating, permissions: 0o600)
                try output.write(key.bytes)
                try output.finish()
                StandardError.line("\(out): key \(key.memberKey.id) of \(member); the others need this line:")
                try Output("-").write(key.memberKey.line + "\n")
            }
        }
    }

    /// `tamga keys show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print the public line of a key file.", discussion: "  tamga keys show uz.key")

        @Argument(help: "The key file.")
        var file: String

        func run() throws {
            try Failure.reporting {
                try Output("-").write(OutputSignature.read(file).memberKey.line + "\n")
            }
        }
    }
}
