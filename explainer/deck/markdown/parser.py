"""Sets up markdown-it for decks: CommonMark, GFM, formulas and rules of our own.

Only this module knows markdown-it's rules; `blocks.py` and `inlines.py` know its tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock, blockquote, html_block, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, html_inline, image
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def

from explainer.deck.markdown.image import is_inline_image, short_path
from explainer.deck.markdown.math_rules import add_math

MAX_NESTING = 100
"""Most levels of nested quotes and lists; deeper ones are shown as text and reported."""

MAX_BRACKETS = 20
"""Most square brackets open at once; text with more has no links, and is reported."""

LONGEST_HREF = 2_000
"""Longest address of a link; browsers accept no longer one, and references repeat addresses."""

_SPAN_VALUE = re.compile(r"\{(claim|term|plain)=(?:\"([^\"\n]*)\"|([^\s\"{}]+))\}")
_PRE = re.compile(r"<(/?)pre(?=[\s/>])", re.IGNORECASE)
_SEARCHED_FOR_PRE = "searched_for_pre"
_Rule = Callable[[StateInline, bool], bool]
_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_NESTING_RULES: tuple[tuple[str, _BlockRule, list[str]], ...] = (
    ("blockquote", blockquote, ["paragraph", "reference", "blockquote", "list"]),
    ("list", list_block, ["paragraph", "reference", "blockquote"]),
    ("footnote_def", footnote_def, ["paragraph", "reference"]),
)
"""Rules for blocks that contain others, each with the rules it can interrupt."""


class Parsed(NamedTuple):
    """A text parsed by markdown-it."""

    tokens: list[Token]
    """Block tokens, with inline tokens as children."""
    too_deep: int | None
    """First line, from 0, with something nested deeper than the limit; None if there is none."""


def parse_markdown(parser: MarkdownIt, text: str) -> Parsed:
    """Parse a text."""
    found: dict[str, Any] = {}
    tokens = parser.parse(text, found)
    return Parsed(tokens, found.get(_TOO_DEEP))


_TOO_DEEP = "too_deep"


def markdown_parser(*, is_plain: bool) -> MarkdownIt:
    """Return a parser that can be used for many texts; plain Markdown has no spans."""
    parser = MarkdownIt("commonmark")
    # Beyond its own limit markdown-it drops text, so it must never reach it.
    parser.options["maxNesting"] = MAX_NESTING + 10
    parser.options["tasklists"] = True
    parser.options["alerts"] = True
    parser.enable(["table", "strikethrough"])
    # Footnotes stay where they are defined: a section numbers its own footnotes.
    footnote_plugin(parser, inline=False, move_to_end=False)
    for name, rule, interrupts in _NESTING_RULES:
        parser.block.ruler.at(name, _limited(rule), {"alt": interrupts})
    parser.block.ruler.at(
        "html_block", read_html_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.core.ruler.at("inline", _read_inlines)
    parser.inline.ruler.at("html_inline", _placed(html_inline))
    parser.inline.ruler.at("image", _placed(image))
    parser.inline.ruler.after("footnote_ref", "citation", _citation_rule)
    add_math(parser)
    if not is_plain:
        parser.inline.ruler.before("link", "span", _SpanRule())
    is_safe, normalised = parser.validateLink, parser.normalizeLink
    parser.validateLink = (  # type: ignore[method-assign] # the way markdown-it has for it
        lambda url: is_inline_image(url) or (len(url) <= LONGEST_HREF and is_safe(url))
    )
    parser.normalizeLink = (  # type: ignore[method-assign] # as above
        lambda url: short_path(url) if is_inline_image(url) else normalised(url)
    )
    return parser


def read_html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a block of HTML; preformatted text in it goes on over empty lines.

    CommonMark ends a block such as `<div>` at an empty line, also in the middle of a `<pre>`.
    """
    if not html_block(state, start, end, silent):
        return False
    if silent or not state.tokens or state.tokens[-1].type != "html_block":
        return True
    token = state.tokens[-1]
    line = state.line
    is_open = _is_in_pre(token.content, False)
    if not is_open or line < state.env.get(_SEARCHED_FOR_PRE, 0):
        return True
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        is_open = _is_in_pre(state.src[state.bMarks[line] : state.eMarks[line]], is_open)
        line += 1
        if not is_open and (line >= end or state.isEmpty(line)):
            state.line = line
            token.map = [start, line]
            token.content = state.getLines(start, line, state.blkIndent, True)
            return True
    state.env[_SEARCHED_FOR_PRE] = line
    return True


def _is_in_pre(html: str, is_open: bool) -> bool:
    """True if preformatted text is open after some HTML."""
    tags = _PRE.findall(html)
    return not tags[-1] if tags else is_open


def _read_inlines(state: StateCore) -> None:
    """Parse the inlines of every block, except blocks with more brackets than anyone writes."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if _open_brackets(token.content) > MAX_BRACKETS:
            token.meta["too_deep"] = True
            token.children = _only_text(token.content)
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _open_brackets(content: str) -> int:
    """Return the most square brackets open at once; parsing takes quadratic time in them."""
    if content.count("[") <= MAX_BRACKETS:
        return 0
    most = now = 0
    for character in content:
        if character == "[":
            now += 1
            most = max(most, now)
        elif character == "]" and now:
            now -= 1
    return most


def _only_text(content: str) -> list[Token]:
    """Return the tokens of a text without any markup."""
    tokens: list[Token] = []
    for number, line in enumerate(content.split("\n")):
        if number:
            tokens.append(Token("softbreak", "br", 0))
        tokens.append(Token("text", "", 0, content=line.strip()))
    return tokens


def _limited(rule: _BlockRule) -> _BlockRule:
    """Wrap a rule of markdown-it so that anything nested too deep is left as text."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.level < MAX_NESTING:
            return rule(state, start, end, silent)
        if rule(state, start, end, True):
            state.env.setdefault(_TOO_DEEP, start)
        return False

    return limited


def _placed(rule: _Rule) -> _Rule:
    """Wrap a rule of markdown-it so that its tokens have their offset in the block's content."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and len(state.tokens) > count:
            state.tokens[-1].meta["pos"] = start
        return found

    return placed


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """Read `[^id]` as a citation if no footnote with that name is defined."""
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


class _SpanRule:
    """Reads `[inlines]{claim=…}`, `{term=…}` and `{plain=…}`; ignores every other brace."""

    def __init__(self) -> None:
        self._content = ""
        self._last_brace = -1

    def __call__(self, state: StateInline, silent: bool) -> bool:
        """Read a span at the state's position, as a rule of markdown-it."""
        start = state.pos
        if state.src[start] != "[" or self._last(state.src) < start:
            return False
        label_end = parseLinkLabel(state, start)
        if label_end < 0:
            return False
        match = _SPAN_VALUE.match(state.src, label_end + 1)
        if match is None or match.end() > state.posMax:
            return False
        if not silent:
            _push_span(state, label_end, match)
        state.pos = match.end()
        return True

    def _last(self, content: str) -> int:
        """Return the position of the last brace after a bracket; searched once for each block."""
        if content is not self._content:
            self._content, self._last_brace = content, content.rfind("]{")
        return self._last_brace


def _push_span(state: StateInline, label_end: int, match: re.Match[str]) -> None:
    """Add the tokens of a span and of its content."""
    kind, quoted, bare = match.groups()
    start, maximum = state.pos, state.posMax
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
