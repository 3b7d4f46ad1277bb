import Foundation
import TamgaModel
import TamgaTestSupport
import Testing

@Suite struct PublicSuffixesTests {
    @Test(
        "The built-in rule tells suffixes from registered names",
        arguments: [
            ("com", true), ("co.uk", true), ("gov.kz", true), ("com.cn", true), ("github.io", true),
            ("duckdns.org", true),
            ("evil.com", false), ("evil.co.uk", false), ("a.github.io", false), ("web.de", false), ("co.evil", false),
        ])
    func builtIn(domain: String, isSuffix: Bool) {
        #expect(PublicSuffixes.builtIn.isSuffix(Array(domain.utf8).span) == isSuffix)
    }

    @Test("Wildcards cover one label, exceptions lift them")
    func rules() {
        let suffixes = PublicSuffixes(parsing: "// comment\njp\n*.kobe.jp\n!city.kobe.jp\n公司.cn\n")
        for (domain, isSuffix) in [
            ("jp", true), ("kobe.jp", true), ("c.kobe.jp", true), ("b.c.kobe.jp", false), ("city.kobe.jp", false),
            ("xn--55qx5d.cn", true),
        ] { #expect(suffixes.isSuffix(Array(domain.utf8).span) == isSuffix, "\(domain)") }
    }

    @Test("The vectors of publicsuffix.org hold", .enabled(if: SharedData.isPresent, "shared data is absent"))
    func vectors() throws {
        let folder = "list-public-suffix/"
        let list = PublicSuffixes(
            parsing: Array(try Data(contentsOf: SharedData.path(folder + "public_suffix_list.dat"))))
        let vectors = try String(contentsOf: SharedData.path(folder + "tests/tests.txt"), encoding: .utf8)
        var checked = 0
        for line in vectors.split(separator: "\n") where !line.hasPrefix("//") {
            let parts = line.split(separator: " ")
            guard parts.count == 2, let name = DomainName.canonical(Array(parts[0].utf8).span) else { continue }
            // The registrable domain is the name one label longer than the longest suffix.
            var labels = name.split(separator: 0x2E, omittingEmptySubsequences: false)
            var registrable: [UInt8]?
            while !list.isSuffix(Array(labels.joined(separator: [0x2E])).span) {
                registrable = Array(labels.joined(separator: [0x2E]))
                labels.removeFirst()
            }
            if parts[0].hasPrefix(".") { continue }
            let wanted = parts[1] == "null" ? nil : DomainName.canonical(Array(parts[1].utf8).span)
            #expect(registrable == wanted, "\(line)")
            checked += 1
        }
        #expect(checked > 40)
    }
}
