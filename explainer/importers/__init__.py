"""Imports questions from the formats of other tools into a deck.

`question_import.read_items` recognises the format of a text by `format_evidence` and reads it with
`gift_reader` (Moodle), `aiken_reader`, `anki_reader` or `mdbook_reader`; each returns an
`item.ImportResult` with the questions and a report on every item. Texts become Markdown:
`html_markup` reads HTML, in which tags stay that a question is about (`subject_tags`), as blocks
(`html_blocks`, `html_math`), and `markdown_text` writes blocks and plain text, escaping only what a
parser would misread (`markdown_inlines`, `inline_shape`, `parsed_text`).
`into_deck.write_questions` writes the result into a deck and updates questions that are there
already (`question_table`, `toml_text`). `imported_text` reads the file; `question_id` makes stable
ids. `slide_deck.import_slides` makes a whole deck of a file of slides or a notebook; `new_deck`
copies a deck, such as the one in `starter/`.

Imports `explainer.quiz` and `explainer.deck`. Begin reading with `item.py`, then
`question_import.py`.
"""
