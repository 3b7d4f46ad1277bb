import TamgaModel
import TamgaYAML

extension SigmaDocumentReader {
    // MARK: - Networks

    mutating func networks(_ value: SigmaItemValue) -> [SigmaPredicate]? {
        var texts = [value.scalar.text]
        if value.chain.steps.contains(.expand) {
            guard let expanded = expandNetwork(value) else { return nil }
            texts = expanded
        }
        var predicates: [SigmaPredicate] = []
        for text in texts {
            guard let network = network(text, value) else { return nil }
            predicates.append(.cidr(network))
        }
        return predicates
    }

    /// A placeholder of networks is the whole value: half a network is none.
    private mutating func expandNetwork(_ value: SigmaItemValue) -> [String]? {
        let spans = SigmaPlaceholderSpan.spans(of: value.scalar.text, keepsEscapes: false)
        guard case .placeholder(let name) = spans.first, spans.count == 1 else {
            report.warn("“expand” finds no %placeholder% here", at: value.node)
            return [value.scalar.text]
        }
        guard let values = placeholders[name], !values.isEmpty else {
            refuse("no values are given for the placeholder “%\(name.prefix(60))%”", value)
            return nil
        }
        return values
    }

    /// An address or a network; one with bits set behind its prefix is refused, as pySigma does.
    private mutating func network(_ text: String, _ value: SigmaItemValue) -> Observable? {
        let type: ObservableType = text.utf8.contains(0x3A) ? .ipv6Network : .ipv4Network
        guard let network = try? Observable(type, text) else {
            refuse("“\(text.prefix(60))” is no network; write one such as 192.0.2.0/24 or 2001:db8::/32", value)
            return nil
        }
        if let slash = text.utf8.firstIndex(of: 0x2F),
            let address = try? Observable(type == .ipv4Network ? .ipv4Address : .ipv6Address, text[..<slash])
        {
            let prefix = network.bytes.prefix(address.bytes.count)
            guard prefix.elementsEqual(address.bytes) else {
                refuse("“\(text.prefix(60))” has bits set behind its prefix; write \(network.text)", value)
                return nil
            }
        }
        return network
    }

    // MARK: - Numbers and dates

    mutating func number(_ value: SigmaItemValue) -> Double? {
        if case .number(let number) = value.scalar.value { return number }
        let isQuoted = !value.scalar.isPlain && Double(value.scalar.text) != nil
        refuse(
            "“\(value.chain.kindName?.rawValue ?? "")” compares numbers"
                + (isQuoted ? "; write the number without quotes" : ""), value)
        return nil
    }

    mutating func datePart(
        _ value: SigmaItemValue, _ part: SigmaDatePart, _ comparison: SigmaComparison
    ) -> SigmaPredicate? {
        guard let number = number(value) else { return nil }
        let range: ClosedRange<Double> =
            switch part {
            case .minute: 0...59
            case .hour: 0...23
            case .day: 1...31
            case .week: 1...53
            case .month: 1...12
            case .year: 1...9999
            }
        guard let whole = Int(exactly: number) else {
            refuse("a \(part.rawValue) is a whole number", value)
            return nil
        }
        if !range.contains(number) {
            let message = "a \(part.rawValue) is between \(Int(range.lowerBound)) and \(Int(range.upperBound))"
            guard comparison != .equal else {
                refuse(message, value)
                return nil
            }
            report.warn(message, at: value.node)
        }
        return .datePart(part, comparison, whole)
    }

    // MARK: - Fields

    /// `true` or `false`; the words of YAML 1.1 are understood too.
    mutating func truth(_ value: SigmaItemValue) -> Bool? {
        if value.scalar.isPlain {
            switch value.scalar.text.lowercased() {
            case "true", "yes", "on": return true
            case "false", "no", "off": return false
            default: break
            }
        }
        refuse("“exists” is followed by true or false", value)
        return nil
    }

    mutating func field(_ value: SigmaItemValue, _ comparison: SigmaFieldComparison) -> SigmaPredicate? {
        let string = SigmaString(value.scalar.text)
        guard !string.hasWildcards else {
            refuse("a field's name has no wildcards", value)
            return nil
        }
        guard case .text(let name) = string.parts.first else {
            refuse("“fieldref” is followed by a field's name", value)
            return nil
        }
        return .field(String(decoding: name, as: UTF8.self), comparison, isCased: value.chain.isCased)
    }
}
