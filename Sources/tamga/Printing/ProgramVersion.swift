import CTamgaBuild

/// What the program calls itself.
enum ProgramVersion {
    /// The release.
    static let number = "0.1.0"

    /// The commit that it was built from; empty where the build was not told.
    static let commit: String = {
        var bytes: [UInt8] = []
        var place: Int32 = 0
        while place < 64, case let byte = tamga_commit_byte(place), byte != 0 {
            bytes.append(UInt8(truncatingIfNeeded: byte))
            place += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }()

    /// The release and, where it is known, the commit.
    static var text: String { commit.isEmpty ? number : "\(number) (\(commit))" }
}
