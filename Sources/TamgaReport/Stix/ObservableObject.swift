import TamgaJSON
import TamgaModel

/// A value as STIX cyber-observable objects with deterministic ids (STIX 2.1 §2.9 and §6).
struct ObservableObject {
    /// The object that stands for the value.
    let id: String
    /// It and what it refers to, by id.
    let objects: [(id: String, json: [UInt8])]

    /// `nil` for kinds that have no observable object of their own: user agents, JA3, JA3S, JA4 and cryptocurrency
    /// addresses are parts of others, and a pattern is no value.
    init?(_ observable: Observable) {
        let text = observable.text
        switch observable.type {
        case .ipv4Address, .ipv4Network, .ipv6Address, .ipv6Network, .domainName, .url, .emailAddress, .macAddress:
            self.init(observable.type.stixName, .init("value", text))
        case .md5: self.init("file", hash: "MD5", observable)
        case .sha1: self.init("file", hash: "SHA-1", observable)
        case .sha224: self.init("file", hash: "SHA-224", observable)
        case .sha256: self.init("file", hash: "SHA-256", observable)
        case .sha384: self.init("file", hash: "SHA-384", observable)
        case .sha512: self.init("file", hash: "SHA-512", observable)
        case .fileName: self.init("file", .init("name", text))
        case .filePath: self.init(path: text)
        case .registryKey: self.init("windows-registry-key", .init("key", text))
        case .mutex: self.init("mutex", .init("name", text))
        case .autonomousSystem:
            let number = observable.bytes.reduce(0) { $0 << 8 | Int($1) }
            self.init("autonomous-system", .init("number", json: String(number)))
        case .x509Serial: self.init("x509-certificate", .init("serial_number", observable.bytes.hex))
        case .x509Fingerprint:
            let name = [16: "MD5", 20: "SHA-1"][observable.bytes.count] ?? "SHA-256"
            self.init("x509-certificate", hash: name, observable)
        case .userAccount: self.init("user-account", .init("account_login", text))
        case .userAgent, .ja3, .ja3s, .ja4, .cryptocurrencyAddress, .pattern: return nil
        }
    }

    private init(_ type: String, hash name: String, _ observable: Observable) {
        self.init(type, Property("hashes", json: Property(name, observable.bytes.hex).object))
    }

    private init(_ type: String, _ property: Property) {
        self.init(type, [property], referred: [])
    }

    /// A file in its folder; the last separator, of either kind, parts them.
    private init(path: String) {
        let cut = path.utf8.lastIndex { $0 == 0x2F || $0 == 0x5C }
        guard let cut, cut > path.startIndex, path.utf8.index(after: cut) < path.endIndex else {
            self.init("file", Property("name", path))
            return
        }
        let folder = ObservableObject("directory", Property("path", String(path[..<cut])))
        let name = String(path[path.utf8.index(after: cut)...])
        self.init(
            "file", [Property("name", name), Property("parent_directory_ref", folder.id)], referred: folder.objects)
    }

    /// The properties contribute to the id; they are in the order of RFC 8785.
    private init(_ type: String, _ properties: [Property], referred: [(id: String, json: [UInt8])]) {
        let canonical = "{" + properties.map(\.text).joined(separator: ",") + "}"
        let id = DerivedID.observables.id(type, canonical.utf8)
        var writer = JSONWriter()
        writer.object {
            $0.member("type", type)
            $0.member("spec_version", "2.1")
            $0.member("id", id)
            for property in properties {
                $0.member(property.name, json: JSONText.harmless(property.json.utf8.span))
            }
        }
        self.id = id
        objects = referred + [(id, writer.bytes)]
    }

    /// One member of an object in the canonical form of RFC 8785.
    private struct Property {
        let name: String
        let json: String

        init(_ name: String, json: String) {
            self.name = name
            self.json = json
        }

        init(_ name: String, _ text: String) { self.init(name, json: Self.canonical(text)) }

        var text: String { Self.canonical(name) + ":" + json }
        var object: String { "{" + text + "}" }

        /// RFC 8785 §3.2.2.2.
        private static func canonical(_ text: String) -> String {
            var quoted = "\""
            for scalar in text.unicodeScalars {
                switch scalar.value {
                case 0x22: quoted += "\\\""
                case 0x5C: quoted += "\\\\"
                case 0x08: quoted += "\\b"
                case 0x09: quoted += "\\t"
                case 0x0A: quoted += "\\n"
                case 0x0C: quoted += "\\f"
                case 0x0D: quoted += "\\r"
                case 0x00..<0x20: quoted += "\\u00" + [UInt8(scalar.value)].hex
                default: quoted.unicodeScalars.append(scalar)
                }
            }
            return quoted + "\""
        }
    }
}
