/// Canonical composition of the letters that occur in names.
///
/// The standard library compares by canonical equivalence but offers no composed form, so a table
/// keyed by equivalence gives the composed letter: Latin, Greek, Cyrillic, kana and Hangul.
enum Composition {
    private static let letters: [Character: Unicode.Scalar] = {
        var letters: [Character: Unicode.Scalar] = [:]
        for range in [0x00C0...0x052F, 0x1E00...0x1FFF, 0x3041...0x30FF, 0xAC00...0xD7A3] {
            for value in range {
                guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
                let letter = Character(scalar)
                if letters[letter] == nil { letters[letter] = scalar }
            }
        }
        return letters
    }()

    /// The scalars of a character with its longest composable beginning composed.
    static func composed(_ character: Character) -> [Unicode.Scalar] {
        let scalars = Array(character.unicodeScalars)
        if scalars.count == 1, scalars[0].value < 0xC0 { return scalars }
        var count = min(scalars.count, 4)
        while count > 0 {
            var beginning = String.UnicodeScalarView()
            beginning.append(contentsOf: scalars[..<count])
            let text = String(beginning)
            if text.count == 1, let letter = text.first, let composed = letters[letter] {
                return [composed] + scalars[count...]
            }
            count -= 1
        }
        return scalars
    }
}
