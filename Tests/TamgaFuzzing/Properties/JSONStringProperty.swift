import TamgaJSON
import TamgaModel

/// Any bytes become a JSON string that is UTF-8, holds nothing that acts on a terminal, and reads back as the same text.
struct JSONStringProperty: FuzzProperty {
    mutating func failure(on input: [UInt8]) -> String? {
        var bytes: [UInt8] = []
        JSONText.append(input.span, to: &bytes)
        guard let value = try? JSONValue(bytes.span), let text = value.string(in: bytes.span) else {
            return "what was written is no JSON string"
        }
        let shown = String(decoding: bytes, as: UTF8.self)
        if shown.unicodeScalars.contains(where: ActiveText.isActive) { return "an active character is written raw" }
        if text != HitText.string(input) { return "the string reads back as another text" }
        if let valid = String(validating: input, as: UTF8.self) {
            var again: [UInt8] = []
            JSONText.append(valid, to: &again)
            if again != bytes { return "text and bytes are written differently" }
            if ActiveText.shown(valid).unicodeScalars.contains(where: ActiveText.isActive) {
                return "shown text is active"
            }
            let page = ActiveText.page(valid, hasStyles: false).unicodeScalars
            let isActive = page.contains { ActiveText.isActive($0) && $0 != "\n" && $0 != "\t" && $0 != "\r" }
            if isActive { return "a page is active" }
        }
        let limit = input.first.map(Int.init) ?? 0
        let cut = HitText.string(input, first: limit)
        if !HitText.string(input).utf8.starts(with: cut.utf8), HitText.isValid(input.span) {
            return "a cut text is no beginning"
        }
        return nil
    }
}
