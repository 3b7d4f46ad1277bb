/// A program that people and services start on an ordinary day.
struct WorkstationProgram: Sendable {
    let image: String
    let command: String
    let parent: String
    let parentCommand: String

    private init(_ image: String, _ arguments: String, by parent: String, _ parentArguments: String = "") {
        self.image = image
        command = "\"\(image)\"\(arguments)"
        self.parent = parent
        parentCommand = "\(parent)\(parentArguments)"
    }

    private static let system = #"C:\Windows\System32\"#
    private static let office = #"C:\Program Files\Microsoft Office\root\Office16\"#
    private static let explorer = #"C:\Windows\explorer.exe"#

    /// The programs, the most frequent first.
    static let all: [WorkstationProgram] = [
        WorkstationProgram(system + "svchost.exe", " -k netsvcs -p", by: system + "services.exe"),
        WorkstationProgram(system + "conhost.exe", " 0xffffffff -ForceV1", by: system + "cmd.exe", " /c ver"),
        WorkstationProgram(system + "backgroundTaskHost.exe", " -ServerName:App", by: system + "svchost.exe"),
        WorkstationProgram(system + "RuntimeBroker.exe", " -Embedding", by: system + "svchost.exe"),
        WorkstationProgram(office + "OUTLOOK.EXE", "", by: explorer),
        WorkstationProgram(office + "WINWORD.EXE", #" /n "report.docx""#, by: explorer),
        WorkstationProgram(office + "EXCEL.EXE", #" "budget.xlsx""#, by: explorer),
        WorkstationProgram(#"C:\Program Files\Mozilla Firefox\firefox.exe"#, "", by: explorer),
        WorkstationProgram(
            #"C:\Program Files\Google\Chrome\Application\chrome.exe"#, " --type=renderer",
            by: #"C:\Program Files\Google\Chrome\Application\chrome.exe"#),
        WorkstationProgram(system + "SearchProtocolHost.exe", " Global", by: system + "SearchIndexer.exe"),
        WorkstationProgram(system + "taskhostw.exe", "", by: system + "svchost.exe", " -k netsvcs -p -s Schedule"),
        WorkstationProgram(system + "notepad.exe", " notes.txt", by: explorer),
        WorkstationProgram(system + "cmd.exe", " /c logon.cmd", by: system + "userinit.exe"),
        WorkstationProgram(system + "net.exe", " use N: /persistent:yes", by: system + "cmd.exe", " /c logon.cmd"),
        WorkstationProgram(system + "gpupdate.exe", " /target:computer", by: system + "svchost.exe"),
        WorkstationProgram(
            system + #"WindowsPowerShell\v1.0\powershell.exe"#, #" -File C:\Scripts\inventory.ps1"#,
            by: system + "svchost.exe", " -k netsvcs -p -s Schedule"),
        WorkstationProgram(system + "msiexec.exe", " /V", by: system + "services.exe"),
        WorkstationProgram(system + "wbem\\WmiPrvSE.exe", " -secured -Embedding", by: system + "svchost.exe"),
        WorkstationProgram(
            system + "dllhost.exe", " /Processid:{973D20D7-562D-44B9-B70B-5A0F49CCDF3F}", by: system + "svchost.exe"),
        WorkstationProgram(system + "rundll32.exe", " shell32.dll,Control_RunDLL", by: explorer),
        WorkstationProgram(system + "ipconfig.exe", " /all", by: system + "cmd.exe", " /c logon.cmd"),
        WorkstationProgram(system + "calc.exe", "", by: explorer),
    ]
}
