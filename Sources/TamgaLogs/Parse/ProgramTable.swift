import PCRE2

/// Which patterns of a level are for a program, remembered for each program that was met.
struct ProgramTable: ~Copyable {
    private static let most = 4_096
    private var programs = ByteTable()
    private var masks: [[UInt64]] = []

    init() {}

    /// The patterns of a level that are tried on a program's messages.
    ///
    /// - Parameters:
    ///   - number: the level's number.
    ///   - outer: a format that is not tried again on its own messages.
    mutating func mask(
        _ level: FormatLevel, _ number: Int, without outer: CompiledFormat, _ text: Span<UInt8>,
        _ program: Range<Int>, _ scratch: inout MatchScratch
    ) -> [UInt64] {
        if programs.count > Self.most {
            programs.removeAll()
            masks.removeAll(keepingCapacity: true)
        }
        let (place, isNew) = programs.number(number, text, program)
        if isNew { masks.append(level.mask(program: text.extracting(program), without: outer, &scratch)) }
        return masks[place]
    }
}
