extension Observable {
    /// The observable that a text is by its own form, or `nil` where the form does not tell.
    ///
    /// In this order, the first that fits: URL (`scheme://`); address or network; registry key (with a
    /// hive); file path (`/…`, `X:\…`, `\\…`); MAC address with separators; digest by length (32
    /// digits are MD5, never JA3); Ethereum address; JA4; `AS123`; e-mail; bech32, then base58 address;
    /// file name with a known extension; domain whose last label can be a top-level domain. Where an
    /// extension is also a top-level domain (`.sh`, `.zip`, `.com`), it is a domain.
    public static func guess(_ text: some StringProtocol) -> Observable? {
        let bytes = Array(text.utf8)
        let whole = bytes.span
        let text = whole.extracting(ASCII.trimmed(whole))
        guard 2...65_535 ~= text.count else { return nil }
        if URLText.schemeLength(text) != nil { return make(.url, URLText.canonical(text)) }
        if let found = ipv4(text) ?? ipv6(text) { return found }
        if WindowsName.beginsWithHive(text) { return observable(.registryKey, text) }
        if isPath(text) { return observable(.filePath, text) }
        if text.count == 14 || text.count == 17, let found = make(.macAddress, Hexadecimal.macAddress(text)) {
            return found
        }
        if let type = digestType(text.count), Hexadecimal.isHexadecimal(text) {
            return make(type, Hexadecimal.bytes(text))
        }
        if CryptocurrencyAddress.isEthereum(text) { return observable(.cryptocurrencyAddress, text) }
        if let found = make(.ja4, ja4(text)) { return found }
        if ASCII.hasPrefix(text, "as"), text.count > 2, text[2].isASCIIDigit,
            let found = make(.autonomousSystem, autonomousSystem(text))
        {
            return found
        }
        if ASCII.firstIndex(of: 0x40, in: text) != nil { return make(.emailAddress, EmailAddress.canonical(text)) }
        if CryptocurrencyAddress.isBech32(text) || CryptocurrencyAddress.isBase58(text) {
            return observable(.cryptocurrencyAddress, text)
        }
        return nameOrDomain(text)
    }

    private static func nameOrDomain(_ text: Span<UInt8>) -> Observable? {
        guard let domain = DomainName.canonical(text) else {
            guard let dot = lastDot(text), isFileExtension(text.extracting(dot + 1..<text.count)) else { return nil }
            return observable(.fileName, text)
        }
        guard let dot = lastDot(domain.span) else { return nil }
        let last = domain.span.extracting(dot + 1..<domain.count)
        if isFileExtension(last) { return observable(.fileName, text) }
        guard last.count >= 2 else { return nil }
        if !ASCII.hasPrefix(last, "xn--") {
            for index in last.indices where !last[index].isASCIILetter { return nil }
        }
        return Observable(type: .domainName, canonicalBytes: domain)
    }

    private static func lastDot(_ text: Span<UInt8>) -> Int? {
        var index = text.count - 1
        while index > 0 {
            if text[index] == 0x2E { return index }
            index -= 1
        }
        return nil
    }

    private static func make(_ type: ObservableType, _ bytes: [UInt8]?) -> Observable? {
        bytes.map { Observable(type: type, canonicalBytes: $0) }
    }

    private static func observable(_ type: ObservableType, _ text: Span<UInt8>) -> Observable? {
        try? Observable(type, text: ASCII.bytes(text))
    }

    private static func isPath(_ text: Span<UInt8>) -> Bool {
        if text[0] == 0x2F { return true }
        if text[0] == 0x5C, text[1] == 0x5C { return true }
        return text.count > 3 && text[0].isASCIILetter && text[1] == 0x3A && text[2] == 0x5C
    }

    private static func digestType(_ digits: Int) -> ObservableType? {
        switch digits {
        case 32: .md5
        case 40: .sha1
        case 56: .sha224
        case 64: .sha256
        case 96: .sha384
        case 128: .sha512
        default: nil
        }
    }

    private static func isFileExtension(_ text: Span<UInt8>) -> Bool {
        guard 1...10 ~= text.count else { return false }
        return fileExtensions.contains(ASCII.lowercased(text))
    }

    /// Extensions that are no top-level domain: `zip`, `one`, `dot` and `cab` are both, and a domain is found wherever
    /// a file of that name would be.
    private static let fileExtensions: Set<[UInt8]> = Set(
        """
        exe dll sys scr bat cmd ps1 psm1 psd1 vbs vbe js jse wsf wsh hta lnk msi msp cpl ocx drv
        efi bin dat tmp log txt csv json xml yml yaml ini cfg conf reg inf htm html xhtml shtml php php3
        php5 phtml asp aspx ashx asmx jsp jspx cgi css jpg jpeg png gif bmp ico svg webp mp3 mp4 avi
        mkv wav pdf doc docx docm dotx dotm xls xlsx xlsm xlsb xlt xltm ppt pptx pptm pps ppsx rtf
        odt ods odp chm eml msg rar 7z gz bz2 xz zst tgz tar iso img vhd vhdx jar war ear apk
        ipa dex class pyc pyw deb rpm dmg pkg elf ko lib obj pdb swf torrent bak old key pem crt cer pfx
        p12 db sqlite mdb evtx pcap pcapng dmp hlp theme url mui job
        """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
}
