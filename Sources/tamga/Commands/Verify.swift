import ArgumentParser
import TamgaFormats
import TamgaModel

/// `tamga verify`: who signed a file.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say which member signed a file, by the signature beside it.",
        discussion: """
            Nothing is imported. Exit status 0 where every file is proven, 65 where one is not.

              tamga verify --keys members.keys kz.json
              tamga verify --keys members.keys --from KZ kz.json db.rpz
            """)

    @Option(help: ArgumentHelp("The members' keys.", valueName: "file"))
    var keys: String
    @Option(help: "Who must have signed.")
    var from: MemberState?
    @Argument(help: "Files; the signature of FILE is FILE.sig.")
    var files: [String]

    func run() throws {
        try Failure.reporting {
            let keys = try SignatureOptions.read(keys)
            let output = try Output("-")
            var isProven = true
            for file in files {
                do {
                    let signature = try FileProof.signature(beside: file)
                    let digest = try FileProof.digest(of: file)
                    if let reason = signature.objection(to: digest, keys: keys, claimed: from, now: .now) {
                        throw FailedInput(description: "\(file): \(reason)")
                    }
                    try output.write(
                        ActiveText.shown(
                            "\(file): signed by \(signature.member), key \(signature.keyID), at \(signature.time.stix)")
                            + "\n")
                } catch let error as FailedInput {
                    StandardError.line("refused: \(error)", .warning)
                    isProven = false
                }
            }
            if !isProven { throw Failure.badInput }
        }
    }
}
