import TamgaModel

extension PageWriter {
    private static let left = 60
    private static let drawn = 864
    private static let row = 22
    /// The most members that have a band.
    static let mostBands = 64

    /// A timeline as a drawing, in words, and in figures.
    ///
    /// - Parameter caption: has `{width}` for how much time a column is.
    func timeline(_ timeline: Timeline, _ caption: Phrase, key: String) -> [HTMLNode] {
        guard !timeline.bands.isEmpty else { return [.element(.p, [], words(.nothing))] }
        var parts: [HTMLNode] = []
        let most = timeline.bands.flatMap(\.counts).max() ?? 0
        if most > 0 {
            let text = words(caption, ["width": span(timeline.width)])
            parts.append(
                .element(
                    .figure, [],
                    [
                        .element(.figcaption, [], "\(text) \(words(.most, ["n": words.number(most)]))"),
                        .element(
                            .div,
                            [
                                .style("wide"), .named(.role, "group"), .named(.tabIndex, "0"),
                                .named(.label, words(.timeline)),
                            ], [drawing(timeline, most, text)]),
                    ]))
        } else {
            parts.append(.element(.p, [], words(.noPeriod)))
        }
        // What is not drawn is told as plainly as what is.
        if timeline.bands.contains(where: { $0.outside + $0.untimed > 0 }) { parts.append(sums(timeline, key)) }
        if most > 0 {
            parts.append(
                .element(.details, [], [.element(.summary, [], words(.timelineTable)), columns(timeline)]))
        }
        return parts
    }

    /// How much time a column is, in words.
    func span(_ seconds: Int) -> String {
        if seconds % 86_400 == 0 { return words(.days, seconds / 86_400) }
        if seconds % 3_600 == 0 { return words(.hours, seconds / 3_600) }
        return words(.minutes, seconds / 60)
    }

    private func drawing(_ timeline: Timeline, _ most: Int, _ text: String) -> HTMLNode {
        let bands = timeline.bands.prefix(Self.mostBands)
        let columns = timeline.starts.count
        let wide = Self.drawn / max(1, columns)
        let height = bands.count * Self.row + 26
        var parts: [HTMLNode] = [
            .element(.title, [], words(.timeline)), .element(.desc, [], text),
            .element(
                .rect,
                [
                    .style("back"), .number(.x, Self.left), .number(.y, 0), .number(.width, columns * wide),
                    .number(.height, bands.count * Self.row),
                ]),
        ]
        for (place, band) in bands.enumerated() {
            let top = place * Self.row
            parts.append(
                .element(
                    .words, [.number(.x, Self.left - 8), .number(.y, top + 16), .named(.anchor, "end")],
                    code(band.observer)))
            // One shape a step of the scale: columns side by side are one piece of it.
            var shapes = Array(repeating: "", count: Palette.steps + 1)
            var column = 0
            while column < columns {
                let step = Palette.step(band.counts[column], of: most)
                var end = column + 1
                while end < columns, Palette.step(band.counts[end], of: most) == step { end += 1 }
                if step > 0 {
                    let length = (end - column) * wide
                    shapes[step] += "M\(Self.left + column * wide) \(top + 2)h\(length)v\(Self.row - 4)h-\(length)z"
                }
                column = end
            }
            for (step, shape) in shapes.enumerated() where !shape.isEmpty {
                parts.append(.element(.path, [.heat(step), .named(.path, shape)]))
            }
        }
        parts += ticks(timeline, wide, bands.count * Self.row + 16)
        let width = Self.left + Self.drawn + 36
        return .element(
            .svg, [.named(.viewBox, "0 0 \(width) \(height)"), .named(.role, "img")], parts)
    }

    /// Some six times under the drawing.
    private func ticks(_ timeline: Timeline, _ wide: Int, _ base: Int) -> [HTMLNode] {
        let columns = timeline.starts.count
        let every = max(1, (columns + 5) / 6)
        return stride(from: 0, to: columns, by: every).map { column in
            let time = timeline.starts[column]
            let isDay = timeline.width % 86_400 == 0
            let isLong = timeline.width >= 604_800
            let text = isLong ? words.date(time) : isDay ? words.day(time) : "\(words.day(time)) \(words.hour(time))"
            return .element(
                .words, [.style("axis"), .number(.x, Self.left + column * wide), .number(.y, base)], text)
        }
    }

    private func sums(_ timeline: Timeline, _ key: String) -> HTMLNode {
        var table = HTMLTable(
            words(.timeline),
            [
                .words(words(.member)), .figures(words(.inSpan)), .figures(words(.outsideSpan)),
                .figures(words(.withoutTime)),
            ])
        for band in timeline.bands {
            let state = code(band.observer)
            // Of sightings, a column counts what is under way, so that columns do not add up.
            let inside: HTMLNode =
                timeline.measure == .hits ? figure("\(key).\(state).inside", band.counts.reduce(0, +)) : .text("")
            table.row([
                .text(state), inside, figure("\(key).\(state).outside", band.outside),
                figure("\(key).\(state).untimed", band.untimed),
            ])
        }
        return table.node
    }

    /// The columns that have anything, as a table.
    private func columns(_ timeline: Timeline) -> HTMLNode {
        let bands = timeline.bands.prefix(Self.mostBands)
        var table = HTMLTable(
            words(.timeline), [.times(words(.timelineFrom))] + bands.map { .figures(code($0.observer)) })
        for (column, start) in timeline.starts.enumerated() where bands.contains(where: { $0.counts[column] > 0 }) {
            table.row(
                [moment(start)] + bands.map { $0.counts[column] == 0 ? .text("") : number($0.counts[column]) })
        }
        return table.node
    }
}
