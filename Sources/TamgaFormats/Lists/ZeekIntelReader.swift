import TamgaModel

/// Reads Zeek's intel framework files: tab-separated, the columns named by a `#fields` line.
///
/// Source: Zeek documentation, Intelligence Framework. `Intel::SOFTWARE` and kinds that sites define have no
/// observable and are refused.
struct ZeekIntelReader: LineReader {
    let source: String
    private let refang: Bool
    private var indicator = 0
    private var kind: Int?
    private var names: [Int] = []
    private var markings: [Int] = []

    init(source: String, options: FeedOptions) {
        self.source = source
        refang = options.refang
    }

    mutating func take(
        _ bytes: [UInt8], _ range: Range<Int>, _ number: Int, into sink: (FeedItem) throws -> Void
    ) throws {
        let line = bytes[range]
        if line.starts(with: "#fields\t".utf8) {
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).dropFirst()
                .map { String(decoding: $0, as: UTF8.self) }
            indicator = fields.firstIndex(of: "indicator") ?? 0
            kind = fields.firstIndex(of: "indicator_type")
            // No field of Zeek's own: sites add them. What says nothing that can be read goes to few.
            markings = ["meta.tlp", "meta.marking"].compactMap { fields.firstIndex(of: $0) }
            names = ["meta.desc", "meta.source"].compactMap { fields.firstIndex(of: $0) }
            return
        }
        if line.first == 0x23 || line.allSatisfy(\.isBlank) { return }
        let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
        func field(_ index: Int) -> String? {
            guard index < fields.count, !fields[index].elementsEqual([0x2D]), !fields[index].isEmpty else { return nil }
            return Self.unescaped(fields[index])
        }
        guard let value = field(indicator) else {
            return try sink(.refused(refusal(number, "the indicator column is empty")))
        }
        let stated = kind.flatMap(field)
        var type: ObservableType?
        if let stated {
            switch stated.hasPrefix("Intel::") ? String(stated.dropFirst(7)) : stated {
            // The value's form tells the kind.
            case "ADDR", "SUBNET", "FILE_HASH": break
            case "URL": type = .url
            case "DOMAIN": type = .domainName
            case "EMAIL": type = .emailAddress
            case "FILE_NAME": type = .fileName
            case "USER_NAME": type = .userAccount
            case "CERT_HASH": type = .x509Fingerprint
            default: return try sink(.refused(refusal(number, "\(stated) is not a kind that is matched")))
            }
        }
        switch ListValue(type: type, refang: refang).read(value) {
        case .refused(let reason): try sink(.refused(refusal(number, reason)))
        case .values(let observables, _):
            var indicator = Indicator(observables: observables, name: names.lazy.compactMap(field).first)
            indicator.marking = markings.compactMap(field).map { Marking(label: $0) ?? .amberStrict }.max()
            try sink(.indicator(indicator))
        }
    }

    /// Decodes `\xNN`.
    private static func unescaped(_ field: ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        var index = field.startIndex
        while index < field.endIndex {
            if field[index] == 0x5C, index + 3 < field.endIndex, field[index + 1] == 0x78,
                let byte = UInt8(String(decoding: field[(index + 2)...(index + 3)], as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                index += 4
            } else {
                bytes.append(field[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
