"""Renders the blocks of a section as terminal lines and as plain text, and problems as text.

A terminal line is a list of runs: text with role names, never colours, so that layout knows nothing
of Textual. `layout.lay_out` makes the `page.Page` of a section; it calls `inline` for text, `grid`
for Markdown tables, `code`, and `directive_lines` for the deck's own tables, charts, timelines and
questions, which `table/`, `chart/` and `timeline/` draw. `plain.PlainWriter` writes the same
section as plain text. `problem` draws problems; `ledger`, `source_list` and `glossary` list a
deck's evidence; `findable`, `found` and `search_match` serve the search.

Imports `explainer.deck` and `explainer.problems`. Begin reading with `line.py`, then `layout.py`.
"""
