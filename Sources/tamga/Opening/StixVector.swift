import TamgaJSON
import TamgaModel

/// A line of a file of vectors: a pattern, what it is held against, and the verdict that is expected.
struct StixVector {
    let pattern: String
    let version: StixVersion?
    /// The value of `observations`; `nil` where there is none.
    let observations: JSONValue?
    let bytes: [UInt8]
    let expected: Expectation?

    enum Expectation {
        /// A match; a valid pattern.
        case yes
        /// No match; an invalid pattern.
        case no
        /// An error: of the pattern or of the data.
        case error
    }

    /// Reads a line.
    ///
    /// - Throws: half a sentence that says what is missing.
    init(_ line: [UInt8]) throws {
        bytes = line
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONValue(line.span)
        } catch {
            throw FailedInput(description: "\(error)")
        }
        guard let pattern = root.member("pattern", in: line.span)?.string(in: line.span) else {
            throw FailedInput(description: "a vector needs a member pattern")
        }
        self.pattern = pattern
        observations = root.member("observations", in: line.span)
        version = root.member("stix_version", in: line.span)?.string(in: line.span).flatMap(StixVersion.init)
        if let result = root.member("result", in: line.span)?.bool {
            expected = result ? .yes : .no
        } else {
            expected = root.member("raises", in: line.span) == nil ? nil : .error
        }
    }
}
