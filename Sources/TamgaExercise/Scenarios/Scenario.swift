/// A scenario: what happens to whom, and in which kinds of logs it shows.
public enum Scenario: String, CaseIterable, Sendable {
    /// A mail with a link, a loader, a beacon, data taken out.
    case phishingCampaign = "phishing-campaign"
    /// Guessed passwords, stolen credentials, copies made useless, files encrypted.
    case ransomware
    /// From remote access into the network of a water utility, to its controllers.
    case waterUtility = "water-utility"
    /// A hole in a web site, a shell behind it, the way inside.
    case webShell = "web-shell"
    /// No intrusion: ordinary traffic alone, for measuring.
    case traffic

    /// One line that says what it is.
    public var title: String {
        switch self {
        case .phishingCampaign: "From a phishing mail to a beacon and to data that leaves"
        case .ransomware: "From guessed passwords to encrypted files"
        case .waterUtility: "From remote access to the controllers of a water utility"
        case .webShell: "From a hole in a web site to the servers behind it"
        case .traffic: "Ordinary traffic alone, to measure with"
        }
    }

    /// How many members it needs; more may take part.
    public var leastMembers: Int { self == .traffic ? 1 : 2 }

    /// How many days it needs.
    public var leastDays: Int { self == .traffic ? 1 : 5 }

    /// The kinds of logs that members have in it.
    var kinds: [LogDialect.Kind] {
        switch self {
        case .phishingCampaign: [.mail, .proxy, .names, .firewall, .windows]
        case .ransomware: [.proxy, .names, .firewall, .windows]
        case .waterUtility: [.names, .firewall, .windows, .plant]
        case .webShell: [.web, .names, .firewall, .windows, .ssh, .audit]
        case .traffic: LogDialect.Kind.allCases
        }
    }

    /// What is planted, shared and asked.
    func script(_ writer: inout ScenarioWriter) {
        switch self {
        case .phishingCampaign: writer.writePhishingCampaign()
        case .ransomware: writer.writeRansomware()
        case .waterUtility: writer.writeWaterUtility()
        case .webShell: writer.writeWebShell()
        case .traffic: break
        }
    }
}
