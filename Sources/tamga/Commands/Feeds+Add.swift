import ArgumentParser
import FoundationEssentials
import TamgaExchange
import TamgaFormats
import TamgaModel
import TamgaStore

extension Feeds {
    /// `tamga feeds add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add a feed. Nothing is fetched yet.",
            discussion: """
                The key is not kept: only the path of the file with it is (--key-file), or nothing where the environment has it
                when the feed runs (TAMGA_KEY_NAME, the name in capitals). docs/feeds.md has more.

                  tamga feeds add hub https://hub.example/taxii2/ --collection everything --from KZ --user kz-cert
                  tamga feeds add ips https://lists.example/ips.txt --kind list --from UZ
                """)

        @OptionGroup var storeOptions: StoreOptions
        @Option(help: "How it is fetched: auto, taxii, stix, misp, csv or list; auto goes by the URL.")
        var kind = FeedKind.auto
        @Option(help: "TAXII: the collection's id, alias or title.")
        var collection: String?
        @Option(help: "The member state that shares it, for what does not name its producer.")
        var from: MemberState?
        @Option(help: "Read the file as this format: \(FeedFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
        var format: FeedFormat?
        @Option(help: "The user, for HTTP Basic; without one a key goes as a bearer token.")
        var user: String?
        @Option(help: ArgumentHelp("The file with the key, which nobody else may read.", valueName: "file"))
        var keyFile: String?
        @Option(help: ArgumentHelp("A PEM file: these authorities are trusted, and no others.", valueName: "file"))
        var ca: String?
        @Option(help: ArgumentHelp("The proxy, as http://HOST:PORT.", valueName: "url"))
        var proxy: String?

        @Argument(help: "The feed's name: letters, digits, “.”, “-” and “_”.")
        var name: String
        @Argument(help: "Its URL.")
        var url: String

        func validate() throws {
            let isName = name.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || "._-".unicodeScalars.contains($0))
            }
            guard isName, 1...100 ~= name.utf8.count else {
                throw ValidationError("A feed's name is letters, digits, “.”, “-” and “_”, at most 100.")
            }
            if let proxy, proxy.contains("@") {
                throw ValidationError("The store keeps no keys: put a proxy's URL with one into HTTPS_PROXY.")
            }
        }

        func run() throws {
            try Failure.reporting {
                let address = try WebAddress(url)
                var settings = FeedSettings()
                settings.collection = collection
                settings.from = from?.code
                settings.user = user
                settings.keyFile = keyFile.map(Self.absolute)
                settings.authorityFile = ca.map(Self.absolute)
                settings.proxy = proxy
                settings.format = format?.rawValue
                let feed = StoredFeed(name: name, url: url, kind: kind.rawValue, settings: settings.text)
                guard try storeOptions.open().addFeed(feed) else {
                    throw FailedInput(
                        description: "there is a feed “\(name)”; “tamga feeds remove \(name)” comes first")
                }
                let kind = kind.resolved(for: address)
                StandardError.line(
                    "\(name): \(kind == .auto ? "a file whose format is recognised" : kind.rawValue), \(address)")
            }
        }

        /// Feeds run from any folder.
        private static func absolute(_ path: String) -> String {
            path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        }
    }
}
