"""Reads fences: code with line stepping, and directives."""

from __future__ import annotations

import re
from time import process_time

from explainer.deck.block import Block, Broken, CodeBlock
from explainer.deck.markdown.directive_options import KINDS, read_directive
from explainer.deck.markdown.highlight import LONGEST_TIME, highlight
from explainer.deck.markdown.inlines import Reading
from explainer.deck.text_file import clean
from explainer.problems import Code as ProblemCode
from explainer.problems import Span

_DIRECTIVE = re.compile(r"\{([a-z-]+)\}(?: (\S+))?")
_INFO = re.compile(r"(\S*?)\s*(?:\{([^{}]*)\})?(?:\s.*)?")
_BRACED_LANGUAGE = re.compile(r"\{\.?([\w+#-]+)[^{}]*\}")
_LINES = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")

MOST_STEPS = 50
"""Most steps of one block of code; nobody sits through more."""


def read_fence(reading: Reading, info: str, body: str, start: int, end: int) -> Block:
    """Return the block of a fence: a directive if its info string is one, else code."""
    info = clean(info.strip())
    span = reading.source.lines(start, end)
    directive = None if reading.deck.is_plain else _DIRECTIVE.fullmatch(info)
    if directive is None:
        return _read_code(reading, info, body, span)
    kind, target = directive[1], directive[2] or ""
    if kind not in KINDS:
        problem = reading.problems.add(
            ProblemCode.UNKNOWN_DIRECTIVE,
            reading.source.find("{" + kind + "}", start),
            f"There is no directive '{{{kind}}}'.",
            reading.problems.suggest(kind, KINDS) or f"There are {', '.join(KINDS)}.",
        )
        return Broken(problem, span)
    return read_directive(reading, kind, target, body, start, end)


def _read_code(reading: Reading, info: str, body: str, span: Span) -> CodeBlock:
    match = _INFO.fullmatch(info)
    language, steps_text = (match[1], match[2]) if match else (info, None)
    text = clean(body).removesuffix("\n")
    steps: tuple[tuple[int, ...], ...] = ()
    if reading.deck.is_plain:
        if steps_text:
            steps = parse_line_steps(steps_text, text.count("\n") + 1) or ()
        if braced := _BRACED_LANGUAGE.match(info):
            language = braced[1]
    elif steps_text is not None:
        steps = _line_steps(reading, steps_text, text.count("\n") + 1, span)
    return CodeBlock(text, language, span, steps, _highlighted(reading, text, language))


def _highlighted(reading: Reading, text: str, language: str) -> tuple[tuple[str, int], ...]:
    """Highlight code, unless the time for highlighting this file is used up."""
    if reading.seconds_highlighting > LONGEST_TIME:
        return ()
    before = process_time()
    pieces = highlight(text, language)
    reading.seconds_highlighting += process_time() - before
    return pieces


def _line_steps(
    reading: Reading, words: str, count: int, span: Span
) -> tuple[tuple[int, ...], ...]:
    steps = parse_line_steps(words, count)
    if steps is None:
        first = (span.line or 1) - reading.source.first_line
        reading.problems.add(
            ProblemCode.LINE_STEPS,
            reading.source.find("{" + words + "}", first),
            f"'{{{words}}}' does not name lines of this block, which has {count}.",
            "Write steps like '{2,4-6|8|all}', with lines counted from 1.",
        )
        return ()
    return steps


def parse_line_steps(words: str, count: int) -> tuple[tuple[int, ...], ...] | None:
    """Read steps as presenterm and Slidev write them, `2,4-6|8`; None if they name no lines.

    Lines count from 1 to `count`; `all` and `*` mean every line, which is an empty step here.
    """
    steps: list[tuple[int, ...]] = []
    for step in (word.strip() for word in words.split("|", MOST_STEPS)):
        if step in ("all", "*", ""):
            steps.append(())
            continue
        lines: set[int] = set()
        for part in step.split(","):
            match = _LINES.fullmatch(part.strip())
            if match is None or len(steps) == MOST_STEPS:
                return None
            first, last = int(match[1]), int(match[2] or match[1])
            if not 1 <= first <= last <= count:
                return None
            lines.update(range(first, last + 1))
        steps.append(tuple(sorted(lines)))
    return tuple(steps)
