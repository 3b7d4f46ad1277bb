extension EmbeddedFile {
    /// The text log formats, in the order in which they are tried. A test holds the list against the folder.
    public static let formats: [EmbeddedFile] = [
        EmbeddedFile(name: "rules/formats/access.yml", bytes: PackageResources.access_yml),
        EmbeddedFile(name: "rules/formats/auth.yml", bytes: PackageResources.auth_yml),
        EmbeddedFile(name: "rules/formats/aws.yml", bytes: PackageResources.aws_yml),
        EmbeddedFile(name: "rules/formats/cisco-asa.yml", bytes: PackageResources.cisco_asa_yml),
        EmbeddedFile(name: "rules/formats/clamav.yml", bytes: PackageResources.clamav_yml),
        EmbeddedFile(name: "rules/formats/containers.yml", bytes: PackageResources.containers_yml),
        EmbeddedFile(name: "rules/formats/cron.yml", bytes: PackageResources.cron_yml),
        EmbeddedFile(name: "rules/formats/database.yml", bytes: PackageResources.database_yml),
        EmbeddedFile(name: "rules/formats/dns.yml", bytes: PackageResources.dns_yml),
        EmbeddedFile(name: "rules/formats/error.yml", bytes: PackageResources.error_yml),
        EmbeddedFile(name: "rules/formats/ftp.yml", bytes: PackageResources.ftp_yml),
        EmbeddedFile(name: "rules/formats/haproxy.yml", bytes: PackageResources.haproxy_yml),
        EmbeddedFile(name: "rules/formats/honeypots.yml", bytes: PackageResources.honeypots_yml),
        EmbeddedFile(name: "rules/formats/iptables.yml", bytes: PackageResources.iptables_yml),
        EmbeddedFile(name: "rules/formats/mail.yml", bytes: PackageResources.mail_yml),
        EmbeddedFile(name: "rules/formats/pf.yml", bytes: PackageResources.pf_yml),
        EmbeddedFile(name: "rules/formats/santa.yml", bytes: PackageResources.santa_yml),
        EmbeddedFile(name: "rules/formats/squid.yml", bytes: PackageResources.squid_yml),
        EmbeddedFile(name: "rules/formats/sshd.yml", bytes: PackageResources.sshd_yml),
        EmbeddedFile(name: "rules/formats/suricata.yml", bytes: PackageResources.suricata_yml),
        EmbeddedFile(name: "rules/formats/syslog.yml", bytes: PackageResources.syslog_yml),
    ]

    /// The map of log sources.
    public static let logSources = EmbeddedFile(
        name: "rules/logsources.yml", bytes: PackageResources.logsources_yml)
}
