import FoundationEssentials
import TamgaModel
import TamgaRelease
import TamgaStore

/// What goes into the log of releases about one time that something leaves by one door.
struct ReleaseEntry {
    let recipient: Recipient
    let door: String
    let time: Timestamp
    /// Who lets it out; `nil` is the user.
    let by: String?
    let reason: String?

    /// Written before anything leaves: what fails afterwards was released all the same.
    func log(
        in store: Store, _ released: [ReleaseReason], _ withheld: [ReleaseReason], _ items: [ReleasedItem]
    ) throws {
        let environment = ProcessInfo.processInfo.environment
        let user = [by, environment["SUDO_USER"], environment["LOGNAME"], environment["USER"]].compactMap { $0 }
            .first { !$0.isEmpty }
        try store.log(
            Release(
                time: time, recipient: recipient.description, door: door, actor: user ?? "unknown",
                purpose: reason ?? "", released: Dictionary(released.map { ($0.code, 1) }, uniquingKeysWith: +),
                withheld: Dictionary(withheld.map { ($0.code, 1) }, uniquingKeysWith: +)),
            items: items)
    }
}
