/// An attribute of an element: a name that stands in the program, and a value that may come from anywhere.
public struct HTMLAttribute: Sendable {
    let name: StaticString
    package let value: String

    /// An attribute; its value is escaped where it is written.
    ///
    /// There is none for styles, scripts and addresses: a page's style is its ``StyleSheet``, and ``link(_:_:)`` makes
    /// addresses.
    public static func named(_ name: Name, _ value: String) -> HTMLAttribute {
        HTMLAttribute(name: name.text, value: value)
    }

    /// `class`.
    public static func style(_ classes: StaticString) -> HTMLAttribute {
        HTMLAttribute(name: "class", value: classes.description)
    }

    /// The class of a step of the heat scale, 0 … ``Palette/steps``; 0 is "none".
    public static func heat(_ step: Int) -> HTMLAttribute {
        HTMLAttribute(name: "class", value: "h\(min(max(step, 0), Palette.steps))")
    }

    /// The same, with a frame.
    public static func heatFramed(_ step: Int) -> HTMLAttribute {
        HTMLAttribute(name: "class", value: "h\(min(max(step, 0), Palette.steps)) self")
    }

    /// A number, for the geometry of drawings.
    public static func number(_ name: Number, _ value: Int) -> HTMLAttribute {
        HTMLAttribute(name: name.text, value: String(value))
    }

    /// Where a form leads: a path on the same server.
    public static func action(_ path: StaticString) -> HTMLAttribute {
        HTMLAttribute(name: "action", value: path.description)
    }

    /// That an element is not shown until a script shows it.
    public static let hidden = HTMLAttribute(name: "hidden", value: "")

    /// That a form is posted.
    public static let post = HTMLAttribute(name: "method", value: "post")

    /// The address of a place on the same server, or on the same page: a path that begins with `/`, with what stands
    /// behind its `?` in percent-encoding, or a fragment.
    ///
    /// - Parameters:
    ///   - path: a path or fragment that stands in the program.
    ///   - query: names and values.
    public static func link(_ path: StaticString, _ query: [(name: StaticString, value: String)] = [])
        -> HTMLAttribute
    {
        let pairs = query.map { "\($0.name)=\(Self.percentEncoded($0.value))" }
        return HTMLAttribute(
            name: "href", value: pairs.isEmpty ? path.description : "\(path)?\(pairs.joined(separator: "&"))")
    }

    /// RFC 3986 §2.3: everything but unreserved characters.
    static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
