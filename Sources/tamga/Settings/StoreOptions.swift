import ArgumentParser
import FoundationEssentials
import TamgaStore

/// Where the store lies.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .long, help: "The store's file. [default: $TAMGA_STORE, else tamga/store.sqlite in the XDG data folder]")
    var store: String?

    /// The file that is meant.
    var path: String {
        if let store { return store }
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["TAMGA_STORE"], !path.isEmpty { return path }
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (data ?? (environment["HOME"] ?? ".") + "/.local/share") + "/tamga/store.sqlite"
    }

    /// Opens the store, which is made where it is missing.
    func open() throws -> Store { try Store(path: path) }
}
