/// Colours for words on a terminal; none elsewhere.
struct Paint {
    /// What a word says.
    enum Tone: String {
        case bad = "31"
        case doubtful = "33"
        case good = "32"
        case strong = "1"
        case faint = "2"
    }

    let isOn: Bool

    /// Colours where standard output wants them.
    static var standardOutput: Paint { Paint(isOn: SummaryOutput.isColoured(.standardOutput)) }

    /// A text that is safe to show, coloured.
    func callAsFunction(_ text: String, _ tone: Tone) -> String {
        isOn ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }
}
