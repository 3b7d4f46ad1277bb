/// The texts that go with a number, by their keys in the catalogues less the plural form.
package enum CountPhrase: String, CaseIterable, Sendable {
    case andMore
    case moreMembers
    case minutes
    case hours
    case days
}
