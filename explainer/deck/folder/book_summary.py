"""Reads the order of a book from mdBook's `SUMMARY.md`.

Source: mdBook's guide, "SUMMARY.md": links in lists are chapters, nested lists are sub-chapters,
links outside lists come before or after them, and headings are titles of parts. GitBook's file of
the same name has the same form.
"""

from __future__ import annotations

from collections.abc import Collection
from posixpath import dirname
from urllib.parse import unquote

from markdown_it.token import Token

from explainer.deck.folder.page import Page, PageList
from explainer.deck.link import file_at
from explainer.deck.markdown.parser import markdown_parser, parse_markdown

_LISTS = ("bullet_list", "ordered_list")


def book_pages(text: str, summary: str, files: Collection[str]) -> list[Page]:
    """Return the chapters in the order of a summary; empty if it names none of the files.

    Args:
        text: Text of the summary.
        summary: Path of its file, relative to the deck's folder.
        files: Paths of all files, relative to the deck's folder.
    """
    tokens = parse_markdown(markdown_parser(is_plain=True), text).tokens
    pages = PageList()
    part: tuple[str, ...] = ()
    above: list[str | None] = []
    depth = 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            # The first heading is the title of the summary itself.
            part = (_words(tokens[index + 1]),) if pages.pages else ()
        elif token.type.removesuffix("_open") in _LISTS:
            depth += 1
        elif token.type.removesuffix("_close") in _LISTS:
            depth -= 1
        elif token.type == "inline" and (href := _first_link(token)) is not None:
            above = above[: max(0, depth - 1)]
            path = unquote(href.partition("#")[0])
            file = file_at(dirname(summary), path, files) if path else ""
            if file:
                pages.add(file, _words(token), (*part, *above))
            above.append(None if file else _words(token))
    return pages.pages


def _first_link(token: Token) -> str | None:
    """Return the target of the first link in a line; a draft chapter has an empty one."""
    for child in token.children or ():
        if child.type == "link_open":
            return str(child.attrs.get("href", ""))
    return None


def _words(token: Token) -> str:
    """Return the words of a line without its markup."""
    words = "".join(
        child.content if child.type in ("text", "code_inline") else " "
        for child in token.children or ()
        if not child.type.endswith(("_open", "_close"))
    )
    return " ".join(words.split())
