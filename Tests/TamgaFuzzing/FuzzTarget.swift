/// A reader of bytes from outside, with what it is fed and what must hold of it.
public struct FuzzTarget: Sendable {
    /// Its name, by which it is asked for.
    public let name: String
    /// What must hold, in a sentence.
    public let claim: String
    /// Where its seeds are found below the folders of seeds.
    let seeds: SeedFiles
    /// Seeds that are always there.
    let builtIn: [String]
    /// Pieces of its format that mutation inserts.
    let tokens: [String]
    /// The longest input, in bytes.
    let longest: Int
    /// Makes the property; what is dear to make is made once a process.
    let make: @Sendable () -> any FuzzProperty

    init(
        _ name: String, _ claim: String, seeds: SeedFiles = SeedFiles(), builtIn: [String], tokens: [String] = [],
        longest: Int = 2_048, make: @escaping @Sendable () -> any FuzzProperty
    ) {
        self.name = name
        self.claim = claim
        self.seeds = seeds
        self.builtIn = builtIn
        self.tokens = tokens
        self.longest = longest
        self.make = make
    }

    /// The target's property.
    public func property() -> any FuzzProperty { make() }

    /// The target with a name.
    public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
