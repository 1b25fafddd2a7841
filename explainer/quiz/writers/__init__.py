"""Writes questions in the formats of other tools, with a report of everything lost on the way.

`export` has the records of a report and `carried`, which writes each question and collects the
reports. A module for each format has a function `write`: `gift_writer` (Moodle), `aiken_writer`,
`anki_writer` and `csv_table`; `key_writer` writes a key to print, in the safe Markdown of
`markdown_text`. `question_words` reads the texts of a question, `html_text` writes them as HTML,
and `wildcard` translates patterns to Moodle's wildcards and back.

Imports `explainer.quiz` and `explainer.deck`. Begin reading with `export.py`.
"""
