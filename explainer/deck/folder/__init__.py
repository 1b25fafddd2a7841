"""Decks made of a folder of Markdown files that has no `deck.toml`: a wiki, a book, a site's docs.

- `folder_files` lists the files of a folder and its sub-folders, up to a number and a depth.
- `page` holds the record of a page: a file, and its place in the outline.
- `page_head` reads the title and the position that a page gives itself.
- `book_summary` reads the order of a book from mdBook's `SUMMARY.md`.
- `site_nav` reads the order of a site from MkDocs' `mkdocs.yml`.
- `name_order` orders pages by position, as Docusaurus does, and by name.
- `folder_deck` chooses among the orders, and makes the deck and its sections.

Begin reading with `folder_deck.py`.
"""
