import Foundation

/// The numbers of a summary in JSON, by the keys that figures have in a page.
enum JSONFigures {
    static func read(_ json: [UInt8]) throws -> [String: Int] {
        var figures: [String: Int] = [:]
        gather(try JSONSerialization.jsonObject(with: Data(json)), "", &figures)
        return figures
    }

    private static func gather(_ value: Any, _ key: String, _ figures: inout [String: Int]) {
        switch value {
        case let object as [String: Any]:
            for (name, member) in object { gather(member, key.isEmpty ? name : "\(key).\(name)", &figures) }
        case let list as [Any]:
            for (place, element) in list.enumerated() {
                gather(element, "\(key).\(label(element as? [String: Any], key) ?? String(place))", &figures)
            }
        case let number as NSNumber: figures[key] = number.intValue
        default: break
        }
    }

    /// Entries of these lists go by whom they are about, all others by their place.
    private static func label(_ entry: [String: Any]?, _ key: String) -> String? {
        guard let entry else { return nil }
        func code(_ name: String) -> String { entry[name] as? String ?? "--" }
        if key == "members" { return code("member") }
        if key.hasPrefix("members."), key.hasSuffix(".types") { return code("type") }
        if key == "matrix.producers" { return code("producer") }
        if key == "matrix.observers" { return code("observer") }
        if key == "matrix.cells" { return "\(code("producer")).\(code("observer"))" }
        if key == "elsewhere.members" { return code("member") }
        return nil
    }
}
