import Foundation

/// Bytes that a terminal, a page or an editor would obey.
enum RawEscape {
    /// What is wrong with an output, and what stands around it; `nil` where nothing is. Lines and tabs are allowed.
    static func first(in output: Data) -> String? {
        guard let text = String(validating: output, as: UTF8.self) else { return "bytes that are not UTF-8" }
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isLineEnd = scalar == "\r" && scalars.dropFirst(index + 1).first == "\n"
            let isAllowed = scalar == "\n" || scalar == "\t" || isLineEnd
            switch scalar.value {
            case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
                if isAllowed { continue }
                var around = String.UnicodeScalarView()
                around.append(contentsOf: scalars[max(0, index - 60)..<min(scalars.count, index + 20)])
                return "U+\(String(scalar.value, radix: 16, uppercase: true)) in \(String(around).debugDescription)"
            default: continue
            }
        }
        return nil
    }
}
