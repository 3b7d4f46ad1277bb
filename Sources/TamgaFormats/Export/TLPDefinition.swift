import TamgaJSON
import TamgaModel

/// The TLP marking definitions as OASIS publishes them: no other copy of them is handed on.
enum TLPDefinition {
    /// The object with an id of either family; `nil` for any other id.
    static func object(_ id: String) -> [UInt8]? {
        guard let level = Marking(definitionID: id) else { return nil }
        var writer = JSONWriter()
        writer.object {
            $0.member("type", "marking-definition")
            $0.member("spec_version", "2.1")
            $0.member("id", id)
            if id == level.definitionID {
                $0.member("created", "2022-10-01T00:00:00.000Z")
                $0.member("name", level.label)
                $0.object("extensions") {
                    $0.object("extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d") {
                        $0.member("extension_type", "property-extension")
                        $0.member("tlp_2_0", String(level.label.dropFirst(4)).lowercased())
                    }
                }
            } else {
                let name = level == .clear ? "white" : String(level.label.dropFirst(4)).lowercased()
                $0.member("created", "2017-01-20T00:00:00.000Z")
                $0.member("definition_type", "tlp")
                $0.member("name", "TLP:" + name.uppercased())
                $0.object("definition") { $0.member("tlp", name) }
            }
        }
        return writer.bytes
    }
}
