import ArgumentParser
import TamgaFormats

/// Whose signatures are asked for.
struct SignatureOptions: ParsableArguments {
    @Flag(help: "Take a file only where FILE.sig beside it proves which member made it.")
    var requireSignature = false
    @Option(
        help: ArgumentHelp(
            "The members' keys, a line each as “tamga keys make” prints it: MEMBER ed25519 KEY [FROM [UNTIL]].",
            valueName: "file"))
    var keys: String?

    func validate() throws {
        if requireSignature, keys == nil {
            throw ValidationError("--require-signature needs the members' keys: --keys FILE.")
        }
        if !requireSignature, keys != nil {
            throw ValidationError("--keys is of no use without --require-signature.")
        }
    }

    /// The keys; `nil` where no signature is asked for.
    func memberKeys() throws -> MemberKeys? {
        guard requireSignature, let keys else { return nil }
        return try Self.read(keys)
    }

    /// Reads a list of keys.
    static func read(_ path: String) throws -> MemberKeys {
        let bytes = try WholeFile.read(path, limit: MemberKeys.maximumSize)
        do {
            return try MemberKeys(bytes, source: path)
        } catch {
            throw FailedInput(description: "\(error)")
        }
    }
}
