import FoundationEssentials
import GRDB
public import TamgaModel
import TamgaUUID

extension Store {
    /// Adds an account, or gives one that was removed a new key.
    ///
    /// - Parameters:
    ///   - name: What ``Account/isName(_:)`` allows.
    ///   - recipient: A member's code, a partner's name, or `anyone`.
    /// - Returns: The key, which is kept nowhere; `nil` where the name is in use, or was somebody else's once: names
    ///   stand in the log of releases, and go to nobody else.
    public func addAccount(
        _ name: String, for recipient: String, role: Account.Role, at time: Timestamp
    ) throws(StoreError) -> String? {
        let key = AccountKey(making: name)
        let salt = RandomBytes.make(16)
        let isAdded = try add(name, for: recipient, role, salt: salt, digest: key.digest(salt: salt), at: time)
        return isAdded ? key.text : nil
    }

    /// Adds an account that signs in by a certificate and has no key; otherwise as ``addAccount(_:for:role:at:)``.
    ///
    /// - Parameter certificate: The certificate in DER. Only a digest of it is kept.
    /// - Returns: False where the name is in use, or was somebody else's once.
    public func addAccount(
        _ name: String, for recipient: String, role: Account.Role, certificate: [UInt8], at time: Timestamp
    ) throws(StoreError) -> Bool {
        let salt = RandomBytes.make(16)
        let digest = AccountKey.digest(certificate: certificate, salt: salt)
        return try add(name, for: recipient, role, salt: salt, digest: digest, at: time)
    }

    private func add(
        _ name: String, for recipient: String, _ role: Account.Role, salt: [UInt8], digest: [UInt8], at time: Timestamp
    ) throws(StoreError) -> Bool {
        precondition(Account.isName(name), "not the name of an account")
        return try write { db in
            try db.execute(
                sql: """
                    INSERT INTO account (name, recipient, role, salt, digest, created) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET role = excluded.role, salt = excluded.salt,
                        digest = excluded.digest, created = excluded.created, removed = NULL
                    WHERE removed IS NOT NULL AND recipient = excluded.recipient
                    """,
                arguments: [name, recipient, role.rawValue, Data(salt), Data(digest), time.microseconds])
            return db.changesCount == 1
        }
    }

    /// Removes an account: its key is refused from now on. The name stays taken.
    ///
    /// - Returns: False where there is no such account.
    public func removeAccount(_ name: String, at time: Timestamp) throws(StoreError) -> Bool {
        try write { db in
            try db.execute(
                sql: "UPDATE account SET removed = ? WHERE name = ? AND removed IS NULL",
                arguments: [time.microseconds, name])
            return db.changesCount == 1
        }
    }

    /// Every account by name, the removed ones too.
    public func accounts() throws(StoreError) -> [Account] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT name, recipient, role, created, removed FROM account ORDER BY name")
                .compactMap(Self.account)
        }
    }

    /// The account that a key belongs to; `nil` for a wrong key and for that of an account that was removed.
    ///
    /// Takes as long for a name that there is not as for a wrong key.
    public func account(presenting key: String) throws(StoreError) -> Account? {
        guard let key = AccountKey(key) else { return nil }
        let (account, salt, digest) = try read { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT name, recipient, role, created, removed, salt, digest FROM account WHERE name = ?"),
                arguments: [key.name])
            return (
                try row.flatMap(Self.account), try row?.bytes(5) ?? [UInt8](repeating: 0, count: 16),
                try row?.bytes(6) ?? [UInt8](repeating: 0, count: 32)
            )
        }
        let isSame = MessageAuthentication.isSame(key.digest(salt: salt), digest)
        guard isSame, let account, account.removed == nil else { return nil }
        return account
    }

    /// The account that a certificate belongs to; `nil` for one of nobody, and for that of an account that was removed.
    ///
    /// - Parameter certificate: In DER; that it is valid has been seen before.
    /// - Complexity: O(accounts).
    public func account(certificate: [UInt8]) throws(StoreError) -> Account? {
        try read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT name, recipient, role, created, removed, salt, digest FROM account
                    WHERE removed IS NULL ORDER BY name
                    """)
            while let row = try rows.next() {
                let digest = AccountKey.digest(certificate: certificate, salt: try row.bytes(5))
                if MessageAuthentication.isSame(digest, try row.bytes(6)) { return try Self.account(row) }
            }
            return nil
        }
    }

    private static func account(_ row: Row) throws -> Account? {
        guard let role = Account.Role(rawValue: try row[2]) else { return nil }
        return try Account(
            name: row[0], recipient: row[1], role: role, created: row.timestamp(3),
            removed: row.time(4))
    }
}
