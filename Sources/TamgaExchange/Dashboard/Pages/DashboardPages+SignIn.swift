import TamgaReport
import TamgaTAXII

extension DashboardPages {
    static let signInPath: StaticString = "/sign-in"
    static let signOutPath: StaticString = "/sign-out"

    /// The form that asks for a key, and why the last one was not taken. It tells nothing of the store.
    func signIn(_ error: TaxiiError? = nil) -> [UInt8] {
        let words = page.words
        let reason: String? =
            switch error?.status {
            case nil: nil
            case 403: words(.keyNotAdmin)
            case 429: words(.keyTooOften, ["n": words.number(error?.retryAfter ?? 1)])
            case 401 where error?.title == "Sign in": nil
            default: words(.keyWrong)
            }
        let form = HTMLNode.element(
            .form, [.action(Self.signInPath), .post],
            [
                .element(.label, [.named(.labels, "key")], words(.keyField)),
                .element(
                    .input,
                    [
                        .named(.id, "key"), .named(.name, "key"), .named(.type, "password"),
                        .named(.inputLimit, "256"), .named(.autocomplete, "current-password"),
                    ]), .text(" "), .element(.button, [.named(.type, "submit")], words(.signIn)),
            ])
        var parts: [HTMLNode] = []
        if let reason { parts.append(.element(.p, [.named(.role, "alert")], [.element(.strong, [], reason)])) }
        parts += [form, page.note(words(.signInNote))]
        return page.document(
            title: "\(words(.signIn)) – \(words(.dashboard))",
            head: [.element(.h1, [], words(.dashboard))],
            sections: [PageWriter.Section(anchor: "#figures", heading: words(.signIn), parts: parts)],
            foot: [], delivery: .served(style: Self.style, script: Self.script)
        ).bytes()
    }

    /// The button that ends a session.
    var signOut: HTMLNode {
        .element(
            .form, [.action(Self.signOutPath), .post],
            [.element(.button, [.named(.type, "submit")], page.words(.signOut))])
    }
}
