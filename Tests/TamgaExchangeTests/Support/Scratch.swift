import Foundation
import TamgaExchange
import TamgaModel
import TamgaStore

/// A folder with a store, gone after the test.
final class Scratch: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tamga-exchange-\(UUID().uuidString)")
    let store: Store

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try Store(path: folder.appending(path: "store.sqlite").path)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The ids of the objects in the store.
    func ids() throws -> Set<String> { Set(try store.objects(matching: ObjectQuery()).map(\.id)) }
}

/// An indicator's id and its JSON.
func indicatorID(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "indicator--00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
}

func indicator(_ number: Int) -> String {
    """
    {"type":"indicator","spec_version":"2.1","id":"\(indicatorID(number))","created":"2026-01-01T00:00:00.000Z",\
    "modified":"2026-01-01T00:00:00.000Z","pattern":"[domain-name:value = 'h\(number).example']",\
    "pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}
    """
}

/// Settings that do not wait long before they try again, and long for an answer.
func quick(retries: Int = 3) -> WebSettings {
    var settings = WebSettings()
    settings.connectSeconds = Patience.seconds
    settings.idleSeconds = Patience.seconds
    settings.retry = RetryPlan(
        retries: retries, firstMilliseconds: 5, longestMilliseconds: 20, longestAskedMilliseconds: 50, seed: 1)
    return settings
}

/// The URL of the one collection of fake servers.
let collectionPath = "/root/collections/1/"
