"""Panes that several features put on their screens: cards, numbered rows, evidence.

- `CardedScreen` with its `CardPane`: one card that scrolls, as for a question or a menu.
- `DrawnPane` shows the lines that a function returns; `EvidencePane` scrolls what a text rests on.
- `Rows` and `numbered`: rows with a cursor, number keys and clicks.
- `head_lines`: the first lines of a card.

It imports `base` and what is below, and nothing of `overlays` or a feature. Begin with
`carded_screen.py`.
"""
