import TamgaModel

/// What ordinary days look like in a member state: its time zone, its weekend, what people are called.
struct MemberProfile: Sendable {
    let name: String
    /// What the clock shows minus UTC, in minutes.
    let offsetMinutes: Int
    /// Days without office hours; 0 is Monday.
    let weekend: Set<Int>
    let givenNames: [String]
    let familyNames: [String]

    /// The profile of a member state; one in UTC with common names where there is none of its own.
    static func of(_ member: MemberState) -> MemberProfile {
        known[member.code]
            ?? MemberProfile(
                name: "Member \(member.code)", offsetMinutes: 0, weekend: [5, 6],
                givenNames: ["Alex", "Maria", "Daniel", "Sara", "Adam", "Nina", "Omar", "Lena"],
                familyNames: ["Novak", "Silva", "Meyer", "Haddad", "Larsen", "Rossi", "Tan", "Okoye"])
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private static let known: [String: MemberProfile] = [
        "BY": MemberProfile(
            name: "Belarus", offsetMinutes: 180, weekend: [5, 6],
            givenNames: words("Aliaksandr Volha Dzmitry Natallia Siarhei Hanna Andrei Iryna Mikalai Katsiaryna"),
            familyNames: words("Kavaliou Novik Zhuk Karatkevich Melnik Sidarenka Hrynkevich Bondar Lukashevich Savich")),
        "CN": MemberProfile(
            name: "China", offsetMinutes: 480, weekend: [5, 6],
            givenNames: words("Wei Fang Jun Min Lei Na Qiang Xiuying Tao Jing"),
            familyNames: words("Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu")),
        "IN": MemberProfile(
            name: "India", offsetMinutes: 330, weekend: [6],
            givenNames: words("Aarav Priya Rahul Ananya Vikram Kavita Arjun Sunita Rohan Meera"),
            familyNames: words("Sharma Patel Reddy Iyer Singh Das Nair Gupta Khan Mehta")),
        "IR": MemberProfile(
            name: "Iran", offsetMinutes: 210, weekend: [3, 4],
            givenNames: words("Ali Zahra Reza Maryam Hossein Fatemeh Mehdi Sara Amir Leila"),
            familyNames: words("Ahmadi Hosseini Karimi Rahimi Moradi Jafari Rezaei Kazemi Akbari Sadeghi")),
        "KG": MemberProfile(
            name: "Kyrgyzstan", offsetMinutes: 360, weekend: [5, 6],
            givenNames: words("Azamat Aigul Bakyt Cholpon Nurlan Gulnara Ermek Jyldyz Tilek Meerim"),
            familyNames: words("Asanov Toktogulova Bekov Sydykova Mamatov Isaeva Usenov Abdyldaeva Jumabekov Osmonova")),
        "KZ": MemberProfile(
            name: "Kazakhstan", offsetMinutes: 300, weekend: [5, 6],
            givenNames: words("Nursultan Aigerim Yerlan Dinara Bauyrzhan Saule Daniyar Asel Marat Zhanar"),
            familyNames: words("Akhmetov Omarova Serikov Kassymova Iskakov Nurmagambetova Zhumabayev Tulegenova Abenov")
        ),
        "PK": MemberProfile(
            name: "Pakistan", offsetMinutes: 300, weekend: [5, 6],
            givenNames: words("Ahmed Ayesha Bilal Fatima Usman Hina Imran Sana Tariq Zainab"),
            familyNames: words("Khan Malik Hussain Qureshi Butt Sheikh Siddiqui Raza Chaudhry Javed")),
        "RU": MemberProfile(
            name: "Russia", offsetMinutes: 180, weekend: [5, 6],
            givenNames: words("Ivan Anna Dmitry Olga Sergey Elena Alexey Tatiana Mikhail Natalia"),
            familyNames: words("Ivanov Petrova Smirnov Kuznetsova Popov Volkova Sokolov Morozova Lebedev Kozlova")),
        "TJ": MemberProfile(
            name: "Tajikistan", offsetMinutes: 300, weekend: [5, 6],
            givenNames: words("Farrukh Zarina Rustam Manizha Jamshed Nigora Sherzod Shahnoza Daler Mehrona"),
            familyNames: words("Rahmonov Sharipova Nazarov Karimova Saidov Davlatova Safarov Mirzoeva Boboev Hakimova")),
        "UZ": MemberProfile(
            name: "Uzbekistan", offsetMinutes: 300, weekend: [5, 6],
            givenNames: words("Aziz Dilnoza Bekzod Gulbahor Jasur Malika Otabek Nodira Sardor Zilola"),
            familyNames: words(
                "Karimov Yusupova Rakhimov Saidova Tursunov Ismoilova Abdullaev Umarova Mirzaev Nazarova")),
    ]
}
