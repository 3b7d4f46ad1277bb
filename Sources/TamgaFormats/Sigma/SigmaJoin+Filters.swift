import TamgaModel

extension SigmaJoin {
    /// Adds each filter's condition to the rules that it is for.
    mutating func applyFilters() {
        for (index, filter) in set.filters.enumerated() {
            let origin = filterOrigins[index]
            func tell(_ message: String, _ mark: SigmaPlaces.Mark?) {
                self.tell(.warning, message, at: mark, in: filter.place, title: filter.title, file: origin.file)
            }
            guard let names = filter.rules else {
                let fitting = set.rules.indices.filter { filter.logSource.contains(set.rules[$0].logSource) }
                for rule in fitting { apply(filter, to: rule) }
                if fitting.isEmpty { tell("the filter is for any rule of its logs, and there is none", nil) }
                continue
            }
            for (place, name) in names.enumerated() {
                let mark = place < origin.places.rules.count ? origin.places.rules[place] : nil
                switch set.member(name) {
                case nil: tell("there is no rule “\(name.prefix(60))”", mark)
                case .correlation: tell("“\(name.prefix(60))” is a correlation; a filter is for rules", mark)
                case .rule(let rule):
                    if filter.logSource.contains(set.rules[rule].logSource) {
                        apply(filter, to: rule)
                    } else {
                        let title = Self.name(set.rules[rule].title, set.rules[rule].place)
                        tell("\(title) is for other logs than the filter, which is not applied to it", mark)
                    }
                }
            }
        }
    }

    /// `(rule) and (filter)`, as pySigma has it.
    private mutating func apply(_ filter: SigmaFilter, to index: Int) {
        let added = SigmaExpression.search("filter “\(filter.title)”", filter.condition)
        set.rules[index].condition = .all([set.rules[index].condition, added])
        set.rules[index].conditionText = "(\(set.rules[index].conditionText)) and (\(filter.conditionText))"
        set.rules[index].filters.append(filter.key)
    }
}
