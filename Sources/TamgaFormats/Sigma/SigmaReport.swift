import TamgaYAML

/// Gathers the problems of one file, each with its place.
struct SigmaReport {
    let text: SourceText
    private let maximumProblems: Int
    private(set) var problems: [SigmaProblem] = []
    private var untold = (warnings: 0, errors: 0)
    /// Errors of the document that is being read.
    private(set) var errorCount = 0
    /// The title of that document.
    var title: String?

    init(_ text: SourceText, maximumProblems: Int) {
        self.text = text
        self.maximumProblems = maximumProblems
    }

    mutating func beginDocument() {
        errorCount = 0
        title = nil
    }

    /// The problems, with one at the end that counts those that were not kept.
    mutating func finish() -> [SigmaProblem] {
        problems.sort { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
        if untold.warnings + untold.errors > 0 {
            problems.append(
                SigmaProblem(
                    untold.errors > 0 ? .error : .warning, source: text.name, line: problems.last?.line ?? 1,
                    "\(untold.errors) more errors and \(untold.warnings) more warnings, which are not listed"))
        }
        return problems
    }

    /// Whether further problems are only counted: then their words need not be found.
    var isFull: Bool { problems.count >= maximumProblems }

    mutating func add(_ severity: SigmaProblem.Severity, _ message: String, line: Int, offset: Int) {
        if severity == .error { errorCount += 1 }
        guard !isFull else {
            if severity == .error { untold.errors += 1 } else { untold.warnings += 1 }
            return
        }
        let place = text.place(offset)
        problems.append(
            SigmaProblem(
                severity, source: text.name, line: line, column: place.column, message, excerpt: place.excerpt,
                caret: place.caret, title: title))
    }

    // MARK: - Places

    mutating func error(_ message: String, at node: YAMLNode) {
        add(.error, message, line: node.line, offset: node.offset)
    }

    mutating func warn(_ message: String, at node: YAMLNode) {
        add(.warning, message, line: node.line, offset: node.offset)
    }

    mutating func error(_ message: String, at entry: YAMLEntry) {
        add(.error, message, line: entry.line, offset: entry.offset)
    }

    mutating func warn(_ message: String, at entry: YAMLEntry) {
        add(.warning, message, line: entry.line, offset: entry.offset)
    }

    /// A problem inside a scalar's text.
    ///
    /// - Parameters:
    ///   - index: how many UTF-8 bytes of the text stand before the place.
    ///   - line: the line at which the scalar begins.
    mutating func add(
        _ severity: SigmaProblem.Severity, _ message: String, in scalar: YAMLScalar, index: Int, line: Int, offset: Int
    ) {
        let place = text.offset(of: index, in: scalar)
        // The scalar's first line is known; further lines are counted.
        var number = line
        var at = min(offset, place)
        while at < min(place, text.bytes.count) {
            let byte = text.bytes[at]
            let isPair = byte == 0x0D && at + 1 < text.bytes.count && text.bytes[at + 1] == 0x0A
            if byte == 0x0A || byte == 0x0D, !isPair { number += 1 }
            at += 1
        }
        add(severity, message, line: number, offset: place)
    }

    /// A place to come back to when the whole set of rules is known.
    func mark(_ node: YAMLNode) -> SigmaPlaces.Mark {
        let place = text.place(node.offset)
        return SigmaPlaces.Mark(line: node.line, column: place.column, excerpt: place.excerpt, caret: place.caret)
    }
}
