import TamgaModel

/// The machines and people of a member in an exercise: who sits where, and under which addresses.
///
/// Addresses inside are 10.*n*.0.0/16, *n* by the member's place in the exercise; names end in `gov.`*cc*`.example`.
struct MemberEstate: Sendable {
    /// Somebody with a workstation.
    struct Person: Sendable {
        let user: String
        let workstation: String
        let address: String
        let department: String
    }

    /// A machine that serves.
    struct Server: Sendable {
        let name: String
        let address: String
    }

    let member: MemberState
    /// The member's place in the exercise, from 0.
    let place: Int
    let profile: MemberProfile
    let people: [Person]
    let servers: [Server]

    /// Where the member's names end.
    var domain: String { "gov.\(member.code.lowercased()).example" }
    /// The Windows domain.
    var windowsDomain: String { "GOV-\(member.code)" }
    /// The second byte of its addresses.
    var network: Int { 20 + place }

    /// Departments, each a network of its own.
    static let departments = ["finance", "health", "energy", "justice", "transport", "education"]
    /// What its servers are called.
    static let serverNames = [
        "dc01", "dc02", "mail01", "proxy01", "files01", "backup01", "web01", "web02", "app01", "db01", "gate01", "ns01",
    ]

    /// The estate of a member; the same seed gives the same one.
    init(_ member: MemberState, place: Int, seed: UInt64) {
        self.member = member
        self.place = place
        profile = MemberProfile.of(member)
        var random = ExerciseRandom(seed, ExerciseRandom.name("estate"), ExerciseRandom.name(member.code))
        let domain = "gov.\(member.code.lowercased()).example"
        var people: [Person] = []
        var names: Set<String> = []
        for number in 0..<150 {
            let given = random.pick(profile.givenNames).lowercased()
            let family = random.pick(profile.familyNames).lowercased()
            var user = "\(given.prefix(1)).\(family)"
            if !names.insert(user).inserted {
                user += "\(number)"
                names.insert(user)
            }
            let department = number % Self.departments.count
            let name = Self.departments[department]
            people.append(
                Person(
                    user: user, workstation: "\(name.prefix(3))-ws\(100 + number).\(name).\(domain)",
                    address: "10.\(20 + place).\(1 + department).\(10 + number)", department: name))
        }
        self.people = people
        servers = Self.serverNames.enumerated().map { number, name in
            Server(name: "\(name).\(domain)", address: "10.\(20 + place).250.\(10 + number)")
        }
    }

    /// The server of a name in ``serverNames``.
    func server(_ name: String) -> Server {
        servers.first { $0.name.hasPrefix("\(name).") } ?? servers[0]
    }
}
