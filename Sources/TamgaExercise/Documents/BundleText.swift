import TamgaJSON
import TamgaModel

/// What the informed member shared, as a STIX 2.1 bundle.
struct BundleText {
    private let exercise: Exercise
    private var random: ExerciseRandom
    private let created = "2026-10-26T08:00:00.000Z"

    init(_ exercise: Exercise) {
        self.exercise = exercise
        random = ExerciseRandom(exercise.settings.seed, ExerciseRandom.name("bundle"))
    }

    /// The id of a member's identity.
    static func identity(_ member: MemberState, seed: UInt64) -> String {
        var random = ExerciseRandom(seed, ExerciseRandom.name("identity"), ExerciseRandom.name(member.code))
        return "identity--\(uuid(&random))"
    }

    /// A UUID of version 4 whose bits are drawn (RFC 9562 §5.4).
    private static func uuid(_ random: inout ExerciseRandom) -> String {
        let variant = ["8", "9", "a", "b"][random.below(4)]
        return "\(random.hexadecimal(8))-\(random.hexadecimal(4))-4\(random.hexadecimal(3))-"
            + "\(variant)\(random.hexadecimal(3))-\(random.hexadecimal(12))"
    }

    /// The bundle's bytes.
    mutating func bytes() -> [UInt8] {
        let script = exercise.script
        let seed = exercise.settings.seed
        let bundle = Self.uuid(&random)
        let campaign = "campaign--\(Self.uuid(&random))"
        let malware = "malware--\(Self.uuid(&random))"
        let indicators = script.indicators.map { _ in "indicator--\(Self.uuid(&random))" }
        let relations = script.indicators.map { _ in
            ["relationship--\(Self.uuid(&random))", "relationship--\(Self.uuid(&random))"]
        }
        let producer = Self.identity(script.informed.member, seed: seed)
        let created = created
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.member("type", "bundle")
            writer.member("id", "bundle--\(bundle)")
            writer.array("objects") { writer in
                for label in ["amber", "green"] {
                    writer.object { Self.marking(label, &$0) }
                }
                writer.object { writer in
                    Self.head("identity", producer, nil, created, &writer)
                    writer.member("name", "Exercise CERT of \(script.informed.profile.name)")
                    writer.member("identity_class", "organization")
                    writer.member("sectors", ["government"])
                }
                writer.object { writer in
                    Self.head("campaign", campaign, producer, created, &writer)
                    writer.member("name", script.campaign)
                    writer.member("object_marking_refs", [Self.markingID("green")])
                }
                writer.object { writer in
                    Self.head("malware", malware, producer, created, &writer)
                    writer.member("name", script.malware.name)
                    writer.member("malware_types", script.malware.types)
                    writer.member("is_family", true)
                    writer.member("object_marking_refs", [Self.markingID("green")])
                }
                for (number, indicator) in script.indicators.enumerated() {
                    writer.object { writer in
                        let created = indicator.isExpired ? "2026-08-03T08:00:00.000Z" : created
                        Self.head("indicator", indicators[number], producer, created, &writer)
                        writer.member("name", indicator.name)
                        writer.member(
                            "description", "Known from \(script.malware.name) in the campaign \(script.campaign).")
                        writer.member("indicator_types", ["malicious-activity"])
                        writer.member(
                            "pattern", indicator.values.map { "[\($0.comparison)]" }.joined(separator: " OR "))
                        writer.member("pattern_type", "stix")
                        writer.member("pattern_version", "2.1")
                        writer.member("valid_from", created)
                        writer.member(
                            "valid_until", indicator.isExpired ? "2026-10-01T00:00:00.000Z" : "2027-04-26T08:00:00.000Z"
                        )
                        writer.array("kill_chain_phases") { writer in
                            writer.object { writer in
                                writer.member("kill_chain_name", "lockheed-martin-cyber-kill-chain")
                                writer.member("phase_name", indicator.phase)
                            }
                        }
                        writer.member("confidence", indicator.confidence)
                        writer.member("object_marking_refs", [Self.markingID(indicator.label)])
                    }
                }
                for (number, indicator) in script.indicators.enumerated() {
                    for (target, id) in zip([malware, campaign], relations[number]) {
                        writer.object { writer in
                            Self.head("relationship", id, producer, created, &writer)
                            writer.member("relationship_type", "indicates")
                            writer.member("source_ref", indicators[number])
                            writer.member("target_ref", target)
                            writer.member("object_marking_refs", [Self.markingID(indicator.label)])
                        }
                    }
                }
            }
        }
        writer.newline()
        return writer.bytes
    }

    private static func head(
        _ type: String, _ id: String, _ producer: String?, _ created: String, _ writer: inout JSONWriter
    ) {
        writer.member("type", type)
        writer.member("spec_version", "2.1")
        writer.member("id", id)
        writer.member("created_by_ref", producer)
        writer.member("created", created)
        writer.member("modified", created)
    }

    private static func markingID(_ label: String) -> String {
        (label == "green" ? Marking.green : .amber).definitionID
    }

    /// A definition of TLP 2.0, as the standard's authors publish it.
    private static func marking(_ label: String, _ writer: inout JSONWriter) {
        writer.member("type", "marking-definition")
        writer.member("spec_version", "2.1")
        writer.member("id", markingID(label))
        writer.member("created", "2022-10-01T00:00:00.000Z")
        writer.member("name", "TLP:\(label.uppercased())")
        writer.object("extensions") { writer in
            writer.object("extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d") { writer in
                writer.member("extension_type", "property-extension")
                writer.member("tlp_2_0", label)
            }
        }
    }
}
