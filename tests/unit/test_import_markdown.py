"""Texts of other tools become Markdown that reads as they did at home."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.block import Break, Paragraph, Strong, Text
from explainer.deck.model import Deck
from explainer.deck.question import Pair, Question, QuestionType
from explainer.deck.question_reader import read_question_text
from explainer.deck.text_file import clean
from explainer.importers.html_markup import HtmlText
from explainer.importers.html_math import ANKI_MATH, MOODLE_MATH
from explainer.importers.imported_text import ImportedText
from explainer.importers.markdown_inlines import inline_markdown
from explainer.importers.markdown_pictures import without_pictures
from explainer.importers.markdown_text import (
    block_markdown,
    line_markdown,
    plain_line_markdown,
    plain_markdown,
)
from explainer.importers.parsed_text import parse_text
from explainer.problems import Problems, Span

from .imports.asked import NOWHERE, TOKENS

_MARKS = [*"*_`~$[]()<>&#-+=|!\\^{}:.1 a\n", "**", "$$", "](x)", "[^a]", "<b>", "</b>", "<!--"]
_texts = st.one_of(
    st.lists(st.sampled_from(_MARKS), max_size=20).map("".join),
    st.lists(st.sampled_from(TOKENS), max_size=8).map("".join),
    st.text(max_size=20),
).map(lambda text: clean(ImportedText(text).text).strip())


def _asked(text: str) -> Question:
    pairs = (Pair(text, "b"), Pair("c", "d"))
    return Question("q", QuestionType.MATCH, text, NOWHERE, pairs=pairs)


def _read(markdown: str) -> tuple[list[str], list[str]]:
    """The kinds of blocks that a deck reads, and the words of their lines."""
    text = read_question_text(Deck("", "", (), Span("")), _asked(markdown), Problems(), None)
    blocks = text.of(markdown)
    lines: list[str] = []
    for block in blocks:
        content = block.content if isinstance(block, Paragraph) else ()
        said = "".join(
            "\n" if isinstance(one, Break) else one.text if isinstance(one, Text) else "?"
            for one in content
        )
        lines.extend(said.split("\n"))
    return [type(block).__name__ for block in blocks], [" ".join(line.split()) for line in lines]


@settings(max_examples=150, deadline=None)
@given(_texts)
def test_plain_text_reads_back_as_the_same_lines_of_paragraphs(text: str) -> None:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    if not any(lines) or text.count("[") > 20:
        return
    kinds, read = _read(plain_markdown("\n".join(lines)))

    assert set(kinds) == {"Paragraph"}
    assert read == [line for line in lines if line]


@pytest.mark.parametrize(
    "text",
    ["2*3*4", "a * b", "snake_case_name", "Vec<String>", "C:\\new", "5 < 6", "the <b> tag", "- 5",
     "# of", "1. x", "---", "<br>", "f(*a, **b)", "$5 and $6", "a | b", "x[0][1]", "if a<b and c>d",
     "The _____ is", "http://a.b/c_d_e"],
)  # fmt: skip
def test_text_that_is_no_markup_stays_as_it_is(text: str) -> None:
    assert plain_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("*p*", r"\*p\*"),
        ("[x](y) and z*", r"\[x](y) and z*"),
        ("$x$ and $y$", r"\$x\$ and \$y\$"),
        ("&amp; & b", r"\&amp; & b"),
        ("<b>x</b>", r"\<b>x\</b>"),
        ("see [^a]", r"see \[^a]"),
        ("![](a.png)", r"!\[](a.png)"),
        ("<img src=a.png>", r"\<img src=a.png>"),
        ("a\n- b\n1. c\n# d", "a\\\n\\- b\\\n1\\. c\\\n\\# d"),
        ("a\n---", "a\\\n\\---"),
        ("a\n\nb", "a\n\nb"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, markdown: str) -> None:
    assert plain_markdown(text) == markdown


def test_a_text_on_a_line_needs_no_escape_for_blocks() -> None:
    assert plain_line_markdown("- a") == "- a"
    assert plain_line_markdown("*a*\n# b") == "\\*a\\*\\\n# b"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("What is it?\nfor x in y:\n    print(x)", "```\nfor x in y:\n    print(x)\n```"),
        (
            "int f() {\n  int x;\n\n  return x;\n}",
            "```\nint f() {\n  int x;\n\n  return x;\n}\n```",
        ),
        ("Steps:\n  - a\n  - b", "Steps:\\\n\\- a\\\n\\- b"),
        ("One line\n   goes on here.", "One line\\\ngoes on here."),
    ],
)
def test_indented_code_is_fenced_and_prose_is_not(text: str, markdown: str) -> None:
    assert plain_markdown(text).endswith(markdown)


def _of_html(html: str) -> str:
    return block_markdown(HtmlText(html, math=ANKI_MATH).blocks())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a <b>b </b><i>c</i> <s>d</s> <code>e_f</code>", "a **b** *c* ~~d~~ `e_f`"),
        ("<p>a<br>b</p><p>c</p>", "a\\\nb\n\nc"),
        ("<b>a<br><br>b</b>", "**a**\n\n**b**"),
        ("<b><i>a</b> b</i>", "**_a_** _b_"),
        (
            '<pre><code class="language-py">if a:<br>&nbsp; b &lt; c</code></pre>',
            "```py\nif a:\n  b < c\n```",
        ),
        ("<code>a<br>b</code>", "```\na\nb\n```"),
        ("x<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "x\n\n- a\n  - b\n- c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        (
            "<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td><td><b>2</b></td></tr></table>",
            "| a | b\\|c |\n| --- | --- |\n| 1 | **2** |",
        ),
        ('<a href="https://x.y/z">t</a> <a href="file:///e">u</a>', "[t](https://x.y/z) u"),
        ('<a href="https://x.y/z">https://x.y/z</a>', "<https://x.y/z>"),
        ("H<sub>2</sub>O and 10<sup>9</sup>", "H<sub>2</sub>O and 10<sup>9</sup>"),
        ("<h3>T</h3><blockquote>q</blockquote>", "### T\n\n> q"),
        (r"so \(a &lt; b_1\) and [$]x^2[/$]", "so $a < b_1$ and $x^2$"),
        (r"\[\frac{1}{2}\]", "$$\n\\frac{1}{2}\n$$"),
        (r"<code>\(x\)</code>", r"`\(x\)`"),
        ('<span style="font-weight:700">a</span>', "**a**"),
        ("<img src=a.png alt='a map'> b", "[a map] b"),
        ("Vec&lt;String&gt; *x*", r"Vec<String> \*x\*"),
        ("for x:<br>&nbsp;&nbsp;f(x)", "```\nfor x:\n  f(x)\n```"),
        ("<script>x()</script>a", "a"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert _of_html(html) == markdown


def test_moodles_formulas_are_between_two_dollars_or_evident() -> None:
    html = r"so $$x+1$$, $\alpha$ and $5 or $6"

    blocks = HtmlText(html, math=MOODLE_MATH).blocks()
    assert block_markdown(blocks) == r"so $x+1$, $\alpha$ and $5 or $6"


def test_blocks_on_a_line_become_lines() -> None:
    blocks = HtmlText("<p>a</p><ul><li>b</li><li><b>c</b></li></ul>").blocks()

    assert line_markdown(blocks) == "a\\\n• b\\\n• **c**"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*TOKENS, *_MARKS, "<td>", "<tr>", "<pre>", "\\("])).map("".join))
def test_any_html_becomes_a_markdown_that_is_read(html: str) -> None:
    markdown = _of_html(clean(html))

    assert isinstance(markdown, str)
    assert parse_text(markdown) is not None


def test_emphasis_that_markdown_cannot_place_is_left_out_alone() -> None:
    content = (Text("a"), Strong((Text("(b)"),)), Text("c "), Strong((Text("d"),)))

    assert inline_markdown(content, parse_text) == "a(b)c **d**"


@pytest.mark.parametrize(
    ("markdown", "without"),
    [
        ("Look: ![a tree](t.png) here", "Look: [a tree] here"),
        ("![](t.png)", "[picture]"),
        ("`![a](b)` and ![c][d]", "`![a](b)` and [c]"),
        ('```\n![a](b)\n```\n![c](d "t")', "```\n![a](b)\n```\n[c]"),
        ("no ![picture", "no ![picture"),
    ],
)
def test_pictures_of_markdown_leave_their_words(markdown: str, without: str) -> None:
    assert without_pictures(markdown) == without
