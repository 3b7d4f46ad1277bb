import Testing

/// A pattern over the observation of ``PatternFixture``, and the verdict of each semantics.
struct PatternCase: CustomTestStringConvertible, Sendable {
    let pattern: String
    let text: String
    let reference: String
    /// The heading in docs/stix-patterns.md that says why they differ; `nil` where they do not.
    let heading: String?

    /// A case in which both agree.
    init(_ pattern: String, _ verdict: String) {
        (self.pattern, text, reference, heading) = (pattern, verdict, verdict, nil)
    }

    /// A case in which they differ.
    init(_ pattern: String, _ text: String, reference: String, _ heading: String) {
        (self.pattern, self.text, self.reference, self.heading) = (pattern, text, reference, heading)
    }

    var testDescription: String { pattern }

    static let yes = "match"
    static let no = "no match"
    static let error = "error"
    static let invalid = "invalid"
}
