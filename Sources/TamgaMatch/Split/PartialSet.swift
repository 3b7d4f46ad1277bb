import TamgaModel

/// Partials that belong together, and the splits in them: each once, in order, none over another.
public struct PartialSet: Sendable {
    /// A split, and where it is held.
    public struct Part: Sendable {
        /// The place of the partial.
        let partial: Int
        /// The split.
        public let section: PartialSection
    }

    /// The partials.
    public let partials: [PartialFile]
    /// The splits, in the order of the files, in a file of the ranges.
    public let parts: [Part]
    /// What nobody has read of the files of which there are splits.
    public let gaps: [LogSplit]

    /// Puts partials together.
    ///
    /// A split that two of them have, as where a task ran twice, counts once.
    ///
    /// - Throws: where they were not made with the same knowledge and options, where a file has changed between its splits,
    ///   where two have read one split and found different things, and where splits overlap.
    public init(_ partials: [PartialFile]) throws(PartialError) {
        self.partials = partials
        for other in partials.dropFirst() {
            guard let difference = partials[0].identity.difference(from: other.identity) else { continue }
            throw PartialError(
                "was not made as \(other.name) was: \(difference). Merge what was made with the same knowledge and options",
                file: partials[0].name)
        }
        var all: [Part] = []
        for (number, partial) in partials.enumerated() {
            all += partial.sections.map { Part(partial: number, section: $0) }
        }
        all.sort { ($0.section, $0.partial) < ($1.section, $1.partial) }
        var parts: [Part] = []
        var gaps: [LogSplit] = []
        var end = 0
        for part in all {
            guard let last = parts.last, last.section.file.name == part.section.file.name else {
                if let last = parts.last { Self.note(&gaps, last.section, from: end, to: last.section.file.size) }
                Self.note(&gaps, part.section, from: 0, to: part.section.range.lowerBound)
                end = part.section.range.upperBound
                parts.append(part)
                continue
            }
            let (one, other) = (last.section, part.section)
            if let difference = one.file.difference(from: other.file) {
                throw PartialError(
                    "has changed between its splits: \(difference) (\(partials[last.partial].name), "
                        + "\(partials[part.partial].name)). Run the tasks of this file again", file: one.file.name)
            }
            if one.range == other.range {
                guard one.isSame(as: other) else {
                    throw PartialError(
                        "\(partials[last.partial].name) and \(partials[part.partial].name) have both read it and found "
                            + "different things. Run its task again", file: one.split.description)
                }
                continue
            }
            if other.range.lowerBound < end, !other.range.isEmpty {
                throw PartialError(
                    "overlaps \(other.split) (\(partials[last.partial].name), \(partials[part.partial].name)). "
                        + "Merge one of them", file: one.split.description)
            }
            Self.note(&gaps, other, from: end, to: other.range.lowerBound)
            end = max(end, other.range.upperBound)
            parts.append(part)
        }
        if let last = parts.last { Self.note(&gaps, last.section, from: end, to: last.section.file.size) }
        self.parts = parts
        self.gaps = gaps
    }

    private static func note(_ gaps: inout [LogSplit], _ section: PartialSection, from start: Int, to end: Int) {
        if start < end { gaps.append(LogSplit(path: section.file.name, range: start..<end)) }
    }

    /// The names of the files, in order.
    public var fileNames: [String] {
        var names: [String] = []
        for part in parts where names.last != part.section.file.name { names.append(part.section.file.name) }
        return names
    }

    /// Writes all of it as one partial: whatever was merged in whatever order before, the bytes are the same.
    public func write(to writer: PartialWriter) throws {
        for part in parts { try writer.copy(part.section, of: partials[part.partial]) }
        try writer.finish()
    }
}
