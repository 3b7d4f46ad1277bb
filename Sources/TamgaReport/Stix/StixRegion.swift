import TamgaModel

/// The region of a country in the words of STIX 2.1 §10.22 (`region-ov`), after the United Nations' M49.
enum StixRegion {
    /// `nil` for codes that M49 does not place.
    static func region(of state: MemberState) -> String? { regions[state.code] }

    private static let regions: [String: String] = {
        var regions: [String: String] = [:]
        for (region, codes) in table {
            for code in codes.split(separator: " ") { regions[String(code)] = region }
        }
        return regions
    }()

    private static let table = [
        ("central-asia", "KG KZ TJ TM UZ"),
        ("eastern-asia", "CN HK JP KP KR MN MO"),
        ("south-eastern-asia", "BN ID KH LA MM MY PH SG TH TL VN"),
        ("southern-asia", "AF BD BT IN IR LK MV NP PK"),
        ("western-asia", "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE"),
        ("eastern-europe", "BG BY CZ HU MD PL RO RU SK UA"),
        ("northern-europe", "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ"),
        ("southern-europe", "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA"),
        ("western-europe", "AT BE CH DE FR LI LU MC NL"),
        ("northern-africa", "DZ EG EH LY MA SD TN"),
        ("eastern-africa", "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW"),
        ("middle-africa", "AO CD CF CG CM GA GQ ST TD"),
        ("southern-africa", "BW LS NA SZ ZA"),
        ("western-africa", "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG"),
        ("caribbean", "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI"),
        ("central-america", "BZ CR GT HN MX NI PA SV"),
        ("south-america", "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE"),
        ("northern-america", "BM CA GL PM US"),
        ("australia-new-zealand", "AU CC CX HM NF NZ"),
        ("melanesia", "FJ NC PG SB VU"),
        ("micronesia", "FM GU KI MH MP NR PW UM"),
        ("polynesia", "AS CK NU PF PN TK TO TV WF WS"),
        ("antarctica", "AQ"),
    ]
}
