import TamgaYAML

/// Documents have their places inside the text; faults too, and they say what is wrong.
struct YAMLProperty: FuzzProperty {
    mutating func failure(on input: [UInt8]) -> String? {
        let lines = input.count + 1
        do throws(YAMLFault) {
            for document in try YAMLReader().documents(of: input) {
                guard 1...lines ~= document.line else { return "a document at line \(document.line)" }
                switch document.root {
                case .success(let root): if let wrong = failure(in: root, input.count, lines) { return wrong }
                case .failure(let fault): if let wrong = failure(of: fault, input) { return wrong }
                }
            }
            return nil
        } catch {
            return failure(of: error, input)
        }
    }

    private func failure(of fault: YAMLFault, _ input: [UInt8]) -> String? {
        guard 0...input.count ~= fault.offset, 1...input.count + 1 ~= fault.line else {
            return "a fault at line \(fault.line), byte \(fault.offset) of \(input.count)"
        }
        _ = SourceText(name: "x", bytes: input).place(fault.offset)
        return fault.message.isEmpty ? "a fault without words" : nil
    }

    private func failure(in node: YAMLNode, _ count: Int, _ lines: Int) -> String? {
        guard 0...count ~= node.offset, 1...lines ~= node.line else {
            return "a node at line \(node.line), byte \(node.offset)"
        }
        switch node.content {
        case .sequence(let nodes):
            for inner in nodes { if let wrong = failure(in: inner, count, lines) { return wrong } }
        case .mapping(let entries):
            for entry in entries { if let wrong = failure(in: entry.value, count, lines) { return wrong } }
        default: break
        }
        return nil
    }
}
