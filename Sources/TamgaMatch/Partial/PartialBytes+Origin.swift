extension PartialBytes {
    mutating func add(_ origin: LogOrigin) {
        let kept = origin.kept
        add(kept.first)
        add(kept.bodyStart)
        // Where no `#` lines were passed over, both begin at the beginning.
        if kept.bodyStart > 0 { add(kept.body) }
        add(kept.identity)
    }
}

extension PartialReader {
    mutating func origin() throws(PartialError) -> LogOrigin {
        let first = Array(try run())
        let start = try int()
        let body = start > 0 ? Array(try run()) : first
        guard let origin = LogOrigin(first: first, body: body, bodyStart: start, identity: Array(try run())) else {
            throw .damaged
        }
        return origin
    }
}
