"""Questions in the formats of other tools, with a word on everything that these cannot carry."""
