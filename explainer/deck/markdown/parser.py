"""markdown-it set up for decks: CommonMark, GFM and three rules of our own.

Nothing else of the package knows markdown-it's rules; `blocks.py` and `inlines.py` know its tokens.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

MAX_NESTING = 100
"""Levels of quotes, lists and marks within one another; what is deeper is reported."""

_SPAN_VALUE = re.compile(r"\{(claim|term|plain)=(?:\"([^\"\n]*)\"|([^\s\"{}]+))\}")


def markdown_parser() -> MarkdownIt:
    """A parser for one reading; it keeps no state between texts."""
    parser = MarkdownIt("commonmark")
    parser.options["maxNesting"] = MAX_NESTING
    parser.options["tasklists"] = True
    parser.options["alerts"] = True
    parser.enable(["table", "strikethrough"])
    # Definitions stay where they are: a section numbers its own footnotes.
    footnote_plugin(parser, inline=False, move_to_end=False)
    parser.inline.ruler.after("footnote_ref", "citation", _citation_rule)
    parser.inline.ruler.before("link", "span", _span_rule)
    return parser


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """Read `[^id]` where no footnote of that name is defined."""
    if not state.src.startswith("[^", state.pos):
        return False
    end = state.src.find("]", state.pos + 2, state.posMax)
    label = state.src[state.pos + 2 : end]
    if end < 0 or not label or any(character.isspace() for character in label):
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = label
        token.meta = {"pos": state.pos}
    state.pos = end + 1
    return True


def _span_rule(state: StateInline, silent: bool) -> bool:
    """Read `[inlines]{claim=…}`, `{term=…}` and `{plain=…}`; leave every other brace alone."""
    start = state.pos
    if state.src[start] != "[" or state.src.find("]{", start) < 0:
        return False
    label_end = parseLinkLabel(state, start)
    if label_end < 0:
        return False
    match = _SPAN_VALUE.match(state.src, label_end + 1)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        kind, quoted, bare = match.groups()
        maximum = state.posMax
        state.pos, state.posMax = start + 1, label_end
        opening = state.push("span_open", "", 1)
        opening.meta = {
            "kind": kind,
            "value": bare if quoted is None else quoted,
            "pos": match.start(),
        }
        state.md.inline.tokenize(state)
        state.push("span_close", "", -1)
        state.posMax = maximum
    state.pos = match.end()
    return True
