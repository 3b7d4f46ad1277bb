/// What a page needs for readers who do not see it or use no mouse, as far as its text shows it.
enum PageAudit {
    /// What is wrong.
    static func faults(_ page: HTMLReading) -> [String] {
        var faults: [String] = []
        if page.all("html").first?.attributes["lang"]?.isEmpty ?? true { faults.append("no language") }
        if page.all("title").first?.text.isEmpty ?? true { faults.append("no title") }
        if page.all("main").count != 1 { faults.append("main: \(page.all("main").count)") }
        if page.all("h1").count != 1 { faults.append("h1: \(page.all("h1").count)") }
        var level = 0
        for tag in page.tags where !tag.isEnd && ["h1", "h2", "h3"].contains(tag.name) {
            let next = tag.name == "h1" ? 1 : tag.name == "h2" ? 2 : 3
            if next > level + 1 { faults.append("\(tag.name) “\(tag.text)” skips a level") }
            level = next
        }
        var ids: Set<String> = []
        for tag in page.tags {
            if let id = tag.attributes["id"], !ids.insert(id).inserted { faults.append("id \(id) twice") }
        }
        for tag in page.tags {
            if let href = tag.attributes["href"], href.hasPrefix("#"), !ids.contains(String(href.dropFirst())) {
                faults.append("\(href) leads nowhere")
            }
            if let name = tag.attributes["aria-labelledby"], !ids.contains(name) {
                faults.append("\(name) names nothing")
            }
            if tag.name == "section", !tag.isEnd, tag.attributes["aria-labelledby"] == nil {
                faults.append("a section without name")
            }
            if tag.name == "th", !tag.isEnd, tag.attributes["scope"] == nil {
                faults.append("th “\(tag.text)” without scope")
            }
            if tag.attributes["role"] == "group", tag.attributes["aria-label"]?.isEmpty ?? true {
                faults.append("a scrollable part without name")
            }
        }
        if page.all("table").count != page.all("caption").count { faults.append("a table without caption") }
        let drawings = page.tags.indices.filter { page.tags[$0].name == "svg" && !page.tags[$0].isEnd }
        for place in drawings {
            if page.tags[place].attributes["role"] != "img" { faults.append("a drawing without role") }
            let after = page.tags[(place + 1)...].prefix(4).filter { !$0.isEnd }
            if after.first?.name != "title" || !after.contains(where: { $0.name == "desc" && !$0.text.isEmpty }) {
                faults.append("a drawing without words")
            }
        }
        if page.all("input").count > page.all("label").count { faults.append("a field without label") }
        return faults
    }
}
