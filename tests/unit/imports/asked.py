"""Helpers: random questions for importers and writers, compared without their places."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.deck.question import Choice, Pair, Question, QuestionType, WrongAnswer
from explainer.importers.markdown_text import plain_line_markdown, plain_markdown
from explainer.problems import Span

NOWHERE = Span("")

SYNTAX = [
    *"\\#=~{}:%*[]<>&|\"',;?!.-_()$^/@+",
    *("->", "::", "//", "####", "\\n", "\n", "\t", " ", "[html]", "[plain]", "%50%", "..", "''"),
    *("<b>", "&amp;", "&#7;", "{{c1::", "}}", "$CATEGORY:", "ANSWER: B", "A) ", '"""', "[[", "]]"),
    *("a", "Z", "n", "0", "neq", "é", "ß", "中文", "𝕏", "🙂", "مرحبا", "word", "two words"),
]
"""Characters with a meaning in the formats, and letters other than ours."""

TOKENS = [
    *SYNTAX,
    *("{", "}", "{=", "{~", "{#", "{T}", "=%50%", "~%-50%", "%100%", "->", "..", ":0.5", "\n\n"),
    *(
        "// [id:a-b]\n",
        "[tag:x]",
        "[id:",
        "::n::",
        "TRUE",
        "####",
        "\\{",
        "\\}",
        "\\",
        "\r",
        "\r\n",
    ),
    *("A) a\n", "B. b\n", "ANSWER: A\n", "ANSWER: Z\n", "\nWho?\n", "answer:"),
    *("#separator:tab\n", "#html:true\n", "#guid column:1\n", "a\tb\n", '"', '""', "{{c1::a}}"),
    *('<ol type="A">', "<li>", "</li>", "</ol>", "<hr>", "[sound:x]", "&#27;", "<sup>", "</sup>"),
    *(
        "[[questions]]\n",
        'type = "ShortAnswer"\n',
        'prompt.prompt = "p"\n',
        'answer.answer = "a"\n',
    ),
    *('<a href="x">', "<li>", "</b>", "<img src=a>", "<!--", "-->", "{% if %}", "\\frac{1}{2}"),
    *("{{c2::", "}", "|", "![](a.png)", "<tag", "a > b", ";", "#notetype:Cloze\n"),
    *("\x00", "\u202e", "\ufeff", "\ud800", "1e999", "nan", "3,14", "*", "3..1", "<T>"),
]
"""Pieces of the formats' syntax, and pieces that none of them has."""

wild = st.lists(st.sampled_from(SYNTAX), min_size=1, max_size=6).map("".join)
texts = st.one_of(
    wild.map(lambda text: f"x{text}x"), wild.map(str.strip).filter(lambda text: bool(text.strip()))
)
"""A text without spaces at its ends, with anything in it that a format could get wrong."""

MARKUP = [
    *("a **b** c", "*a* `b`", "see [it](https://a.b/c)", "$x^2$ or m<sup>2</sup>", "~~a~~ b"),
    "What prints this?\n\n```rust\nfn main() {\n    let x = 1;\n\n    f(x);\n}\n```",
    "Which?\n\n- a **b**\n- c\n  - d",
    "| a | b |\n| --- | --: |\n| `1` | 2 |",
    "1. a\n2. b\n\nc\\\nd",
    "> a\n\n$$\nx = 1\n$$",
    "### a\n\nb",
]
"""Texts with markup, as an import writes them."""

marked = st.one_of(texts.map(plain_markdown), st.sampled_from(MARKUP))
"""A text of a question that may have blocks."""

lines = texts.map(plain_line_markdown).filter(lambda text: "\\\n\\\n" not in text)
"""A text of a question that stands on a line, of plain words; no format keeps an empty line."""

whys = st.one_of(st.just(""), marked)
ids = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
tag_names = st.from_regex(r"[A-Za-zé\]/]{1,8}", fullmatch=True)
numbers = st.one_of(
    st.integers(-(10**9), 10**9).map(float),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: round(number, 6) + 0.0),
)
partial = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9])


def _choice(text: str, why: str, correct: bool, weight: float | None = None) -> Choice:
    return Choice(text, NOWHERE, correct, why, weight=weight)


