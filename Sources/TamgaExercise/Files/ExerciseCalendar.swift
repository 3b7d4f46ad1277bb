import TamgaModel

/// How busy each hour of an exercise is in a member's time zone.
struct ExerciseCalendar: Sendable {
    /// 2026-11-02T00:00:00Z, a Monday.
    static let start: Int64 = 1_793_577_600

    let hours: Int
    /// The sum of the weights before each hour; one more than there are hours.
    private let sums: [Int]

    /// The hours of a log.
    init(days: Int, _ profile: MemberProfile, _ rhythm: LogDialect.Rhythm) {
        hours = days * 24
        var sums = [0]
        for hour in 0..<days * 24 {
            let local = hour * 60 + profile.offsetMinutes
            let ofDay = (local / 60 % 24 + 24) % 24
            let day = (local >= 0 ? local / 1_440 : -1) + 7
            sums.append((sums.last ?? 0) + Self.weight(ofDay, isWeekend: profile.weekend.contains(day % 7), rhythm))
        }
        self.sums = sums
    }

    /// How many of so many lines come before an hour.
    func lines(before hour: Int, of count: Int) -> Int {
        let (high, low) = count.multipliedFullWidth(by: sums[hour])
        return sums[hours].dividingFullWidth((high, low)).quotient
    }

    private static func weight(_ hour: Int, isWeekend: Bool, _ rhythm: LogDialect.Rhythm) -> Int {
        switch rhythm {
        case .machines: return hour >= 8 && hour < 19 ? 100 : 70
        case .visitors: return [12, 8, 6, 5, 5, 8, 15, 30, 55, 80, 95, 100][hour < 12 ? hour : 23 - hour]
        case .office:
            let office = [3, 3, 3, 3, 3, 4, 8, 25, 70, 100, 100, 95, 60, 80, 100, 95, 85, 60, 25, 12, 8, 6, 4, 3][hour]
            return isWeekend ? 3 + office / 12 : office
        }
    }
}
