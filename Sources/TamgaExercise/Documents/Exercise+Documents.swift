extension Exercise {
    /// The indicators that a share of the lines carries; empty where none does.
    public static var carriedIndicators: [UInt8] { CarriedIndicators.list }

    /// What trainees get beside the logs.
    public var documents: [Document] {
        var documents = [
            Document(path: "README.md", bytes: Array(BriefingText.text(self).utf8)),
            Document(path: "community.yaml", bytes: Array(CommunityText.text(self).utf8)),
        ]
        if settings.carriedMillionths > 0 {
            documents.append(Document(path: "carried.txt", bytes: Self.carriedIndicators))
        }
        if !script.indicators.isEmpty {
            var bundle = BundleText(self)
            documents.append(Document(path: "indicators.json", bytes: bundle.bytes()))
        }
        for rule in script.rules {
            documents.append(Document(path: "rules/\(rule.file)", bytes: Array(rule.text.utf8)))
        }
        return documents
    }

    /// What only the trainer gets.
    ///
    /// - Parameter recorders: one a log, each with all of its slices.
    public func answers(_ recorders: [ExerciseRecorder]) -> [Document] {
        var places: [Int: (path: String, line: Int)] = [:]
        for recorder in recorders {
            for entry in recorder.entries {
                guard case .planted(let number) = entry.record else { continue }
                places[number] = (recorder.log.path, entry.line)
            }
        }
        return [
            Document(path: "answers/answers.ndjson", bytes: AnswersText.bytes(self, recorders)),
            Document(path: "answers/walkthrough.md", bytes: Array(WalkthroughText.text(self, places).utf8)),
        ]
    }
}
