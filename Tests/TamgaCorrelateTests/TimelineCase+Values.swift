private let users = "{type: value_count, rules: [a], timespan: 10s, condition: {field: u, gte: 3}}"

extension TimelineCase {
    static let values: [TimelineCase] = [
        .init("Different values are counted", [users], "0 a u=x;1 a u=y;2 a u=x;3 a u=z", ["A 3 3/4 from 0"]),
        .init(
            "A value that is seen again stays in the window", [users], "0 a u=x;1 a u=y;9 a u=x;11 a u=z",
            ["A 11 3/3 from 1"]),
        .init("A value that is not seen again leaves it", [users], "0 a u=x;1 a u=y;10.5 a u=z", []),
        .init("A record without the field is counted apart", [users], "0 a u=x;1 a;2 a u=y", [], lost: [0, 1, 0]),
        .init("Each value of a field counts", [users], "0 a u=x,y,z", ["A 0 3/1 from 0"]),
        .init(
            "Several fields are one value together",
            ["{type: value_count, rules: [a], timespan: 10s, condition: {field: [u, h], gte: 3}}"],
            "0 a u=x h=1;1 a u=x h=2;2 a u=x h=1;3 a u=y h=1", ["A 3 3/4 from 0"]),
        .init(
            "Of several fields none may be missing",
            ["{type: value_count, rules: [a], timespan: 10s, condition: {field: [u, h], gte: 1}}"],
            "0 a u=x;1 a h=1", [], lost: [0, 2, 0]),
        .init(
            "Different members in whose logs it was seen",
            ["{type: value_count, rules: [a], group-by: [u], timespan: 1d, condition: {field: tamga.member, gte: 3}}"],
            "0 a u=x m=KZ;100 a u=x m=UZ;200 a u=y m=TJ;300 a u=x m=UZ;400 a u=x m=TJ", ["A 400 [x] 3/4 from 0"]),
        .init(
            "Records that nobody's logs hold do not count as a member",
            ["{type: value_count, rules: [a], group-by: [u], timespan: 1d, condition: {field: tamga.member, gte: 2}}"],
            "0 a u=x m=KZ;100 a u=x", [], lost: [0, 1, 0]),
        .init(
            "Exactly so many values, when the window closes",
            ["{type: value_count, rules: [a], timespan: 10s, condition: {field: u, eq: 2}}"],
            "0 a u=x;1 a u=y;2 a u=x;20 a u=x;40 a u=x", ["A 2 2/3 from 0"], lost: [0, 0, 1]),
        .init(
            "After a hit values are counted anew", [users],
            "0 a u=x;1 a u=y;2 a u=z;12.5 a u=x;13 a u=y;14 a u=z", ["A 2 3/3 from 0", "A 14 3/3 from 12.5"]),
        .init(
            "The quiet time is a whole timespan", [users], "0 a u=x;1 a u=y;2 a u=z;3 a u=x;4 a u=y;12 a u=z",
            ["A 2 3/3 from 0"]),
    ]

    static let numbers: [TimelineCase] = [
        .init(
            "Numbers are added up", ["{type: value_sum, rules: [a], timespan: 10s, condition: {field: n, gt: 100}}"],
            "0 a n=60;1 a n=40;2 a n=1", ["A 2 101/3 from 0"]),
        .init(
            "What has left the window is taken off the sum",
            ["{type: value_sum, rules: [a], timespan: 10s, condition: {field: n, gt: 100}}"],
            "0 a n=60;11 a n=50;12 a n=40", []),
        .init(
            "Negative numbers too",
            ["{type: value_sum, rules: [a], timespan: 10s, condition: {field: n, gte: 10}}"],
            "0 a n=10.5;20 a n=-5;21 a n=15", ["A 0 10.5/1 from 0", "A 21 10/2 from 20"]),
        .init(
            "What is no number is not added, and is counted",
            ["{type: value_sum, rules: [a], timespan: 10s, condition: {field: n, gte: 3}}"],
            "0 a n=1;1 a n=many;2 a n=0x10;3 a n=nan;4 a;5 a n=2", ["A 5 3/2 from 0"], lost: [0, 4, 0]),
        .init(
            "What is too large to be added up is no number",
            ["{type: value_sum, rules: [a], timespan: 10s, condition: {field: n, gte: 3}}"],
            "0 a n=1;1 a n=1.7e308;2 a n=1.7e308;3 a n=-1.7e308;4 a n=1e101;5 a n=2", ["A 5 3/2 from 0"],
            lost: [0, 4, 0]),
        .init(
            "A large number leaves nothing behind when it leaves the window",
            ["{type: value_sum, rules: [a], timespan: 10s, condition: {field: n, gte: 6}}"],
            "0 a n=-1e100;1 a n=1;2 a n=2;11 a n=3", ["A 11 6/3 from 1"]),
        .init(
            "Fewer than, when the window closes",
            ["{type: value_sum, rules: [a], timespan: 10s, condition: {field: n, lt: 10}}"],
            "0 a n=4;1 a n=5;20 a n=10;40 a n=1", ["A 1 9/2 from 0"], lost: [0, 0, 1]),
        .init(
            "An average is taken when the window closes",
            ["{type: value_avg, rules: [a], timespan: 10s, condition: {field: n, gt: 5}}"],
            "0 a n=100;1 a n=1;2 a n=1;20 a n=1;40 a n=6", ["A 2 34/3 from 0", "A 40 6/1 from 40"]),
        .init(
            "An average below",
            ["{type: value_avg, rules: [a], timespan: 10s, condition: {field: n, lte: 2}}"],
            "0 a n=1;1 a n=3;20 a n=3;40 a n=1", ["A 1 2/2 from 0"], lost: [0, 0, 1]),
        .init(
            "The median of an even number lies between",
            ["{type: value_median, rules: [a], timespan: 10s, condition: {field: n, eq: 2.5}}"],
            "0 a n=1;1 a n=2;2 a n=3;3 a n=100;20 a n=2.5;40 a n=0", ["A 3 2.5/4 from 0", "A 20 2.5/1 from 20"],
            lost: [0, 0, 1]),
        .init(
            "A percentile lies on the line between its neighbours",
            ["{type: value_percentile, rules: [a], timespan: 10s, condition: {field: n, percentile: 90, gte: 9.1}}"],
            "1 a n=1;2 a n=2;3 a n=3;4 a n=4;5 a n=5;6 a n=6;7 a n=7;8 a n=8;9 a n=9;10 a n=10", ["A 10 9.1/10 from 1"]),
        .init(
            "Each number of a record counts",
            ["{type: value_avg, rules: [a], timespan: 10s, condition: {field: n, gte: 2}}"], "0 a n=1,2,3",
            ["A 0 2/1 from 0"]),
        .init(
            "A sum a group",
            ["{type: value_sum, rules: [a], group-by: [u], timespan: 10s, condition: {field: n, gte: 5}}"],
            "0 a u=x n=3;1 a u=y n=3;2 a u=y n=2", ["A 2 [y] 5/2 from 1"]),
        .init(
            "A record that two rules match is added once",
            ["{type: value_sum, rules: [a, b], timespan: 10s, condition: {field: n, gte: 5}}"], "0 a+b n=3", []),
    ]
}
