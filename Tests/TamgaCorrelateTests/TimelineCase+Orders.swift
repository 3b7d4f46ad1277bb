private let both = "{type: temporal, rules: [a, b], timespan: 10s}"
private let order = "{type: temporal_ordered, rules: [a, b, c], timespan: 10s}"
private let either = "{type: temporal, rules: [a, b, c], timespan: 10s, condition: {gte: 2}}"

extension TimelineCase {
    static let orders: [TimelineCase] = [
        .init("All rules, in whatever order", [both], "0 b;5 a", ["A 5 2/2 from 0"]),
        .init("Not all rules", [both], "0 b;5 b", []),
        .init("All rules with both ends of the window", [both], "0 b;10 a", ["A 10 2/2 from 0"]),
        .init("All rules, but too late", [both], "0 b;10.1 a", []),
        .init("The last record of each rule counts", [both], "0 b;5 b;14 a", ["A 14 2/2 from 5"]),
        .init("One record may be all of them", [both], "3 a+b", ["A 3 2/1 from 3"]),
        .init(
            "All rules of one group", ["{type: temporal, rules: [a, b], group-by: [u], timespan: 10s}"],
            "0 a u=x;1 b u=y;2 b u=x", ["A 2 [x] 2/2 from 0"]),
        .init("Quiet after all rules", [both], "0 a;1 b;2 a;3 b;11.5 a;12 b", ["A 1 2/2 from 0", "A 11.5 2/2 from 3"]),
        .init("So many of the rules", [either], "0 c;1 c;2 a", ["A 2 2/2 from 1"]),
        .init(
            "An expression of rules",
            ["{type: temporal, rules: [a, b, c], timespan: 10s, condition: a and (b or c)}"],
            "0 b;1 c;2 a;30 a;35 c", ["A 2 3/3 from 0", "A 35 2/2 from 30"]),
        .init(
            "A rule that must not match is waited for",
            ["{type: temporal, rules: [a, b], timespan: 10s, condition: a and not b}"],
            "0 a;5 b;20 a;31 c;40 a;55 a", ["A 20 1/1 from 20", "A 40 1/1 from 40"], lost: [0, 0, 1]),
        .init(
            "What must not match may have been before",
            ["{type: temporal, rules: [a, b], timespan: 10s, condition: a and not b}"], "0 b;5 a;30 c;31 a", [],
            lost: [0, 0, 1]),
        .init(
            "Aliases name a field of each rule",
            ["{type: temporal, rules: [a, b], group-by: [ip], aliases: {ip: {a: src, b: dst}}, timespan: 10s}"],
            "0 a src=1 dst=2;1 b src=1 dst=2;2 b src=3 dst=1", ["A 2 [1] 2/2 from 0"]),
        .init(
            "A rule without an alias of its own has the field of that name",
            ["{type: temporal, rules: [a, b], group-by: [ip], aliases: {ip: {a: src}}, timespan: 10s}"],
            "0 a src=1;1 b ip=1", ["A 1 [1] 2/2 from 0"]),
        .init("In order", [order], "0 a;1 b;2 c", ["A 2 3/3 from 0"]),
        .init("Out of order", [order], "0 b;1 a;2 c", []),
        .init("Others may stand between", [order], "0 a;1 c;2 a;3 b;4 d;5 c", ["A 5 3/3 from 2"]),
        .init("The latest beginning counts", [order], "0 a;5 a;8 b;12 c", ["A 12 3/3 from 5"]),
        .init("An early beginning goes on where the latest has not", [order], "0 a;1 b;3 a;4 c", ["A 4 3/3 from 0"]),
        .init("In order with both ends", [order], "0 a;1 b;10 c", ["A 10 3/3 from 0"]),
        .init("In order, but too late", [order], "0 a;1 b;10.5 c", []),
        .init("One record is one step", [order], "0 a+b+c", []),
        .init("One record is one step of several", [order], "0 a+b;1 b+c;2 c", ["A 2 3/3 from 0"]),
        .init("Of one time and source the later record follows", [order], "5 a;5 b;5 c", ["A 5 3/3 from 5"]),
        .init("Of one time the sources are in order", [order], "5@1 a;5@2 b;5@3 c", ["A 5 3/3 from 5"]),
        .init("Of one time the sources are in that order only", [order], "5@3 a;5@2 b;5@1 c", []),
        .init(
            "A rule may be listed twice",
            ["{type: temporal_ordered, rules: [a, a, b], timespan: 10s}"], "0 a;1 b;2 a;3 b", ["A 3 3/3 from 0"]),
        .init(
            "So many in order",
            ["{type: temporal_ordered, rules: [a, b, c, d], timespan: 10s, condition: {gte: 3}}"],
            "0 c;1 a;2 b;3 d", ["A 3 3/3 from 1"]),
        .init(
            "In order by group", ["{type: temporal_ordered, rules: [a, b], group-by: [u], timespan: 10s}"],
            "0 a u=x;1 a u=y;2 b u=x;3 b u=z", ["A 2 [x] 2/2 from 0"]),
        .init(
            "Fewer in order, when the window closes",
            ["{type: temporal_ordered, rules: [a, b], timespan: 10s, condition: {lt: 2}}"],
            "0 b;1 a;20 a;21 b;40 a", ["A 1 1/1 from 1"], lost: [0, 0, 1]),
    ]

