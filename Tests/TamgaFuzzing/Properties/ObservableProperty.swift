import TamgaModel

/// A value is its own canonical form: written as text and read again it is equal. Times, too.
struct ObservableProperty: FuzzProperty {
    mutating func failure(on input: [UInt8]) -> String? {
        let type = ObservableType.values[Int(input.first ?? 0) % ObservableType.values.count]
        let bytes = Array(input.dropFirst())
        let text = String(decoding: bytes, as: UTF8.self)
        if let wrong = failure(try? Observable(type, text: bytes)) { return wrong }
        if let wrong = failure(Observable.guess(text)) { return wrong }
        let refanged = text.refanged
        if refanged.refanged.utf8.count > text.utf8.count + 16 { return "refanging made the text longer" }
        if let time = Timestamp(rfc3339: text) {
            guard Timestamp(rfc3339: time.description) == time else { return "\(time) reads as another time" }
        }
        _ = StixInstant(text)
        _ = Duration(decimalSeconds: text)
        return nil
    }

    private func failure(_ observable: Observable?) -> String? {
        guard let observable else { return nil }
        guard let again = try? Observable(observable.type, observable.text), again == observable else {
            return "\(observable.type.label) “\(observable.text)” is not its own canonical form"
        }
        return nil
    }
}
