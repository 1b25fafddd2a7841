"""Draws formulas written in LaTeX as lines of characters.

`formula.py` is what the rest of the program calls: one line for a formula in text, several for a
displayed one. `latex_tree` parses by pylatexenc, `drawing` and `environment` turn the tree into
atoms, which are boxes with a kind, and `atom` joins these with the spaces that their kinds ask for.
`symbols` and `letters` say which characters stand for which commands. What cannot be drawn raises
`CannotDraw`, and its source is shown instead.

Imports `explainer.deck.script_characters`. It is imported only where a section has a formula, since
pylatexenc takes longer to import than such a section to draw.
"""
