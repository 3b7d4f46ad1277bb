/// Names with backslashes: registry keys and paths.
enum WindowsName {
    private static let hives: [(String, String)] = [
        ("hklm", "hkey_local_machine"), ("hkcu", "hkey_current_user"), ("hkcr", "hkey_classes_root"),
        ("hku", "hkey_users"), ("hkcc", "hkey_current_config"), ("\\registry\\machine", "hkey_local_machine"),
        ("\\registry\\user", "hkey_users"),
    ]

    /// Lower case, runs of backslashes folded, the hive's long name, no backslash at the end.
    static func registryKey(_ text: Span<UInt8>) -> [UInt8] {
        var bytes = folded(text, keepsUNC: false)
        while bytes.count > 1, bytes.last == 0x5C || (bytes.last.map(ASCII.isBlank) ?? false) { bytes.removeLast() }
        for (short, long) in hives where ASCII.hasPrefix(bytes.span, short) {
            var end = short.utf8.count
            if end < bytes.count, bytes[end] == 0x3A { end += 1 }
            if end == bytes.count || bytes[end] == 0x5C {
                return Array(long.utf8) + bytes[end...]
            }
        }
        return bytes
    }

    /// True where the text begins with a hive.
    static func beginsWithHive(_ text: Span<UInt8>) -> Bool {
        if ASCII.hasPrefix(text, "hkey_") { return true }
        for (short, _) in hives where ASCII.hasPrefix(text, short) {
            let end = short.utf8.count
            if end < text.count, text[end] == 0x5C || text[end] == 0x3A { return true }
        }
        return false
    }

    /// A Windows path in lower case with single backslashes (two at the start of `\\server`); another path as it is.
    static func path(_ text: Span<UInt8>) -> [UInt8] {
        let hasDrive =
            text.count > 2 && text[0].isASCIILetter && text[1] == 0x3A && (text[2] == 0x5C || text[2] == 0x2F)
        let isWindows =
            hasDrive || text[0] == 0x5C
            || (ASCII.firstIndex(of: 0x5C, in: text) != nil && ASCII.firstIndex(of: 0x2F, in: text) == nil)
        guard isWindows else { return ASCII.bytes(text) }
        var bytes = ASCII.bytes(text)
        for index in bytes.indices where bytes[index] == 0x2F { bytes[index] = 0x5C }
        return folded(bytes.span, keepsUNC: true)
    }

    private static func folded(_ text: Span<UInt8>, keepsUNC: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for index in text.indices {
            if text[index] == 0x5C, bytes.last == 0x5C, !(keepsUNC && bytes.count == 1) { continue }
            bytes.append(text[index].asciiLowercased)
        }
        return bytes
    }
}