    static let chains: [TimelineCase] = [
        .init(
            "Many failures, then success",
            [
                "{type: event_count, rules: [a], group-by: [u], timespan: 10s, condition: {gte: 3}}",
                "{type: temporal_ordered, rules: [A, b], group-by: [u], timespan: 60s}",
            ],
            "0 a u=x;1 a u=x;2 a u=x;3 b u=y;30 b u=x", ["B 30 [x] 2/2 from 2"]),
        .init(
            "A part is reported where it is asked for",
            [
                "{type: event_count, rules: [a], timespan: 10s, condition: {gte: 2}}",
                "{type: temporal_ordered, rules: [A, b], timespan: 60s, generate: true}",
            ],
            "0 a;1 a;2 b", ["A 1 2/2 from 0", "B 2 2/2 from 1"]),
        .init(
            "What makes a correlation hold is not the step behind it",
            [
                "{type: event_count, rules: [a], timespan: 10s, condition: {gte: 2}}",
                "{type: temporal_ordered, rules: [A, a], timespan: 60s}",
            ], "0 a;1 a;2 a", ["B 2 2/2 from 1"]),
        .init(
            "Correlations are counted",
            [
                "{type: event_count, rules: [a], group-by: [u], timespan: 10s, condition: {gte: 2}}",
                "{type: event_count, rules: [A], timespan: 60s, condition: {gte: 2}}",
            ],
            "0 a u=x;1 a u=y;2 a u=x;3 a u=y", ["B 3 2/2 from 2"]),
        .init(
            "Their groups are values",
            [
                "{type: event_count, rules: [a], group-by: [u], timespan: 10s, condition: {gte: 2}}",
                "{type: value_count, rules: [A], timespan: 60s, condition: {field: u, gte: 2}}",
            ],
            "0 a u=x;1 a u=x;20 a u=x;21 a u=x;22 a u=y;23 a u=y", ["B 23 2/3 from 1"]),
        .init(
            "A field that a correlation does not group by is handed up with all its values",
            [
                "{type: event_count, rules: [a], group-by: [h], timespan: 10s, condition: {gte: 3}}",
                "{type: temporal_ordered, rules: [A, b], group-by: [u], timespan: 60s}",
            ],
            "0 a h=1 u=x;1 a h=1 u=y;2 a h=1 u=z;5 b u=y;6 b u=w", ["B 5 [y] 2/2 from 2"]),
        .init(
            "A window that closed is there at its end",
            [
                "{type: event_count, rules: [a], timespan: 10s, condition: {eq: 2}}",
                "{type: temporal_ordered, rules: [A, b], timespan: 5s}",
            ], "0 a;1 a;14 b;30 b", ["B 14 2/2 from 10"]),
        .init(
            "What comes before its end does not follow it",
            [
                "{type: event_count, rules: [a], timespan: 10s, condition: {eq: 2}}",
                "{type: temporal_ordered, rules: [A, b], timespan: 60s}",
            ], "0 a;1 a;9 b;20 c", []),
        .init(
            "Three in a row",
            [
                "{type: event_count, rules: [a], timespan: 5s, condition: {gte: 2}}",
                "{type: temporal_ordered, rules: [A, b], timespan: 20s}",
                "{type: event_count, rules: [B], timespan: 1h, condition: {gte: 2}}",
            ],
            "0 a;1 a;2 b;60 a;61 a;62 b", ["C 62 2/2 from 2"]),
        .init(
            "Members of a window are members of what stands on it",
            [
                "{type: event_count, rules: [a], group-by: [u], timespan: 10s, condition: {gte: 2}}",
                "{type: value_count, rules: [A], group-by: [u], timespan: 1h, condition: {field: tamga.member, gte: 2}}",
            ],
            "0 a u=x m=KZ;1 a u=x m=KZ;30 a u=x m=UZ;31 a u=x m=UZ", ["B 31 [x] 2/2 from 1"]),
    ]
}
