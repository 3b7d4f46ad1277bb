import TamgaReport
import Testing

/// Text can be read on what it stands on (WCAG 2.1, success criterion 1.4.3).
@Suite struct PaletteTests {
    @Test("Text has at least 4.5 to 1 of contrast, in light and dark", arguments: [Palette.light, Palette.dark])
    func contrast(_ palette: Palette) {
        for ground in [palette.page, palette.panel] {
            for text in [palette.ink, palette.muted, palette.link, palette.alarm] {
                #expect(
                    Self.contrast(text, ground) >= 4.5, "\(String(text, radix: 16)) on \(String(ground, radix: 16))")
            }
        }
        #expect(palette.heat.count == Palette.steps)
        for (place, step) in palette.heat.enumerated() {
            #expect(Self.contrast(step.text, step.ground) >= 4.5, "step \(place + 1)")
        }
    }

    @Test("Each step of the heat scale can be told from the one before", arguments: [Palette.light, Palette.dark])
    func stepsDiffer(_ palette: Palette) {
        for (one, other) in zip(palette.heat, palette.heat.dropFirst()) {
            #expect(Self.contrast(one.ground, other.ground) > 1.1)
        }
    }

    @Test(
        "The colours of markings can be read on their black ground",
        arguments: [0x33FF00, 0xFFC000, 0xFF2B2B, 0xFFFFFF])
    func markings(_ colour: UInt32) {
        #expect(Self.contrast(colour, 0) >= 4.5)
    }

    @Test("More is never lighter, and only nothing is nothing")
    func stepsGrow() {
        for most in [1, 2, 3, 10, 999, 1_000_000, Int.max] {
            #expect(Palette.step(0, of: most) == 0)
            #expect(Palette.step(most, of: most) == Palette.steps)
            var last = 0
            for count in [1, 2, 3, 5, 8, 20, 100, 1_000, 999_999, 1_000_000_000] where count <= most {
                let step = Palette.step(count, of: most)
                #expect(step >= max(1, last) && step <= Palette.steps)
                last = step
            }
        }
    }

    /// The contrast of two colours, 1 … 21.
    static func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    private static func luminance(_ colour: UInt32) -> Double {
        func part(_ shift: UInt32) -> Double {
            let value = Double(colour >> shift & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
        }
        return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }

    /// To the power of 2.4.
    private static func power(_ base: Double) -> Double {
        // base^2.4 = (base^12)^(1/5), by Newton's method.
        let target = (0..<12).reduce(1.0) { product, _ in product * base }
        var root = 1.0
        for _ in 0..<200 {
            let fourth = root * root * root * root
            root -= (fourth * root - target) / (5 * fourth)
        }
        return root
    }
}
