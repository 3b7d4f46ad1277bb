import TamgaJSON

extension TaxiiError {
    /// The error resource.
    ///
    /// - Parameter id: What the server's log calls the request.
    public func json(id: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("title", title)
            $0.member("description", description)
            $0.member("error_id", id)
            $0.member("http_status", "\(status)")
        }
        return writer.bytes
    }
}
