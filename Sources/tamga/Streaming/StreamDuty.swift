import TamgaMatch

/// Something that is done once a second while a stream runs, and once at its end.
protocol StreamDuty: Sendable {
    /// Does what is due.
    func perform(_ run: StreamRun) throws

    /// Does at once what waits for a change: somebody has asked for it.
    func reload()

    /// Does what is left once all has been searched.
    func finish(_ run: StreamRun) throws
}

extension StreamDuty {
    func reload() {}
}
