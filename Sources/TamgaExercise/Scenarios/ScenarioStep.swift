import TamgaModel

/// An act of an intrusion.
struct ScenarioStep: Sendable {
    /// Such as `UZ-3`: the member and the act's number there.
    let id: String
    let title: String
    /// The technique's id in ATT&CK, such as `T1566.002`.
    let technique: String
    let member: MemberState
    /// What the intruder does and what shows it, for the trainer.
    let account: String
}
