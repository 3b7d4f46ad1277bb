import TamgaFormats
import TamgaModel

/// A feed gives the same items whole and in pieces; places lie inside it; refusals say why.
struct FeedProperty: FuzzProperty {
    let format: FeedFormat?
    private var definitions = FeedOptions()

    init(_ format: FeedFormat?) {
        self.format = format
        definitions.format = format
        definitions.maximumObjectSize = 4_096
    }

    mutating func failure(on input: [UInt8]) -> String? {
        let whole = items(input, pieces: input.count + 1)
        let step = 1 + Int(input.last ?? 0) % 67
        let pieces = items(input, pieces: step)
        guard whole.count == pieces.count else {
            return "\(whole.count) items of the whole, \(pieces.count) in pieces of \(step)"
        }
        for (one, other) in zip(whole, pieces) where !Self.isSame(one, other) {
            return "in pieces of \(step) an item differs: \(one) and \(other)"
        }
        for item in whole {
            switch item {
            case .refused(let refusal):
                if refusal.reason.isEmpty { return "a refusal without a reason" }
                if let offset = refusal.byteOffset, !(0...input.count ~= offset) { return "refused at byte \(offset)" }
                if let line = refusal.line, !(1...input.count + 1 ~= line) { return "refused at line \(line)" }
            case .indicator(let indicator), .retracted(let indicator):
                if indicator.confidence ?? 0 > 100 { return "a confidence of \(indicator.confidence ?? 0)" }
                for observable in indicator.observables {
                    guard let again = try? Observable(observable.type, observable.text), again == observable else {
                        return "\(observable.type.label) “\(observable.text)” is not its own canonical form"
                    }
                }
            case .object: break
            }
        }
        return nil
    }

    private func items(_ input: [UInt8], pieces: Int) -> [FeedItem] {
        var items: [FeedItem] = []
        var read = 0
        let reader = FeedReader(source: "feed", options: definitions)
        _ = try? reader.read({
            let piece = Array(input[read..<min(input.count, read + pieces)])
            read += piece.count
            return piece
        }) { items.append($0) }
        return items
    }

    private static func isSame(_ one: FeedItem, _ other: FeedItem) -> Bool {
        switch (one, other) {
        case (.indicator(let one), .indicator(let other)), (.retracted(let one), .retracted(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        case (.refused(let one), .refused(let other)): one == other
        default: false
        }
    }
}
