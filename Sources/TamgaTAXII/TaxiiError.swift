/// What a server answers where it cannot do what was asked: the error resource, and the status that goes with it.
///
/// Source: TAXII 2.1 §3.6.1.
public struct TaxiiError: Error, Hashable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// A few words.
    public var title: String
    /// What to do about it, or what is wrong in detail.
    public var description: String?
    /// Seconds after which it may work, for `Retry-After`.
    public var retryAfter: Int?
    /// The methods that the path has, for `Allow`.
    public var allowed: [String] = []

    /// An error.
    public init(_ status: Int, _ title: String, _ description: String? = nil) {
        self.status = status
        self.title = title
        self.description = description
    }

    /// 400: the request is malformed.
    public static func malformed(_ title: String, _ description: String? = nil) -> TaxiiError {
        TaxiiError(400, title, description)
    }

    /// 404: there is no such thing, or none that the caller may know of. One text for both.
    public static let notFound = TaxiiError(
        404, "Not found", "There is nothing here, or nothing that this account may see.")

    /// 405: the path does not have the method.
    public static func wrongMethod(allowed: [String]) -> TaxiiError {
        var error = TaxiiError(405, "Method not allowed", "This path has \(allowed.joined(separator: ", ")).")
        error.allowed = allowed
        return error
    }

    /// 429: later.
    public static func tooMany(_ description: String, retryAfter seconds: Int) -> TaxiiError {
        var error = TaxiiError(429, "Too many requests", description)
        error.retryAfter = seconds
        return error
    }
}
