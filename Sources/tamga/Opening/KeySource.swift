import FoundationEssentials
import Glibc

/// Where a key comes from: a file that only its owner may read, the environment, or somebody at the terminal. Never an
/// argument, which “ps” would show.
enum KeySource {
    /// The key; `nil` where nothing says one and no user is named.
    ///
    /// - Parameter feed: whose name the environment's variable bears.
    static func key(file: String?, feed: String?, user: String?, host: String) throws -> String? {
        if let file { return try read(file) }
        let environment = ProcessInfo.processInfo.environment
        // A feed has a key of its own, so that no other server is sent it.
        let name = feed.map(variable) ?? "TAMGA_KEY"
        if let key = environment[name], !key.isEmpty { return key }
        guard let user else { return nil }
        guard isatty(0) == 1, StandardError.isTerminal else {
            throw FailedInput(
                description: "there is no key for \(user): name a file with --key-file, or set \(name)")
        }
        // Safe: the text ends with NUL and is copied before another call can change it; no key is a null pointer.
        guard let typed = unsafe getpass("Key of \(user) at \(host): ") else {
            throw FailedInput(description: "no key was typed")
        }
        return unsafe String(cString: typed)
    }

    /// `TAMGA_KEY_` and the feed's name in capitals, `_` for what is neither letter nor digit.
    static func variable(_ feed: String) -> String {
        let name = feed.uppercased().unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                ? Character(scalar) : "_"
        }
        return "TAMGA_KEY_" + String(name)
    }

    private static func read(_ path: String) throws -> String {
        try KeyFile.check(path)
        let bytes = try WholeFile.read(path, limit: 64 << 10)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FailedInput(description: "the key file \(path) is no text")
        }
        let key = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard !key.isEmpty else { throw FailedInput(description: "the key file \(path) is empty") }
        return key
    }
}
