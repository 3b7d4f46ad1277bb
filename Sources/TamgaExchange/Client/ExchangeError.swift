/// Why something could not be fetched or handed over. Nothing in it tells a key.
public enum ExchangeError: Error, Hashable, Sendable {
    /// A URL that cannot be used.
    case badAddress(String, reason: String)
    /// A key that cannot be used.
    case badKey(String)
    /// A certificate or a key in a file that cannot be used; the reason goes on where the file's name ends.
    case badFile(String, reason: String)
    /// A file that is named cannot be read.
    case unreadableFile(String, reason: String)
    /// A key would go over the wire in the clear.
    case clearKey(String)
    /// No answer, or half of one.
    case unreachable(String, reason: String)
    /// The server's certificate is not trusted, or TLS fails otherwise.
    case untrusted(String, reason: String)
    /// More than the limit, in bytes.
    case tooLong(String, limit: Int)
    /// A redirect that is not followed.
    case redirected(String, reason: String)
    /// A status that is no success: the code, and what the server says about it.
    case status(Int, String, detail: String)
    /// An answer that is not what was asked for.
    case unexpected(String, reason: String)
    /// The server has no such collection; the payload lists those it has.
    case noCollection(String, choices: [String])
    /// A server's fault that would go on for ever, or lose something.
    case fault(ServerFault)

    /// True where asking another time, with nothing changed here, may help.
    public var isPassing: Bool {
        switch self {
        case .unreachable: true
        case .status(let code, _, _): [408, 425, 429, 500, 502, 503, 504].contains(code)
        default: false
        }
    }
}

extension ExchangeError {
    /// A server says that nothing has changed since nothing was fetched.
    static func unchangedAtFirst(_ address: WebAddress) -> ExchangeError {
        .unexpected(address.description, reason: "it says that nothing has changed, and nothing was fetched before")
    }
}

extension ExchangeError: CustomStringConvertible {
    /// One sentence, with what to do where that is known.
    public var description: String {
        switch self {
        case .badAddress(let address, let reason): "\(address) cannot be asked: \(reason)"
        case .badKey(let reason): reason
        case .badFile(let path, let reason): "\(path) \(reason)"
        case .unreadableFile(let path, let reason): "\(path): cannot be read: \(reason)"
        case .clearKey(let address): "\(address) is plain http: the key would go over the wire in the clear; use https"
        case .unreachable(let address, let reason): "\(address) does not answer: \(reason)"
        case .untrusted(let address, let reason):
            "\(address): no secure connection: \(reason); for an authority of your own there is --ca"
        case .tooLong(let address, let limit): "\(address) sends more than \(limit) bytes; it was left"
        case .redirected(let address, let reason): "\(address): redirect not followed: \(reason)"
        case .status(let code, let address, let detail):
            "\(address) answers \(code)\(detail.isEmpty ? "" : " (\(detail))")\(Self.advice(code))"
        case .unexpected(let address, let reason): "\(address): \(reason)"
        case .noCollection(let reason, let choices):
            choices.isEmpty ? reason : "\(reason); there are:\n  \(choices.joined(separator: "\n  "))"
        case .fault(let fault): "\(fault)"
        }
    }

    private static func advice(_ code: Int) -> String {
        switch code {
        case 400: ": it does not understand the request"
        case 401: ": it wants a key, or another one: --user, --key-file"
        case 403: ": the key is not allowed to do that here"
        case 404: ": there is no such thing, or it is not for this key"
        case 406: ": it does not speak TAXII 2.1"
        case 413: ": one object alone is too large for it"
        case 415: ": it does not take TAXII 2.1"
        case 422: ": it can read the objects and does not accept them"
        case 429: ": it is asked too often"
        case 500...599: ": the fault is on its side; try again later"
        default: ""
        }
    }
}
