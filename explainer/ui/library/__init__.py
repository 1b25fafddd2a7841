"""The decks that are hosted: the library, and the lobby before it."""