def _base(type: QuestionType, **fields: object) -> st.SearchStrategy[Question]:
    known = {key: value for key, value in fields.items() if isinstance(value, st.SearchStrategy)}
    return st.builds(
        Question,
        id=ids,
        type=st.just(type),
        prompt=marked,
        span=st.just(NOWHERE),
        tags=st.lists(tag_names, max_size=2, unique=True).map(tuple),
        explain=whys,
        **known,
    )


@st.composite
def single(draw: st.DrawFn) -> Question:
    question = draw(_base(QuestionType.SINGLE))
    weights = st.one_of(st.none(), st.sampled_from([-1.0, -0.5, 0.1, 0.25, 0.5, 0.9]))
    rest = draw(st.lists(st.tuples(marked, whys, weights), min_size=1, max_size=4))
    choices = [_choice(text, why, False, weight) for text, why, weight in rest]
    choices.insert(draw(st.integers(0, len(choices))), _choice(draw(marked), draw(whys), True))
    return replace(question, choices=tuple(choices))


@st.composite
def multiple(draw: st.DrawFn) -> Question:
    question = draw(_base(QuestionType.MULTIPLE))
    keys = draw(st.lists(st.tuples(marked, whys), min_size=1, max_size=4))
    rest = draw(st.lists(st.tuples(marked, whys), min_size=2 - min(len(keys), 2), max_size=4))
    uneven = draw(st.booleans()) and len(keys) == 2
    penalty = draw(st.sampled_from([None, 0.0])) if len(rest) > 1 else None
    weights = [0.75, 0.25] if uneven else [None] * len(keys)
    choices = [
        _choice(text, why, True, weight) for (text, why), weight in zip(keys, weights, strict=True)
    ]
    choices += [_choice(text, why, False, penalty) for text, why in rest]
    return replace(question, choices=tuple(draw(st.permutations(choices))))


@st.composite
def true_false(draw: st.DrawFn) -> Question:
    answer = draw(st.booleans())
    question = draw(_base(QuestionType.TRUE_FALSE))
    why = draw(whys)
    wrong = (WrongAnswer("false" if answer else "true", why),) if why else ()
    return replace(question, answer=answer, why_wrong=wrong)


@st.composite
def numeric(draw: st.DrawFn) -> Question:
    question = draw(_base(QuestionType.NUMERIC))
    wrong = [
        WrongAnswer(_shown(number), why, weight)
        for number, why, weight in draw(st.lists(st.tuples(numbers, marked, partial), max_size=3))
    ]
    if draw(st.booleans()):
        wrong.append(WrongAnswer("*", draw(marked), draw(partial)))
    one, other = sorted([draw(numbers), draw(numbers)])
    if draw(st.booleans()):
        return replace(question, low=one, high=other, why_wrong=tuple(wrong))
    tolerance = draw(st.sampled_from([None, 0.5, 2.0]))
    return replace(question, answer=one, tolerance=tolerance, why_wrong=tuple(wrong))


def _shown(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


typed = texts.filter(lambda text: "->" not in text and "\\" not in text and text != "*")
typed_whys = marked.filter(lambda text: "->" not in text)


@st.composite
def short(draw: st.DrawFn) -> Question:
    question = draw(_base(QuestionType.SHORT))
    wrong = [
        WrongAnswer(match, why, weight)
        for match, why, weight in draw(st.lists(st.tuples(typed, typed_whys, partial), max_size=3))
    ]
    if draw(st.booleans()):
        wrong.append(WrongAnswer("*", draw(typed_whys), 0.0))
    accept = draw(st.lists(typed, min_size=1, max_size=3, unique=True))
    return replace(question, accept=tuple(accept), why_wrong=tuple(wrong))


@st.composite
def match(draw: st.DrawFn) -> Question:
    question = draw(_base(QuestionType.MATCH))
    lefts = lines.filter(lambda text: "->" not in text and not text.endswith("-"))
    pairs = draw(st.lists(st.builds(Pair, lefts, lines), min_size=2, max_size=4))
    distractors = draw(st.lists(lines, max_size=2))
    return replace(question, pairs=tuple(pairs), distractors=tuple(distractors))


def questions() -> st.SearchStrategy[Question]:
    """Questions of every type that GIFT can express, without fields that it cannot."""
    return st.one_of(single(), multiple(), true_false(), numeric(), short(), match())


def placeless(question: Question) -> Question:
    """The question without places, for comparison."""
    choices = tuple(replace(choice, span=NOWHERE) for choice in question.choices)
    return replace(question, span=NOWHERE, choices=choices)
