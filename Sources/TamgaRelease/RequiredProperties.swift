/// The properties that an object cannot do without (STIX 2.1 §3 to §7).
enum RequiredProperties {
    /// True for a property that every object or one of this type must have, and for one that an observable's
    /// id is made from: the id tells it to whoever can guess it.
    static func contains(_ property: String, type: String) -> Bool {
        common.contains(property) || ofType[type]?.contains(property) == true
    }

    private static let common: Set<String> = [
        "type", "spec_version", "id", "created", "modified", "object_marking_refs", "granular_markings",
    ]

    private static let ofType: [String: Set<String>] = [
        "attack-pattern": ["name"],
        "campaign": ["name"],
        "course-of-action": ["name"],
        "grouping": ["context", "object_refs"],
        "identity": ["name"],
        "incident": ["name"],
        "indicator": ["pattern", "pattern_type", "valid_from"],
        "infrastructure": ["name"],
        "intrusion-set": ["name"],
        "location": ["region", "country", "latitude", "longitude"],
        "malware": ["is_family"],
        "malware-analysis": ["product", "result", "analysis_sco_refs"],
        "note": ["content", "object_refs"],
        "observed-data": ["first_observed", "last_observed", "number_observed", "object_refs", "objects"],
        "opinion": ["opinion", "object_refs"],
        "report": ["name", "published", "object_refs"],
        "threat-actor": ["name"],
        "tool": ["name"],
        "vulnerability": ["name"],
        "relationship": ["relationship_type", "source_ref", "target_ref"],
        "sighting": ["sighting_of_ref"],
        "language-content": ["object_ref", "contents"],
        "marking-definition": ["definition_type", "definition", "extensions", "name"],
        "extension-definition": ["name", "schema", "version", "extension_types", "created_by_ref"],
        // What the ids of observables are made from (STIX 2.1 §6, “ID Contributing Properties”).
        "artifact": ["hashes", "payload_bin", "url"],
        "autonomous-system": ["number"],
        "directory": ["path"],
        "domain-name": ["value"],
        "email-addr": ["value"],
        "email-message": ["is_multipart", "from_ref", "subject", "body"],
        "file": ["hashes", "name", "extensions", "parent_directory_ref"],
        "ipv4-addr": ["value"],
        "ipv6-addr": ["value"],
        "mac-addr": ["value"],
        "mutex": ["name"],
        "network-traffic": [
            "start", "end", "src_ref", "dst_ref", "src_port", "dst_port", "protocols", "extensions",
        ],
        "software": ["name", "cpe", "swid", "vendor", "version"],
        "url": ["value"],
        "user-account": ["account_type", "user_id", "account_login"],
        "windows-registry-key": ["key", "values"],
        "x509-certificate": ["hashes", "serial_number"],
    ]
}
