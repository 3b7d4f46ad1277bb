import Foundation

/// As much of JSON Schema (2020-12) as the schemas of this repository use.
struct JSONSchema {
    private let root: [String: Any]

    /// Reads a schema of the repository by its file's name.
    init(_ name: String) throws {
        let text = try String(contentsOf: Workspace.root.appending(path: "schemas/\(name)"), encoding: .utf8)
        root = try JSONText.object(text)
        order = Self.propertyOrder(text)
    }

    /// The properties of the schema's own object, in the order of its file.
    let order: [String]

    /// Everything in a value that the schema does not allow; a schema word that is not known here counts too.
    func objections(to value: Any) -> [String] { objections(to: value, root, "$") }

    private func objections(to value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        var found: [String] = []
        for (word, rule) in schema {
            switch word {
            case "$schema", "$id", "$defs", "title", "description", "format", "properties": break
            case "$ref":
                let name = (rule as? String)?.split(separator: "/").last.map(String.init) ?? ""
                let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
                found += definition.map { objections(to: value, $0, place) } ?? ["\(place): no definition of \(name)"]
            case "type":
                let names = rule as? [String] ?? [rule as? String ?? ""]
                if !names.contains(where: { Self.isOfType(value, $0) }) { found.append("\(place): not \(names)") }
            case "enum":
                if !(rule as? [String] ?? []).contains(where: { $0 == value as? String }) {
                    found.append("\(place): \(value) is not in the list")
                }
            case "required":
                let keys = (value as? [String: Any])?.keys.map(\.self) ?? []
                for key in rule as? [String] ?? [] where !keys.contains(key) { found.append("\(place): no \(key)") }
            case "additionalProperties":
                guard let object = value as? [String: Any], rule as? Bool == false else { continue }
                let known = (schema["properties"] as? [String: Any]) ?? [:]
                for key in object.keys where known[key] == nil { found.append("\(place): \(key) is not a property") }
            case "items":
                guard let items = value as? [Any], let rule = rule as? [String: Any] else { continue }
                for (index, item) in items.enumerated() { found += objections(to: item, rule, "\(place)[\(index)]") }
            case "uniqueItems":
                let items = (value as? [Any] ?? []).map { "\($0)" }
                if Set(items).count != items.count { found.append("\(place): an item comes twice") }
            case "minimum", "maximum":
                guard let number = (value as? NSNumber)?.doubleValue, let bound = (rule as? NSNumber)?.doubleValue
                else {
                    continue
                }
                if word == "minimum" ? number < bound : number > bound { found.append("\(place): \(number)") }
            case "minLength":
                if let text = value as? String, text.count < (rule as? Int ?? 0) { found.append("\(place): too short") }
            case "pattern":
                guard let text = value as? String, let pattern = rule as? String else { continue }
                if text.range(of: pattern, options: .regularExpression) == nil { found.append("\(place): \(text)") }
            default: found.append("\(place): the schema's word \(word) is not known")
            }
        }
        if let object = value as? [String: Any], let properties = schema["properties"] as? [String: Any] {
            for (key, value) in object {
                if let rule = properties[key] as? [String: Any] {
                    found += objections(to: value, rule, "\(place).\(key)")
                }
            }
        }
        return found
    }

    private static func isOfType(_ value: Any, _ name: String) -> Bool {
        switch name {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "null": value is NSNull
        case "number": value is NSNumber
        case "boolean": value is Bool
        case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        default: false
        }
    }

    /// The members of the text's top `properties`, in order.
    private static func propertyOrder(_ text: String) -> [String] {
        guard let start = text.range(of: "\"properties\":") else { return [] }
        return JSONText.keys(text[start.upperBound...].prefixOfObject)
    }
}

extension StringProtocol {
    /// The object at the text's start, to its closing brace.
    fileprivate var prefixOfObject: String {
        var depth = 0
        var isInString = false
        var isEscaped = false
        for index in indices {
            let character = self[index]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isInString = false
                }
                continue
            }
            switch character {
            case "\"": isInString = true
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth == 0 { return String(self[...index]) }
            default: break
            }
        }
        return String(self)
    }
}
