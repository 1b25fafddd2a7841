"""Makes a deck of a folder of Markdown files, and reads its sections."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import tomli

from explainer.deck.block import Section
from explainer.deck.folder.book_summary import book_pages
from explainer.deck.folder.folder_files import DEEPEST, MOST_ENTRIES, MOST_FILES, FolderFiles
from explainer.deck.folder.name_order import pages_by_name
from explainer.deck.folder.page import Page
from explainer.deck.folder.page_head import PageHeads
from explainer.deck.folder.site_nav import LARGEST_NAV, NavUnreadable, Site, read_site
from explainer.deck.library import is_markdown
from explainer.deck.markdown.slug import Slugs, heading_slug
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.plain_deck import read_plain_file
from explainer.deck.text_file import read_text
from explainer.problems import Code, Problems, Span

_LARGEST_ORDER = 1_000_000


def folder_deck(root: Path, problems: Problems) -> Deck:
    """Return a deck with the Markdown files of a folder and its sub-folders as sections.

    Their order is that of the book or the site that the folder holds, else by name.
    """
    files = FolderFiles(root)
    _report(files, problems)
    heads = PageHeads(root, problems)
    slugs = Slugs()
    outline: list[SectionEntry] = []
    order = _order(root, files.paths, heads, problems)
    labels: tuple[str, ...] = ()
    for page in order.pages:
        labels += page.labels
        head = heads.of(page.file)
        if head is None:
            continue
        name = page.file.removeprefix(order.base)
        outline.append(
            SectionEntry(
                slugs.unique(_name(name)),
                page.title or head.title,
                Span(page.file, 1, 1),
                depth=page.depth,
                labels=labels,
            )
        )
        labels = ()
    name = root.resolve().name or "deck"
    if not outline:
        problems.add(
            Code.DECK_EMPTY,
            Span("."),
            f"There is no deck.toml and no Markdown in '{name}'.",
            "Open a folder with a deck.toml, a folder of .md files, or one .md file.",
        )
    title = order.title or name
    return Deck(heading_slug(name) or "deck", title, tuple(outline), Span("."), is_plain=True)


def folder_section(root: Path, entry: SectionEntry, deck: Deck) -> Section:
    """Parse one file of such a folder as a section."""
    # Problems of the file itself were reported when the folder was read.
    _, blocks, reader, _ = read_plain_file(root, entry.span.file, deck, Problems())
    notes = reader.footnotes() if reader else None
    return Section(entry.id, entry.title, (*blocks, notes) if notes else blocks, entry.span)


def _name(file: str) -> str:
    """Return the words of which a page's id is made: its path, without ending."""
    folder, _, name = file.rpartition("/")
    stem = name.rpartition(".")[0]
    if folder and stem.lower() in ("index", "readme"):
        return folder.replace("/", "-")
    return f"{folder}/{stem}".strip("/").replace("/", "-")


def _report(files: FolderFiles, problems: Problems) -> None:
    for folder, reason in files.unreadable:
        problems.add(
            Code.FILE_UNREADABLE, Span(folder), f"Cannot read the folder '{folder}': {reason}."
        )
    if files.is_cut:
        problems.add(
            Code.FOLDER_TOO_LARGE,
            Span("."),
            f"The folder holds more than {MOST_FILES:,} Markdown files, {MOST_ENTRIES:,} files of "
            f"any kind, or {DEEPEST} levels of folders; the rest is left out.",
            "Open the sub-folder that you want to read.",
        )


class _Order(NamedTuple):
    """The pages of a folder in order."""

    base: str
    """Path of the folder that holds them, with `/` at its end, or empty."""

    title: str
    """Title of the book or the site, or empty."""

    pages: list[Page]
    """The pages."""


def _order(root: Path, files: list[str], heads: PageHeads, problems: Problems) -> _Order:
    """Return the order of the book or the site that a folder holds, else that of the names."""
    known = {file: None for file in files if is_markdown(file)}
    title, source = _book(root) if "book.toml" in files else ("", "")
    summary = "SUMMARY.md" if "SUMMARY.md" in files else f"{source}SUMMARY.md"
    if summary in files:
        text = read_text(root, summary, problems, max_bytes=_LARGEST_ORDER) or ""
        if pages := book_pages(text, summary, known):
            return _Order(summary.removesuffix("SUMMARY.md"), title, pages)
    site = _site(root, files, known, problems)
    if site and site.pages:
        return _Order(site.folder, site.title, site.pages)
    base = site.folder if site else "docs/" if _is_docusaurus(files) else ""
    return _Order(base, site.title if site else title, pages_by_name(root, files, base, heads))


def _book(root: Path) -> tuple[str, str]:
    """Return the title of an mdBook, and the folder of its chapters with `/` at its end."""
    text = read_text(root, "book.toml", Problems(), max_bytes=_LARGEST_ORDER) or ""
    try:
        book = tomli.loads(text).get("book")
    except (tomli.TOMLDecodeError, RecursionError):
        book = None
    if not isinstance(book, dict):
        return "", "src/"
    title, source = book.get("title"), book.get("src", "src")
    folder = source.strip("/").removeprefix("./") if isinstance(source, str) else "src"
    words = " ".join(title.split()) if isinstance(title, str) else ""
    return words, f"{folder}/" if folder not in ("", ".") else ""


def _site(root: Path, files: list[str], known: dict[str, None], problems: Problems) -> Site | None:
    """Return the order of a MkDocs site, or None if the folder holds none."""
    file = next((name for name in ("mkdocs.yml", "mkdocs.yaml") if name in files), "")
    text = read_text(root, file, problems, max_bytes=LARGEST_NAV) if file else None
    if text is None:
        return None
    try:
        site = read_site(text, known)
    except NavUnreadable as error:
        problems.add(
            Code.ORDER_UNREADABLE,
            Span(file),
            f"'{file}' cannot be read: {error}.",
            "The pages stand in the order of their names.",
        )
        return None
    return site if any(name.startswith(site.folder) for name in known) else None


def _is_docusaurus(files: list[str]) -> bool:
    """True if the folder holds the configuration of a Docusaurus site with pages in `docs`."""
    has_configuration = any(file.startswith("docusaurus.config.") for file in files)
    return has_configuration and any(
        file.startswith("docs/") and is_markdown(file) for file in files
    )
