import TamgaFormats
import TamgaModel
import TamgaRelease

/// Released values: the policy is asked for each, as there is no other way to make one.
enum ExportFixture {
    static let kz = MemberState("KZ")!
    static let uz = MemberState("UZ")!
    static let time = Timestamp(seconds: 1_790_000_000)
    static let span = Timestamp(seconds: 1_780_000_000)...Timestamp(seconds: 1_785_000_000)
    static let community = Community(
        name: "Test union",
        members: [
            .init(state: kz, identities: ["identity--00000000-0000-4000-8000-0000000000aa"]),
            .init(state: uz, identities: ["identity--00000000-0000-4000-8000-0000000000bb"]),
        ])
    static let context = ExportContext(recipient: .member(kz), time: time)

    static func statement(
        _ observable: Observable, from producer: MemberState? = uz, confidence: UInt8? = 80, name: String? = nil,
        labels: [String] = [], marking: Marking = .amber, naming recipients: Set<MemberState>? = nil,
        id: String = "indicator--00000000-0000-4000-8000-000000000001",
        validity: Validity = Validity(from: Timestamp(seconds: 1_781_000_000))
    ) -> ReleasedIndicator {
        let object = MarkedObject(id: id, type: "indicator", label: marking, recipients: recipients)
        let decision = ReleasePolicy(community: community).decide(object, for: .member(kz), through: .value)
        return ReleasedIndicator(
            id: id, observable: observable, producer: producer, confidence: confidence, validity: validity, name: name,
            labels: labels, span: span, decision: decision)!
    }

    static func value(
        _ type: ObservableType, _ text: String, name: String? = nil, labels: [String] = [], marking: Marking = .amber
    ) -> ReleasedValue {
        ReleasedValue([
            statement(try! Observable(type, text), name: name, labels: labels, marking: marking)
        ])!
    }

    /// One value of every kind, in the store's order.
    static let all: [ReleasedValue] = [
        value(.ipv4Address, "198.51.100.23", name: "C2, second stage", labels: ["malicious-activity", "c2"]),
        value(.ipv4Address, "203.0.113.7", marking: .clear),
        value(.ipv6Address, "2001:db8::bad", marking: .green),
        value(.ipv4Network, "192.0.2.128/25"),
        value(.ipv6Network, "2001:db8:dead::/48"),
        ReleasedValue([
            statement(try! Observable(.domainName, "evil.example"), name: "=phishing \"kit\""),
            statement(
                try! Observable(.domainName, "evil.example"), from: nil, confidence: nil, marking: .clear,
                id: "indicator--00000000-0000-4000-8000-000000000002", validity: Validity()),
        ])!,
        value(.domainName, "www.evil.example"),
        value(.domainName, "gov.kz"),
        value(.url, "http://evil.example/a?b=c&d='e';f"),
        value(.url, "https://evil.example:8443/x"),
        value(.emailAddress, "bait@evil.example"),
        value(.md5, "0123456789abcdef0123456789abcdef"),
        value(.sha1, "0123456789abcdef0123456789abcdef01234567"),
        value(.sha256, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
        value(.fileName, "invoice*.exe"),
        value(.filePath, "c:\\temp\\x.exe"),
        value(.registryKey, "hklm\\software\\bad"),
        value(.mutex, "Global\\bad"),
        value(.userAgent, "Evil/1.0 (\"x\"; |y|)"),
        value(.ja3, "fedcba9876543210fedcba9876543210"),
        value(.ja4, "t13d1516h2_8daaf6152771_e5627efa2ab1"),
        value(.autonomousSystem, "AS64500"),
        value(.macAddress, "02:00:00:00:00:01"),
        value(.x509Fingerprint, "0123456789abcdef0123456789abcdef01234567"),
        value(.userAccount, "evil\\admin"),
    ]

    /// Writes values in a form.
    static func written(_ form: ExportForm, _ values: [ReleasedValue] = all) -> (text: String, unheld: [String]) {
        guard var writer = form.writer(context) else { return ("", []) }
        var bytes = writer.begin()
        var unheld: [String] = []
        for value in values {
            if let more = writer.write(value) { bytes += more } else { unheld.append(value.observable.text) }
        }
        return (String(decoding: bytes + writer.end(), as: UTF8.self), unheld)
    }
}
