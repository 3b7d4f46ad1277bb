/// The colours of pages, so that contrast can be worked out: text is at least 4.5 to 1 against what it stands on
/// (WCAG 2.1, 1.4.3), which a test holds.
public struct Palette: Sendable {
    /// How many steps the heat scale has besides "none".
    public static let steps = 8

    /// A step of the heat scale.
    public struct Step: Sendable {
        /// The ground.
        public let ground: UInt32
        /// Text on it.
        public let text: UInt32
    }

    /// The page, as 0xRRGGBB; so are all others.
    public let page: UInt32
    /// Tiles, code and the ground of drawings.
    public let panel: UInt32
    /// Text.
    public let ink: UInt32
    /// Less important text.
    public let muted: UInt32
    /// Links and what has the focus.
    public let link: UInt32
    /// What is serious.
    public let alarm: UInt32
    /// Lines of tables; no text.
    public let line: UInt32
    /// The heat scale, from little to much.
    public let heat: [Step]

    /// On white, and on paper.
    public static let light = Palette(
        page: 0xFF_FFFF, panel: 0xF4_F6F9, ink: 0x16_1B22, muted: 0x52_5B68, link: 0x0B_57A4, alarm: 0xA8_1C1C,
        line: 0xC9_D0DA,
        heat: [
            Step(ground: 0xE6_F1FA, text: 0x16_1B22), Step(ground: 0xC9_E2F4, text: 0x16_1B22),
            Step(ground: 0xA6_D0EC, text: 0x16_1B22), Step(ground: 0x7C_B9E0, text: 0x16_1B22),
            Step(ground: 0x4F_9ED0, text: 0x0A_0D12), Step(ground: 0x21_6FAE, text: 0xFF_FFFF),
            Step(ground: 0x12_5290, text: 0xFF_FFFF), Step(ground: 0x08_306B, text: 0xFF_FFFF),
        ])

    /// On black.
    public static let dark = Palette(
        page: 0x0F_1319, panel: 0x1A_2029, ink: 0xE8_ECF2, muted: 0xA9_B4C2, link: 0x7C_B9F2, alarm: 0xFF_9A94,
        line: 0x3A_4452,
        heat: [
            Step(ground: 0x13_2A45, text: 0xFF_FFFF), Step(ground: 0x17_3B63, text: 0xFF_FFFF),
            Step(ground: 0x1C_4E82, text: 0xFF_FFFF), Step(ground: 0x22_64A5, text: 0xFF_FFFF),
            Step(ground: 0x5A_A3DC, text: 0x06_0A10), Step(ground: 0x86_BFE9, text: 0x06_0A10),
            Step(ground: 0xB0_D7F3, text: 0x06_0A10), Step(ground: 0xDC_EDFA, text: 0x06_0A10),
        ])

    /// Its colours as custom properties of CSS.
    var variables: String {
        var named = [
            ("page", page), ("panel", panel), ("ink", ink), ("muted", muted), ("link", link), ("alarm", alarm),
            ("line", line),
        ]
        for (place, step) in heat.enumerated() {
            named.append(("h\(place + 1)", step.ground))
            named.append(("t\(place + 1)", step.text))
        }
        return named.map { "--\($0.0):\(Self.css($0.1))" }.joined(separator: ";")
    }

    private static func css(_ colour: UInt32) -> String {
        let digits = String(colour, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The step for a count where the most is `most`: 0 for none, otherwise 1 … ``steps`` on a logarithmic scale.
    ///
    /// Whole numbers alone are used, so that every machine draws the same page.
    public static func step(_ count: Int, of most: Int) -> Int {
        guard count > 0 else { return 0 }
        guard most > 1, count < most else { return steps }
        // Powers of two with sixteenths between them are close enough to a logarithm.
        func scale(_ number: Int) -> Int {
            let bits = Int.bitWidth - 1 - number.leadingZeroBitCount
            return bits * 16 + (bits >= 4 ? (number >> (bits - 4)) & 15 : (number << (4 - bits)) & 15)
        }
        return min(steps - 1, 1 + scale(count) * (steps - 1) / max(1, scale(most)))
    }
}
