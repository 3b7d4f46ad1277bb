import Foundation
import TamgaModel
import TamgaTestSupport
import Testing

@Suite("Quality of indicators") struct QualityTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let address = try! Observable(.ipv4Address, "198.51.100.7")
    private static let digest = try! Observable(.md5, "0749bae92ca336a02c83d126e04ec628")

    private static func ago(_ days: Double) -> Timestamp {
        Timestamp(microseconds: now.microseconds - Int64(days * 86_400_000_000))
    }

    @Test("What is left agrees with the formula to 1e-9, whatever kind, age and confidence")
    func formula() {
        var random = SeededRandom(seed: SeededRandom.seed)
        for _ in 0..<20_000 {
            let type = ObservableType.allCases.randomElement(using: &random)!
            let half = Double.random(in: 0.01...4_000, using: &random)
            let age = Double.random(in: 0...400, using: &random) * half / 100
            let disputes = Int.random(in: 0...4, using: &random)
            let confidence = UInt8.random(in: 0...100, using: &random)
            let observable = Observable(type: type, canonicalBytes: [1])
            let quality = Quality(
                rules: QualityRules(decay: DecayModel(halfLives: [type: half]), disputeFactor: 0.25), time: Self.now,
                evidence: QualityEvidence(disputes: ["x": disputes]))
            let stated = Self.ago(age)
            let exact = Double(Self.now.microseconds - stated.microseconds) / 86_400_000_000
            let expected = Double(confidence) * pow(2, -exact / half) * pow(0.25, Double(disputes))
            let found = quality.assess(observable, objectID: "x", confidence: confidence, stated: stated)
            #expect(abs(found.now! - expected) <= 1e-9, "seed \(SeededRandom.seed): \(type) \(half) \(age)")
        }
    }

    @Test("Far ages come to nothing, the future and kinds without a half-life to all")
    func edges() {
        let model = DecayModel.standard
        #expect(model.factor(.ipv4Address, age: 14 * 86_400) == 0.5)
        #expect(model.factor(.ipv4Address, age: 140 * 86_400) == 1.0 / 1_024)
        #expect(model.factor(.ipv4Address, age: .greatestFiniteMagnitude) == 0)
        #expect(model.factor(.ipv4Address, age: -1) == 1)
        #expect(model.factor(.md5, age: 1e12) == 1)
        #expect(DecayModel(halfLives: [.md5: 0]).factor(.md5, age: 5) == 1)
    }

    /// Days since it was stated and last seen, disputes, and what is left of 80.
    @Test(
        "Sightings refresh, disputes lower and refresh nothing",
        arguments: [
            (0, nil, 0, 80, false), (14, nil, 0, 40, false), (28, nil, 0, 20, false), (28, 14, 0, 40, true),
            (14, 28, 0, 40, false), (14, nil, 1, 20, false), (14, 0, 2, 20, true), (0, nil, 3, 10, false),
        ] as [(Double, Double?, Int, Double, Bool)])
    func refreshing(_ stated: Double, _ seen: Double?, _ disputes: Int, _ left: Double, _ isSighted: Bool) {
        for isReported in [false, true] {
            var evidence = QualityEvidence(disputes: ["x": disputes])
            if let seen {
                if isReported {
                    evidence.lastReported["x"] = Self.ago(seen)
                } else {
                    evidence.lastSeen[Self.address] = Self.ago(seen)
                }
            }
            let quality = Quality(rules: QualityRules(), time: Self.now, evidence: evidence)
            let found = quality.assess(Self.address, objectID: "x", confidence: 80, stated: Self.ago(stated))
            #expect(abs(found.now! - left) < 1e-9 && found.isSighted == isSighted && found.stated == 80)
        }
    }

    @Test("Not stated is not 0 and passes no minimum, until something is assumed in its place")
    func absent() {
        var quality = Quality(rules: QualityRules(), time: Self.now, minimum: 0)
        let none = quality.assess(Self.digest, objectID: nil, confidence: nil, stated: nil)
        #expect(none.now == nil && !quality.admits(none))
        quality.assumed = 50
        quality.minimum = 50
        let assumed = quality.assess(Self.digest, objectID: nil, confidence: nil, stated: Self.ago(5_000))
        #expect(assumed.now == 50 && quality.admits(assumed))
        quality.minimum = 51
        #expect(!quality.admits(assumed))
        quality.minimum = nil
        #expect(quality.admits(none))
    }

    @Test("Where a community has agreed on nothing, nothing fades")
    func off() {
        let quality = Quality(
            rules: nil, time: Self.now, evidence: QualityEvidence(disputes: ["x": 9]), minimum: 80)
        let found = quality.assess(Self.address, objectID: "x", confidence: 80, stated: Self.ago(9_000))
        #expect(found.now == 80 && quality.admits(found))
    }

    @Test(
        "Percentiles are those of the nearest rank",
        arguments: [
            ([], 50, nil), ([7], 50, 7), ([7], 90, 7), ([1, 2], 50, 1), ([1, 2, 3], 50, 2),
            (Array(1...10).map(Double.init), 90, 9), (Array(1...10).map(Double.init), 100, 10),
        ] as [([Double], Int, Double?)])
    func percentiles(_ rising: [Double], _ percent: Int, _ expected: Double?) {
        #expect(Usefulness.percentile(percent, of: rising) == expected)
    }
}
