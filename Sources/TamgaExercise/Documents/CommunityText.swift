import TamgaModel

/// The community file of an exercise: whose logs lie where, and which identity speaks for whom.
enum CommunityText {
    /// The file's text.
    static func text(_ exercise: Exercise) -> String {
        var text = "# The members of an exercise. Networks and names are reserved ones: nobody's real ones occur.\n"
        text += "name: Exercise “\(exercise.settings.scenario.rawValue)”\n\nmembers:\n"
        for estate in exercise.estates {
            text += """
                  - code: \(estate.member.code)
                    names:
                      en: \(estate.profile.name)
                    identities: [\(BundleText.identity(estate.member, seed: exercise.settings.seed))]
                    networks: [10.\(estate.network).0.0/16, 192.0.2.\(estate.place * 16)/28]
                    domains: [\(estate.domain)]
                    sources:
                      paths: ['logs/\(estate.member.code)/*']
                    sectors: [government]

                """
        }
        return text
    }
}
