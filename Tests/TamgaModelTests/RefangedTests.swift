import TamgaModel
import Testing

@Suite struct RefangedTests {
    @Test(
        "Marks are taken out",
        arguments: [
            ("hxxp://evil[.]com", "http://evil.com"), ("hXXps://evil(.)com/x", "https://evil.com/x"),
            ("h**p://evil{.}com", "http://evil.com"), ("meow://evil[dot]com", "http://evil.com"),
            ("hxxp[:]//evil.com", "http://evil.com"), ("hxxps[://]evil[.]com[/]x", "https://evil.com/x"),
            ("a[@]evil[.]com", "a@evil.com"), ("a[at]evil(dot)com", "a@evil.com"), ("a(AT)evil.com", "a@evil.com"),
            ("1[.]2[.]3[.]4", "1.2.3.4"), (#"evil\.com"#, "evil.com"), ("evil[[.]]com", "evil.com"),
        ])
    func marks(text: String, plain: String) { #expect(text.refanged == plain) }

    @Test(
        "Texts without marks stay as they are",
        arguments: [
            "http://[::1]:80/", "[2001:db8::1]", #"C:\x\.git"#, "look (at) this", "polka dot com", "hxxp", "f(x)",
            "a[0].b",
            "http://evil.com/?a[]=1",
        ])
    func plain(text: String) { #expect(text.refanged == text) }
}
