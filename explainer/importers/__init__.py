"""Other tools' files as parts of a deck: their text in, records and what became of each out."""
