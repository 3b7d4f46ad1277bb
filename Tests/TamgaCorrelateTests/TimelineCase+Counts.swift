private let three = "{type: event_count, rules: [a], timespan: 10s, condition: {gte: 3}}"
private let threeByUser = "{type: event_count, rules: [a], group-by: [u], timespan: 10s, condition: {gte: 3}}"

extension TimelineCase {
    static let counts: [TimelineCase] = [
        .init("The record that reaches the bound is the hit", [three], "0 a;1 a;2 a", ["A 2 3/3 from 0"]),
        .init("Below the bound there is none", [three], "0 a;1 a", []),
        .init("No event, no hit", [three], "", []),
        .init("Both ends of a window are in it", [three], "0 a;5 a;10 a", ["A 10 3/3 from 0"]),
        .init("A microsecond past the window is out of it", [three], "0 a;5 a;10.000001 a", []),
        .init("A window slides: it begins with no boundary", [three], "7 a;9 a;16 a;17 a", ["A 16 3/3 from 7"]),
        .init("Records of one instant are counted one by one", [three], "4 a;4 a;4 a", ["A 4 3/3 from 4"]),
        .init(
            "After a hit a group is quiet for a timespan", [three], "0 a;1 a;2 a;3 a;4 a;5 a;12 a", ["A 2 3/3 from 0"]),
        .init(
            "Two hits have no record in common", [three], "0 a;1 a;2 a;11 a;12 a;12.5 a;13 a",
            ["A 2 3/3 from 0", "A 12.5 3/3 from 11"]),
        .init(
            "What went on in the quiet is counted by the next hit", [three], "0 a;1 a;2 a;5 a;6 a;7 a;8 a;13 a",
            ["A 2 3/3 from 0", "A 13 5/5 from 5"]),
        .init(
            "A flood is one hit a timespan", [three], (0...40).map { "\($0) a" }.joined(separator: ";"),
            ["A 2 3/3 from 0", "A 13 11/11 from 3", "A 24 11/11 from 14", "A 35 11/11 from 25"]),
        .init(
            "Groups are counted apart", [threeByUser], "0 a u=x;1 a u=y;2 a u=x;3 a u=y;4 a u=x",
            ["A 4 [x] 3/3 from 0"]),
        .init(
            "Groups are quiet apart", [threeByUser], "0 a u=x;1 a u=x;2 a u=x;3 a u=y;4 a u=y;5 a u=y",
            ["A 2 [x] 3/3 from 0", "A 5 [y] 3/3 from 3"]),
        .init("Letter case tells groups apart", [threeByUser], "0 a u=x;1 a u=X;2 a u=x", []),
        .init(
            "A missing field is no group, and is counted", [threeByUser], "0 a u=x;1 a;2 a u=x", [], lost: [1, 0, 0]),
        .init("An empty value is a value", [threeByUser], "0 a u=;1 a u=;2 a u=", ["A 2 [] 3/3 from 0"]),
        .init(
            "Fields of group-by are all the same",
            ["{type: event_count, rules: [a], group-by: [u, h], timespan: 10s, condition: {gte: 2}}"],
            "0 a u=x h=1;1 a u=x h=2;2 a u=y h=1;3 a u=x h=2", ["A 3 [x 2] 2/2 from 1"]),
        .init(
            "Values are not run together",
            ["{type: event_count, rules: [a], group-by: [u, h], timespan: 10s, condition: {gte: 2}}"],
            "0 a u=ab h=c;1 a u=a h=bc", []),
        .init(
            "A record of several values is in each group", [threeByUser], "0 a u=x,y;1 a u=x;2 a u=x,z",
            ["A 2 [x] 3/3 from 0"]),
        .init(
            "Several rules are counted together",
            ["{type: event_count, rules: [a, b], timespan: 10s, condition: {gte: 3}}"], "0 a;1 b;2 a",
            ["A 2 3/3 from 0"]),
        .init(
            "A record that two rules match is counted once",
            ["{type: event_count, rules: [a, b], timespan: 10s, condition: {gte: 3}}"], "0 a+b;1 a", []),
        .init("Rules that are not named are not counted", [three], "0 a;1 b;2 a", []),
        .init(
            "gt is more than", ["{type: event_count, rules: [a], timespan: 10s, condition: {gt: 2}}"], "0 a;1 a;2 a",
            ["A 2 3/3 from 0"]),
        .init(
            "gt of nothing is the first record", ["{type: event_count, rules: [a], timespan: 10s, condition: {gt: 0}}"],
            "0 a;1 a;11 a;30 a", ["A 0 1/1 from 0", "A 11 2/2 from 1", "A 30 1/1 from 30"]),
        .init(
            "eq is decided when the window closes",
            ["{type: event_count, rules: [a], timespan: 10s, condition: {eq: 2}}"],
            "0 a;3 a;20 a;21 a;22 a;40 b;60 a;99 a",
            ["A 3 2/2 from 0"], lost: [0, 0, 1]),
        .init(
            "A window closes with the next record of whatever rule",
            [
                "{type: event_count, rules: [a], timespan: 10s, condition: {eq: 1}}",
                "{type: event_count, rules: [b], timespan: 10s, condition: {gte: 1}}",
            ], "0 a;20 b",
            ["A 0 1/1 from 0", "B 20 1/1 from 20"]),
        .init(
            "lt is not decided before the window's end",
            ["{type: event_count, rules: [a], timespan: 10s, condition: {lt: 3}}"], "0 a;1 a;9 a;10 a", [],
            lost: [0, 0, 1]),
        .init(
            "lt holds of a window with few", ["{type: event_count, rules: [a], timespan: 10s, condition: {lt: 3}}"],
            "0 a;1 a;11 a;12 a;13 a;40 a", ["A 1 2/2 from 0"], lost: [0, 0, 1]),
        .init(
            "The last instant of a closing window is in it",
            ["{type: event_count, rules: [a], timespan: 10s, condition: {lte: 2}}"], "0 a;10 a;10.5 a;30 a",
            ["A 10 2/2 from 0", "A 10.5 1/1 from 10.5"], lost: [0, 0, 1]),
        .init(
            "neq", ["{type: event_count, rules: [a], timespan: 10s, condition: {neq: 2}}"],
            "0 a;1 a;20 a;40 a", ["A 20 1/1 from 20"], lost: [0, 0, 1]),
        .init(
            "A range is both bounds", ["{type: event_count, rules: [a], timespan: 10s, condition: {gt: 1, lte: 2}}"],
            "0 a;20 a;21 a;40 a;41 a;42 a;60 a", ["A 21 2/2 from 20"], lost: [0, 0, 1]),
        .init(
            "The member in whose logs a record stood is a field",
            ["{type: event_count, rules: [a], group-by: [tamga.member], timespan: 10s, condition: {gte: 2}}"],
            "0 a m=KZ;1 a m=UZ;2 a m=KZ;3 a", ["A 2 [KZ] 2/2 from 0"], lost: [1, 0, 0]),
        .init(
            "So is each member that shared an indicator",
            ["{type: event_count, rules: [a], group-by: [tamga.producer], timespan: 10s, condition: {gte: 2}}"],
            "0 a p=KZ,UZ;1 a p=UZ;2 a p=TJ", ["A 1 [UZ] 2/2 from 0"]),
        .init(
            "At one time the order is that of the sources", [threeByUser],
            "1@2 a u=x;1@1 a u=x;1@3 a u=x", ["A 1 [x] 3/3 from 1"]),
        .init("Records may come in any order", [three], "2 a;0 a;1 a", ["A 2 3/3 from 0"]),
        .init("Times before 1970 are times", [three], "-5 a;-3 a;-1 a", ["A -1 3/3 from -5"]),
        .init("A record without a time of its own counts when it came", [three], "0 a;1! a;2 a", ["A 2 3/3 from 0"]),
    ]
}
