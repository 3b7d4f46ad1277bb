import TamgaMatch
import TamgaModel
import Testing

/// What tells that a followed file is still the same, and what was put aside of one.
@Suite struct FollowVerdictTests {
    @Test(
        "A file is the same while it begins as it did and is no shorter",
        arguments: [
            (10, "head", 10, "head", FileVerdict.unchanged), (10, "head", 11, "head", .grown),
            (10, "head", 11, "head and more", .grown), (10, "head", 9, "head", .startedOver),
            (10, "head", 0, "", .startedOver), (10, "head", 20, "other", .startedOver), (0, "", 5, "x", .grown),
            (0, "", 0, "", .unchanged), (10, "head", 20, "hea", .startedOver),
        ])
    func verdicts(_ taken: Int, _ head: String, _ size: Int, _ start: String, _ verdict: FileVerdict) {
        #expect(FileVerdict(taken: taken, head: Array(head.utf8), size: size, start: Array(start.utf8)) == verdict)
    }

    @Test(
        "Names that rotation gives",
        arguments: [
            ("l/app.log.1", true), ("l/app.log-20261124", true), ("l/app-20261124.log", true), ("l/app.1.log", true),
            ("l/app.log", false), ("l/apple.log", false), ("m/app.log.1", false), ("l/other.log.1", false),
        ])
    func sideNames(_ path: String, _ isOne: Bool) { #expect(Likeness.isSideName(path, of: "l/app.log") == isOne) }

    @Test(
        "A copy begins as the log did, is no shorter than what was read, and has a line end there",
        arguments: [
            ("app.log.1", 30, "line one\nline", UInt8?(0x0A), Likeness.copy),
            ("app.log.1", 18, "line one\nline", 0x0A, .copy),
            ("app.log.1", 17, "line one\nline", nil, .growing), ("app.log.1", 5, "line ", nil, .growing),
            ("app.log.1", 30, "line two\nline", 0x0A, .other), ("app.log.1", 30, "line one\nline", 0x61, .other),
            ("other.log", 30, "line one\nline", 0x0A, .other), ("app.log.1", 0, "", nil, .other),
        ])
    func copies(_ path: String, _ size: Int, _ start: String, _ byteBefore: UInt8?, _ likeness: Likeness) {
        let position = LogPosition(
            log: 1, path: "app.log", device: 1, inode: 2, offset: 18, line: 3, headerEnd: nil,
            head: Array("line one\nline two\n".utf8))
        let common = start.hasPrefix("line one") ? "line one\nline two\n" : start
        #expect(
            Likeness(position, path: path, size: size, start: Array(common.prefix(size).utf8), byteBefore: byteBefore)
                == likeness)
    }
}
