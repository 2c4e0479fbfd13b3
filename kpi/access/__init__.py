"""Who may do what: people as the identity provider knows them, and what they may do with which institution."""
