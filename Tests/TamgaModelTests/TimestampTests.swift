import TamgaModel
import Testing

/// An instant has a date in the years 0001 to 9999, in UTC, or it is none.
@Suite struct TimestampTests {
    static let texts: [(text: String, read: String?)] = [
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
        ("9999-12-31T23:59:60Z", nil),
        ("9999-12-31T23:00:00-05:00", nil),
        ("9999-12-31T23:00:00+05:00", "9999-12-31T18:00:00Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+00:01", nil),
        ("0001-01-01T00:00:00-00:01", "0001-01-01T00:01:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ]

    @Test("What would lie before year 1 or behind year 9999 in UTC is no time", arguments: texts)
    func edges(_ text: String, _ read: String?) {
        #expect(Timestamp(rfc3339: text).map { "\($0)" } == read)
    }

    @Test("The first and the last instant have the dates that they should")
    func dated() {
        #expect("\(Timestamp(microseconds: Timestamp.dated.lowerBound))" == "0001-01-01T00:00:00Z")
        #expect("\(Timestamp(microseconds: Timestamp.dated.upperBound))" == "9999-12-31T23:59:59.999999Z")
    }
}
