/// What chooses a text of a list for a line. Lists that one selector chooses from are read at the same place, so that a
/// name and an address in a line belong together.
enum Selector: Int, CaseIterable, Sendable {
    /// Somebody with a workstation.
    case person
    case server
    /// A site outside.
    case site
    /// A program of a workstation.
    case program
    /// Somebody outside who comes to the member's own sites.
    case visitor
    /// A page of the member's own sites.
    case page
    /// A page of a site outside.
    case sitePage
    /// Who sends mail from outside.
    case correspondent
    /// A controller of a plant.
    case controller
    /// Each place by itself, all alike.
    case free

    /// How many of ``HeavyTail``'s bits a place takes.
    static let bits = 12
    /// How many selectors share one draw of 64 bits.
    static let perDraw = 5
}
