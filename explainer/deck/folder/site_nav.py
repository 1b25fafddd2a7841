"""Reads the order of a site from MkDocs' `mkdocs.yml`.

Source: MkDocs' user guide, "Configuration": `docs_dir`, and `nav`, a list of paths, of
`title: path`, and of `title: list`. The YAML is only composed into its tree of nodes and never
turned into objects, so tags such as `!!python/name:` do nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

import yaml

from explainer.deck.folder.page import Page, PageList
from explainer.deck.link import file_at

LARGEST_NAV = 100_000
"""Largest `mkdocs.yml`, in bytes."""

_MOST_OPEN = 50
"""Brackets open at once; the YAML reader takes time for each of them at every token."""

_MOST_ENTRIES = 5_000
"""Entries of the navigation that are read; an alias can repeat a list without end."""

_DEEPEST = 20


class NavUnreadable(Exception):
    """Raised when the file is no YAML; the message says why, and where."""


class Site(NamedTuple):
    """The pages of a site."""

    folder: str
    """Path of the folder of its pages, with `/` at its end, or empty for the deck's folder."""

    title: str
    """Name of the site, or empty."""

    pages: list[Page]
    """The pages in the order of the navigation; empty if there is none."""


def read_site(text: str, files: Collection[str]) -> Site:
    """Return the folder and the order of a site's pages.

    Args:
        text: Text of its `mkdocs.yml`.
        files: Paths of all files, relative to the deck's folder.

    Raises:
        NavUnreadable: the text is no YAML.
    """
    top = _composed(text)
    folder, title, nav = "docs", "", None
    for key, value in _pairs(top):
        if key == "docs_dir" and isinstance(value, yaml.ScalarNode):
            folder = value.value.strip("/").removeprefix("./")
        elif key == "site_name" and isinstance(value, yaml.ScalarNode):
            title = " ".join(value.value.split())
        elif key == "nav":
            nav = value
    folder = "" if folder in ("", ".") else f"{folder}/"
    return Site(folder, title, _Nav(folder, files).read(nav) if nav else [])


class _Nav:
    """Reads the entries of one navigation."""

    def __init__(self, folder: str, files: Collection[str]) -> None:
        self._folder = folder
        self._files = files
        self._pages = PageList()
        self._left = _MOST_ENTRIES

    def read(self, nav: yaml.Node) -> list[Page]:
        self._list(nav, ())
        return self._pages.pages

    def _list(self, node: yaml.Node, above: tuple[str, ...]) -> None:
        if not isinstance(node, yaml.SequenceNode) or len(above) > _DEEPEST:
            return
        for item in node.value:
            self._left -= 1
            if self._left < 0:
                return
            if isinstance(item, yaml.ScalarNode):
                self._page("", item.value, above)
            for title, value in _pairs(item):
                if isinstance(value, yaml.ScalarNode):
                    self._page(title, value.value, above)
                else:
                    self._list(value, (*above, title))

    def _page(self, title: str, path: str, above: tuple[str, ...]) -> None:
        if file := file_at(self._folder, path, self._files):
            self._pages.add(file, " ".join(title.split()), above)


def _composed(text: str) -> yaml.Node | None:
    """Return the tree of a YAML text."""
    if _most_open(text) > _MOST_OPEN:
        raise NavUnreadable("it has too many brackets within brackets")
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f" on line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise NavUnreadable(f"{error.problem or 'it is no YAML'}{line}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise NavUnreadable("it is no YAML that can be read") from error


def _most_open(text: str) -> int:
    """Return the most brackets that can be open at once."""
    most = now = 0
    for character in text:
        if character in "[{":
            now += 1
            most = max(most, now)
        elif character in "]}" and now:
            now -= 1
    return most


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the keys and values of a mapping; nothing for any other node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key.value, value
