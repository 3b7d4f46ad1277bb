import TamgaFormats
import Testing

@Suite struct SigmaPlaceholdersTests {
    static func read(_ yaml: String) throws(FormatsError) -> [String: [String]] {
        try SigmaPlaceholders.read(Array(yaml.utf8), source: "p.yml")
    }

    @Test("Placeholders are names and values")
    func values() throws {
        #expect(
            try Self.read("Administrators: [root, 'adm_*']\n'%Servers%': srv1\nPorts: [22, 443]\n")
                == ["Administrators": ["root", "adm_*"], "Servers": ["srv1"], "Ports": ["22", "443"]])
        #expect(try Self.read("") == [:])
    }

    @Test(
        "What is wrong is said with its line",
        arguments: [
            ("a: [x]\nb: []\n", 2, "no values"), ("a: ['']\n", 1, "empty one"), ("a:\n", 1, "empty one"),
            ("a: x\na: y\n", 2, "twice"), ("a: x\n'%a%': y\n", 2, "twice"), ("'a%b': x\n", 1, "no placeholder's name"),
            ("- a\n", 1, "a mapping"), ("a: {b: c}\n", 1, "single value"), ("a: [\n", 1, "not YAML"),
            ("a: x\n---\nb: y\n", 3, "second document"),
        ])
    func faults(_ yaml: String, _ line: Int, _ words: String) {
        let error = #expect(throws: FormatsError.self) { try Self.read(yaml) }
        guard case .unusable("p.yml", line, let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(text.contains(words), "\(text)")
    }
}
