"""Sets up markdown-it for the texts of questions, in which more than in a section is only text.

Authors of questions write `2*3*4`, `Vec<String>` and `if a<b and c>d`, and lines of code without a
fence. What a section would take for markup there, or lose, stays as it is written.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.rules_inline.emphasis import tokenize

from explainer.deck.markdown.html_tag import next_tag
from explainer.deck.markdown.parser import markdown_parser, read_html_block

_FEWEST_SPACES = 2
"""Fewest spaces before a line, more than before the others, that make it a line of code."""

_MARKUP = frozenset({
    "a", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
})  # fmt: skip
"""Elements that mark text up on a line."""

_BLOCKS = frozenset({
    "blockquote", "details", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p",
    "pre", "section", "table", "ul",
})  # fmt: skip
"""Elements that hold whole lines."""

_JOINT = re.compile(r"\s*(?:[,/|&]|\.\.\.|…|and|or|to|vs\.?)?\s*", re.IGNORECASE)
"""Text between a tag and its end tag that only names both: "<b> and </b>"."""

_LONGEST_JOINT = 12
_OPENING = re.compile(r"<(?:!--|([a-z][a-z0-9]*)(?=[\s/>]))", re.IGNORECASE)
_PROSE = re.compile(r"[.?!…]$|^[A-Z].* .*:$")
"""A line before code that is no code itself: "Consider this program:"."""

_ENDS = "ends_of_elements"


def question_parser() -> MarkdownIt:
    """Return a parser for the texts of one question."""
    parser = markdown_parser(is_plain=False)
    parser.block.ruler.at("paragraph", _paragraph)
    parser.block.ruler.at(
        "html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("html_inline", _HtmlRule())
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Read marks of emphasis; asterisks between two letters or digits multiply."""
    start, text = state.pos, state.src
    if silent or text[start] != "*" or not start or not _is_word(text[start - 1]):
        return tokenize(state, silent)
    end = start
    while end < state.posMax and text[end] == "*":
        end += 1
    if not _is_word(text[end : end + 1]):
        return tokenize(state, silent)
    state.pending += text[start:end]
    state.pos = end
    return True


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


class _HtmlRule:
    """Reads tags that mark text up; every other tag is text."""

    def __init__(self) -> None:
        self._content = ""
        self._markup: set[int] = set()

    def __call__(self, state: StateInline, silent: bool) -> bool:
        """Read a tag at the state's position, as a rule of markdown-it."""
        start, text = state.pos, state.src
        if text[start] != "<":
            return False
        if text is not self._content:
            self._content, self._markup = text, _markup_tags(text)
        is_markup = start in self._markup or text.startswith("<!--", start)
        if not is_markup or not html_inline(state, silent):
            return False
        if not silent:
            state.tokens[-1].meta["pos"] = start
        return True


def _markup_tags(text: str) -> set[int]:
    """Return the offsets of tags that mark something up: both of a pair, and those without end."""
    found: set[int] = set()
    opened: dict[str, list[tuple[int, int]]] = {}
    position = 0
    while tag := next_tag(text, position):
        position = tag.end
        if tag.name == "br" or (tag.name == "img" and tag.attributes.get("src")):
            found.add(tag.start)
        elif tag.name in _MARKUP | _BLOCKS and not tag.closes:
            opened.setdefault(tag.name, []).append((tag.start, tag.end))
        elif opened.get(tag.name):
            start, end = opened[tag.name].pop()
            is_joint = tag.start - end <= _LONGEST_JOINT and _JOINT.fullmatch(text, end, tag.start)
            if not is_joint:
                found.update((start, tag.start))
    return found


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a block of HTML if the element that it begins with ends somewhere, or a comment."""
    begin = state.bMarks[start] + state.tShift[start]
    opening = _OPENING.match(state.src, begin, state.eMarks[start])
    if opening is None:
        return False
    name = (opening[1] or "").lower()
    if name and (name not in _BLOCKS or _last_end(state, name) < begin):
        return False
    return read_html_block(state, start, end, silent)


def _last_end(state: StateBlock, name: str) -> int:
    """Return the offset of the last end tag with a name, or -1; searched once for each name."""
    ends: dict[str, int] = state.env.setdefault(_ENDS, {})
    if name not in ends:
        ends[name] = state.src.lower().rfind(f"</{name}")
    return ends[name]


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a paragraph; lines of it that are indented like code become a block of code."""
    count = len(state.tokens)
    if not paragraph(state, start, end, silent):
        return False
    code = _first_code_line(state, start, state.line)
    if silent or code is None:
        return True
    del state.tokens[count:]
    last = state.line
    if code > start:
        _push_lines(state, start, code)
    token = state.push("code_block", "code", 0)
    token.map = [code, last]
    token.content = state.getLines(code, last, _indent(state, code, last), True)
    return True


def _first_code_line(state: StateBlock, start: int, end: int) -> int | None:
    """Return the first line of code in a paragraph, or None if no line is indented like code."""
    for line in range(start + 1, end):
        if state.sCount[line] - state.sCount[start] < _FEWEST_SPACES:
            continue
        before = state.src[state.bMarks[line - 1] : state.eMarks[line - 1]].strip()
        return line if _PROSE.search(before) else line - 1
    return None


def _indent(state: StateBlock, start: int, end: int) -> int:
    return min(state.sCount[line] for line in range(start, end))


def _push_lines(state: StateBlock, start: int, end: int) -> None:
    """Add the tokens of a paragraph that keeps its line ends."""
    lines = state.getLines(start, end, state.blkIndent, False).split("\n")
    opening = state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content = "\\\n".join(line.strip() for line in lines)
    inline.children = []
    opening.map = inline.map = [start, end]
    state.push("paragraph_close", "p", -1)
