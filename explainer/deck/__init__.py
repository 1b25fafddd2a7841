"""The deck as data: its records, the readers of its files, and the loader.

A deck is a folder with a `deck.toml`, or plain Markdown. `loader.open_deck` returns an `OpenDeck`:
the deck's records at once, and each section parsed when it is first asked for.

- `model`, `question`, `block` and `directive` hold the records; all are frozen and complete.
- `block_text` returns the words of blocks without their marks.
- `*_file` modules read one kind of file each; `fields` reads TOML tables key by key.
- `markdown/` turns the Markdown of a section into blocks.
- `plain_deck` makes a deck of one Markdown file, and `folder/` of a folder of them.
- `position` finds the line and column of a TOML key when a problem has to be shown.
- `kept_form` is the cache of parsed decks; `search` is the index behind `/`.

Imports only `explainer.problems`. Begin reading with `model.py`, then `loader.py`.
"""
