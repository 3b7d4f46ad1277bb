import ArgumentParser
import TamgaModel
import TamgaReport
import TamgaStore

/// `tamga export`: what is shared back.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write sightings as a STIX 2.1 bundle.",
        discussion: """
            The bundle holds the sightings with the indicators, identities, locations and observed data they refer to.
            Markings travel on the objects. What anybody has marked above --up-to is held back, and counted; unmarked
            indicators go out. What rules have found is not of indicators, and stays here. Who else may receive the file is for its sender to decide.

              tamga export --sightings > sightings.json
              tamga export --sightings --since 7d --observer KZ --output kz.json
            """)

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var communityOptions: CommunityOptions
    @Flag(help: "Export sightings.")
    var sightings = false
    @Option(help: "Only what was correlated in this span up to now: 90m, 36h, 7d, 2w.")
    var since: TimeSpan?
    @Option(help: "Only what was seen in this member's logs.")
    var observer: MemberState?
    @Option(help: "The strictest marking that goes out: clear, green, amber, amber+strict, red. [default: amber]")
    var upTo: Marking?
    @Option(name: .shortAndLong, help: "The file to write; - is standard output.")
    var output = "-"

    func validate() throws {
        if !sightings { throw ValidationError("Say what to export: --sightings.") }
    }

    func run() throws {
        try Failure.reporting {
            if let file = FileIdentity.output(output), try storeOptions.files().contains(file) {
                throw ValidationError("--output \(output) is a file of the store.")
            }
            let store = try storeOptions.open()
            let community = try communityOptions.read()
            let start = since.map { Timestamp(microseconds: Timestamp.now.microseconds - $0.seconds * 1_000_000) }
            let all = try store.sightings(since: start, observer: observer)
            let upTo = upTo ?? .amber
            let found = all.filter { sighting in sighting.marking.map { $0 <= upTo } ?? true }
            if found.count < all.count {
                StandardError.line(
                    "tamga: \(all.count - found.count) of \(all.count) sightings are held back: marked above \(upTo.label)"
                )
            }
            let newest = try store.runs().map(\.finished).max() ?? Timestamp(seconds: 0)
            var originals: [String: [UInt8]] = [:]
            let ids = Set(found.compactMap(\.indicatorID) + community.members.flatMap(\.identities)).sorted()
            for object in try store.objects(matching: ObjectQuery(ids: ids)) { originals[object.id] = object.original }
            try WholeOutput.write(
                StixExport.sightings(found, community: community, time: newest, originals: originals), to: output)
        }
    }
}
