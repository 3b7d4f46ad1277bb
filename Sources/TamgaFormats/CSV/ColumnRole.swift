public import TamgaModel

/// What a column of a CSV feed holds.
public enum ColumnRole: Hashable, Sendable {
    /// Values whose kind is told by the ``kind`` column, else by their form.
    case value
    /// Values of one kind.
    case observable(ObservableType)
    /// The kind of the ``value`` column, in any of the names that feeds use.
    case kind
    /// 0 … 100, a fraction up to 1 with a point, or `low`, `medium`, `high`.
    case confidence
    /// The first instant at which the row holds.
    case validFrom
    /// The first instant at which it no longer holds.
    case validUntil
    /// A TLP label.
    case marking
    /// Labels, separated by `,`, `;`, `|` or blanks around them.
    case labels
    /// A title or remark; the first one that is not empty counts.
    case name
    /// The STIX id of the identity that states it.
    case createdBy
    /// Nothing that is read.
    case ignored
}

extension ColumnRole {
    /// What a header's name suggests; ``ignored`` where it suggests nothing.
    init(header name: String) {
        var key = String(name.lowercased().map { $0 == " " || $0 == "-" || $0 == "." ? "_" : $0 })
        if key.hasPrefix("\u{FEFF}") { key.removeFirst() }
        if let role = Self.roles[key] {
            self = role
        } else if let type = ObservableType(feedName: key) {
            self = .observable(type)
        } else {
            self = .ignored
        }
    }

    /// True where the column holds values to look for.
    var isObservable: Bool {
        switch self {
        case .value, .observable: true
        default: false
        }
    }

    private static let roles: [String: ColumnRole] = [
        "indicator": .value, "value": .value, "ioc": .value, "ioc_value": .value, "indicator_value": .value,
        "observable": .value, "ip": .value, "ip_address": .value, "ipaddress": .value, "ip_addr": .value, "ips": .value,
        "dst_ip": .value, "src_ip": .value, "dest_ip": .value, "dstip": .value, "srcip": .value, "address": .value,
        "host": .value, "hash": .value, "file_hash": .value, "filehash": .value, "cidr": .value, "network": .value,
        "subnet": .value, "indicators": .value, "iocs": .value,
        "type": .kind, "ioc_type": .kind, "indicator_type": .kind, "kind": .kind, "observable_type": .kind,
        "confidence": .confidence, "confidence_level": .confidence, "score": .confidence,
        "first_seen": .validFrom, "first_seen_utc": .validFrom, "firstseen": .validFrom, "valid_from": .validFrom,
        "date_added": .validFrom, "dateadded": .validFrom, "listingdate": .validFrom, "start": .validFrom,
        "valid_until": .validUntil, "expires": .validUntil, "expiry": .validUntil, "expiration": .validUntil,
        "expiration_date": .validUntil, "end": .validUntil,
        "tlp": .marking, "marking": .marking,
        "tags": .labels, "labels": .labels, "tag": .labels, "label": .labels, "threat_type": .labels,
        "malware": .labels, "malware_family": .labels, "category": .labels, "categories": .labels,
        "description": .name, "title": .name, "name": .name, "comment": .name, "comments": .name, "note": .name,
        "notes": .name, "listingreason": .name, "threat": .name, "malware_printable": .name, "signature": .name,
        "created_by_ref": .createdBy, "created_by": .createdBy,
    ]
}
