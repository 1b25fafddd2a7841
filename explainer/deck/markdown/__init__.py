"""Parses the Markdown of sections into the blocks of `explainer.deck.block`.

`parser` sets up markdown-it and yields its tokens; `blocks.BlockReader` turns block tokens into
blocks, and calls `inlines` for text, `fence` for code and directives, and `html_text` for raw HTML.
`directive_options` reads the TOML in the fences of directives (`embedded_toml`). `term_links` links
glossary terms afterwards. `source_text` finds the line and column of any of it in the file.

Imports `explainer.deck` outside this folder, and `explainer.problems`. Begin reading with
`blocks.py`; it is used by `explainer.deck.section_file` and `plain_deck`.
"""
