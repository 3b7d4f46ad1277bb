extension CompiledStixPattern {
    /// The verdict over some observations at once; a ``Binding`` calls them by their places.
    ///
    /// - Throws: only with the reference implementation's semantics, where that gives no verdict.
    public func verdict(
        on observations: [Observation], limits: BindingLimits = .standard
    ) throws(ObservationFault) -> PatternVerdict {
        var evaluator = AtomEvaluator()
        var timeline = Timeline(self)
        for (number, observation) in observations.enumerated() {
            timeline.add(
                number, first: observation.first, last: observation.last, count: observation.count,
                try evaluator.verdicts(of: self, on: observation))
        }
        return timeline.verdict(limits: limits)
    }
}
