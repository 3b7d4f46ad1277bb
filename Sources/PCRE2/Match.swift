/// Where a pattern was found.
public struct Match: Hashable, Sendable {
    /// The whole match, in bytes of the subject.
    public let range: Range<Int>
    /// The groups from 1 on: `captures[0]` is group 1; `nil` for a group that took no part.
    public let captures: [Range<Int>?]

    /// A group by its number; 0 is the whole match. `nil` for a group that took no part or is not there.
    public func group(_ number: Int) -> Range<Int>? {
        if number == 0 { return range }
        return number > 0 && number <= captures.count ? captures[number - 1] : nil
    }
}
