import TamgaModel

/// What is left of a confidence, in words.
enum AssessmentText {
    /// One decimal; `-` where nothing is stated.
    static func now(_ assessment: Assessment) -> String {
        guard let now = assessment.now else { return "-" }
        let tenths = Int((now * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// Why it is what it is: age, what it is counted from, disputes, what was assumed.
    static func reason(_ assessment: Assessment, _ quality: Quality) -> String {
        var parts: [String] = []
        if quality.rules != nil {
            if let refreshed = assessment.refreshed {
                let days = max(0, (quality.time.microseconds - refreshed.microseconds) / 86_400_000_000)
                parts.append("\(days) d \(assessment.isSighted ? "since seen" : "old")")
            } else {
                parts.append("no date")
            }
        }
        if assessment.disputes > 0 { parts.append("disputed by \(assessment.disputes)") }
        if let assumed = quality.assumed, assessment.stated == assumed { parts.append("\(assumed) assumed or stated") }
        return parts.joined(separator: ", ")
    }
}
