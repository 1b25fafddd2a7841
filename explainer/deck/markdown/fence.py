"""Reads fences: code with line stepping, and directives."""

from __future__ import annotations

import re
from time import process_time

from explainer.deck.block import Block, Broken, CodeBlock, MathBlock
from explainer.deck.markdown.directive_options import KINDS, read_directive
from explainer.deck.markdown.highlight import LONGEST_TIME, highlight
from explainer.deck.markdown.inlines import Reading
from explainer.deck.text_file import clean
from explainer.problems import Code as ProblemCode
from explainer.problems import Span

_DIRECTIVE = re.compile(r"\{([a-z-]+)\}(?: (\S+))?")
_LANGUAGE = re.compile(r"[^\s,:;?|=(){}\[\]\"']+")
_ATTRIBUTES = re.compile(r"\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w+#-]+)")
_STATED = re.compile(r"(?<![\w-])lang(?:uage)?=[\"']?([\w+#.-]+)")
_PREFIXES = ("language-", "lang-")
_NO_LANGUAGE = frozenset(
    {"sourcecode", "code", "code-block", "code-cell", "highlight", "cell", "numberlines"}
    | {"number-lines", "line-numbers", "linenumbers", "lineanchors", "linenos", "numbersource"}
)
"""Classes and directives of other tools that say how code is shown, in lower case."""
_LINES = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")

MOST_STEPS = 50
"""Most steps of one block of code; nobody sits through more."""


def read_fence(reading: Reading, info: str, body: str, start: int, end: int) -> Block:
    """Return the block of a fence: a directive if its info string is one, else code."""
    info = clean(info.strip())
    span = reading.source.lines(start, end)
    directive = None if reading.deck.is_plain else _DIRECTIVE.fullmatch(info)
    if directive is None and info.lower() == "math" and body.strip():
        return MathBlock(math_text(body), span)
    if directive is None:
        return _read_code(reading, info, body, span)
    kind, target = directive[1], directive[2] or ""
    if kind not in KINDS or kind in reading.refused:
        is_known = kind in KINDS
        known = ", ".join(name for name in KINDS if name not in reading.refused)
        problem = reading.problems.add(
            ProblemCode.UNKNOWN_DIRECTIVE,
            reading.source.find("{" + kind + "}", start),
            f"There is no directive '{{{kind}}}'{' in a question' if is_known else ''}.",
            ("" if is_known else reading.problems.suggest(kind, KINDS)) or f"There are {known}.",
        )
        return Broken(problem, span)
    return read_directive(reading, kind, target, body, start, end)


def _read_code(reading: Reading, info: str, body: str, span: Span) -> CodeBlock:
    language, attributes = read_info(info, is_plain=reading.deck.is_plain)
    text = clean(body).removesuffix("\n")
    steps: tuple[tuple[int, ...], ...] = ()
    if attributes is not None and reading.deck.is_plain:
        steps = parse_line_steps(attributes, text.count("\n") + 1) or ()
    elif attributes is not None:
        is_option = bool(language) and not any(map(str.isdigit, attributes))
        steps = _line_steps(reading, attributes, text.count("\n") + 1, span, is_option)
    return CodeBlock(text, language, span, steps, _highlighted(reading, text, language))


def read_info(info: str, *, is_plain: bool) -> tuple[str, str | None]:
    """Return the language in the info string of a fence, and what may name lines of it.

    Other tools write more there than the language: `rust,ignore`, `js:line-numbers`,
    `{.python .numberLines}`, `{r, echo=FALSE}`, `js {1,3} title="x"`. In plain Markdown a word in
    braces is a language; in a deck it may be a directive that is not written right.
    """
    braces = _ATTRIBUTES.search(info)
    first = _LANGUAGE.match(info)
    if first is not None and info[first.end() : first.end() + 1] != "=":
        language = first[0].removeprefix(".")
        for prefix in _PREFIXES:
            language = language.removeprefix(prefix)
    elif first is None and braces is not None and braces.start() == 0:
        if not is_plain and not _is_attribute(braces[1]):
            return "", braces[1]
        language = _braced_language(braces[1], info[braces.end() :])
        return language, None if language or _is_attribute(braces[1]) else braces[1]
    else:
        language = ""
    if braces is None or not braces[1].strip() or _is_attribute(braces[1]):
        return language, None
    return language, braces[1]


def _is_attribute(words: str) -> bool:
    """True if braces hold classes, an id or options, which are no lines."""
    return words.lstrip()[:1] in (".", "#", "=") or "=" in words


def _braced_language(words: str, behind: str) -> str:
    """Return the language in braces at the beginning, where some tools put it."""
    if stated := _STATED.search(words):
        return stated[1]
    named = [name for name in _CLASS.findall(words) if name.lower() not in _NO_LANGUAGE]
    if named or words.lstrip()[:1] in (".", "#"):
        return named[0] if named else ""
    first = _LANGUAGE.match(words.lstrip().removeprefix("="))
    if first is None or first[0][0].isdigit() or first[0] in ("*", "all"):
        return ""
    if first[0].lower() in _NO_LANGUAGE:
        after = _LANGUAGE.match(behind.lstrip())
        return after[0] if after else ""
    return first[0]


def math_text(latex: str) -> str:
    """Return the source of a displayed formula, without empty lines around it."""
    lines = clean(latex).replace("\t", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n").strip()


def read_code(reading: Reading, text: str, language: str, span: Span) -> CodeBlock:
    """Return a block of code that is no fence."""
    return CodeBlock(text, language, span, (), _highlighted(reading, text, language))


def _highlighted(reading: Reading, text: str, language: str) -> tuple[tuple[str, int], ...]:
    """Highlight code, unless the time for highlighting this file is used up."""
    if reading.seconds_highlighting > LONGEST_TIME:
        return ()
    before = process_time()
    pieces = highlight(text, language)
    reading.seconds_highlighting += process_time() - before
    return pieces


def _line_steps(
    reading: Reading, words: str, count: int, span: Span, is_option: bool
) -> tuple[tuple[int, ...], ...]:
    steps = parse_line_steps(words, count)
    if steps is None:
        first = (span.line or 1) - reading.source.first_line
        place = reading.source.find("{" + words + "}", first)
        if is_option:
            reading.problems.add(
                ProblemCode.FENCE_OPTION,
                place,
                f"'{{{words}}}' means nothing here and is left out; the code is shown.",
                "Braces behind a language name lines, as in '{2,4-6|8|all}'.",
            )
            return ()
        reading.problems.add(
            ProblemCode.LINE_STEPS,
            place,
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
