import ArgumentParser
import FoundationEssentials
import TamgaStore

/// Where the store lies.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .long, help: "The store's file. [default: $TAMGA_STORE, else tamga/store.sqlite in the XDG data folder]")
    var store: String?

    /// The endings of the files that belong to a store: itself, SQLite's beside it, and the compiled table.
    static let endings = ["", "-wal", "-shm", "-journal", ".snapshot"]

    /// The file that is meant.
    ///
    /// - Throws: `ValidationError` where nothing says where the user's data lie.
    func path() throws -> String {
        if let store { return store }
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["TAMGA_STORE"], !path.isEmpty { return path }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/tamga/store.sqlite" }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw ValidationError("HOME is not set: name a store with --store or TAMGA_STORE.")
        }
        return home + "/.local/share/tamga/store.sqlite"
    }

    /// The files that belong to the store, there or not.
    func files() throws -> Set<FileIdentity> {
        let path = try path()
        return Set(Self.endings.compactMap { FileIdentity.output(path + $0) })
    }

    /// Opens the store, which is made where it is missing.
    func open() throws -> Store { try Store(path: path()) }

    /// Opens the store for reading only; `nil` where it is missing.
    func openForReading() throws -> Store? {
        let path = try path()
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try Store(path: path, access: .readOnly)
    }
}
