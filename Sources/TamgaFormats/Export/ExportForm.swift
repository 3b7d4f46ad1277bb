/// The forms in which values are handed on.
public enum ExportForm: String, Hashable, Sendable, CaseIterable {
    /// STIX 2.1: a bundle of objects as they came.
    case stix
    /// A row a statement.
    case csv
    /// One value a line.
    case list
    /// Zeek's intelligence framework.
    case zeekIntel = "zeek-intel"
    /// Suricata rules.
    case suricataRules = "suricata-rules"
    /// A Suricata dataset, of one kind of value.
    case suricataDataset = "suricata-dataset"
    /// A response policy zone.
    case rpz
    /// A hosts file.
    case hosts
    /// An nftables table with its sets.
    case nftables
    /// A fragment of squid's configuration.
    case squid
    /// Sigma rules.
    case sigma
    /// A MISP event.
    case misp

    /// True for forms that products block or alarm by: what is known to be harmless does not belong there.
    public var isForProducts: Bool {
        switch self {
        case .stix, .csv, .misp: false
        default: true
        }
    }

    /// A writer of this form; `nil` for STIX, which ``StixObjectsWriter`` writes.
    public func writer(_ context: ExportContext) -> (any ValueForm)? {
        switch self {
        case .stix: nil
        case .csv: CSVForm()
        case .list: ListForm()
        case .zeekIntel: ZeekIntelForm()
        case .suricataRules: SuricataRulesForm(context)
        case .suricataDataset: SuricataDatasetForm()
        case .rpz: RPZForm(context)
        case .hosts: HostsForm(context)
        case .nftables: NftablesForm(context)
        case .squid: SquidForm(context)
        case .sigma: SigmaForm(context)
        case .misp: MISPForm(context)
        }
    }
}
