import TamgaModel
import TamgaReport
import Testing

/// Values on a page cannot be opened by mistake, and can be had back.
@Suite struct DefangedTests {
    @Test(
        "A value is defanged, and refanging gives it back",
        arguments: [
            (ObservableType.domainName, "evil.example", "evil[.]example"),
            (.ipv4Address, "198.51.100.7", "198[.]51[.]100[.]7"), (.ipv6Address, "2001:db8::1", "2001[:]db8[:][:]1"),
            (.ipv4Network, "192.0.2.128/28", "192[.]0[.]2[.]128/28"),
            (.url, "https://evil.example/a.b?c=http://x.example", "hxxps://evil[.]example/a.b?c=http://x.example"),
            (.url, "ftp://evil.example/a", "ftp[://]evil[.]example/a"),
            (.emailAddress, "a.b@evil.example", "a[.]b[@]evil[.]example"), (.fileName, "evil.exe", "evil.exe"),
            (.userAgent, "bot (+http://evil.example)", "bot (+hxxp://evil.example)"),
        ])
    func defanged(_ type: ObservableType, _ text: String, _ defanged: String) throws {
        let observable = try Observable(type, text: Array(text.utf8))
        #expect(observable.defanged == defanged)
        #expect(observable.defanged.refanged == observable.text)
    }
}
