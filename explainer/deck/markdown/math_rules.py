"""Rules of markdown-it for formulas: `$…$` in text and `$$…$$` in it or on lines of its own.

They are those of mdit-py-plugins, stricter where dollars are prices or variables of a shell.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

INLINE = "math_inline"
"""Type of the token of a formula in text."""

DISPLAYED = "math_inline_double"
"""Type of the token of a displayed formula in text."""

BLOCK = "math_block"
"""Type of the token of a displayed formula on lines of its own."""

_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]
_SEARCHED = "searched_for_math_end"
_LATEX = re.compile(r"[\\^_={}<>]")
_PRICE = re.compile(r"\d[\d.,]*[kKmMB]?[.,;:)]*\s+[\w(€£$]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")

_inline = math_inline_dollar(allow_space=False, allow_digits=True, allow_double=True)
_block = math_block_dollar(allow_labels=False, allow_blank_lines=False)


def add_math(parser: MarkdownIt) -> None:
    """Add both rules to a parser."""
    parser.inline.ruler.before("escape", INLINE, _inline_rule)
    parser.block.ruler.before("fence", BLOCK, _block_rule, {"alt": _INTERRUPTED})


def _inline_rule(state: StateInline, silent: bool) -> bool:
    """Read a formula in text, unless its dollars stand for something else."""
    start, text = state.pos, state.src
    # The library's own rule against digits looks at the end of the text before its beginning.
    if text[start] != "$" or (start and (_is_word(text[start - 1]) or text[start - 1] == "$")):
        return False
    found = _inline(state, True)
    end, state.pos = state.pos, start
    if not found or end > state.posMax:
        return False
    width = 2 if text.startswith("$$", start) else 1
    content = text[start + width : end - width]
    if not content.strip() or (width == 1 and not _is_math(content, text[end : end + 1])):
        return False
    if not silent:
        _inline(state, False)
    state.pos = end
    return True


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")


def _is_math(content: str, following: str) -> bool:
    """True if what stands between two dollars is a formula and no price or variable."""
    if following.isdigit() or content.count("`") % 2:
        return False
    if following and (following in "{(" or _is_word(following)):
        # The dollars may begin names, as in $HOME/$USER, ${a}-${b} and $scope.$watch.
        is_ended = content[-1].isalnum() or (content[-1] in "})]" and content[0] != "{")
        if not is_ended or following in "{(":
            return False
    if _LATEX.search(content):
        return True
    if _PRICE.match(content) or (content[0].isdigit() and _WORD.search(content)):
        return False
    return len(_LONG_WORD.findall(content)) < 2


def _block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a displayed formula; a search for its end that failed is not made again."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", begin) or state.src.startswith("$$$", begin):
        return False
    is_searched = start < state.env.get(_SEARCHED, 0)
    if is_searched and "$$" not in state.src[begin + 2 : state.eMarks[start]]:
        return False
    count, line = len(state.tokens), state.line
    if not _block(state, start, end, False):
        stop = start + 1
        while stop < end and not state.isEmpty(stop):
            stop += 1
        state.env[_SEARCHED] = max(stop, state.env.get(_SEARCHED, 0))
        return False
    token = state.tokens[-1]
    if silent or not token.content.strip():
        del state.tokens[count:]
        state.line = line
        return silent and bool(token.content.strip())
    return True
