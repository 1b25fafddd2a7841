r"""Tags, braces, brackets, thirds and pictures in GIFT are read as their author meant them."""

from __future__ import annotations

import pytest

from explainer.deck.question import Question, QuestionType
from explainer.importers.item import Item
from explainer.importers.question_import import Form, read_items
from explainer.quiz.writers.export import Losses, Outcome
from explainer.quiz.writers.question_words import QuestionWords


def _item(text: str) -> Item:
    (item,) = read_items(text, Form.GIFT).items
    return item


def _question(text: str) -> Question:
    item = _item(text)
    assert item.question is not None, item.notes
    return item.question


def _texts(text: str) -> list[str]:
    return [choice.text for choice in _question(text).choices]


def _said(item: Item) -> str:
    return " ".join(note.message for note in item.notes)


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("=<a> ~<link> ~<href>", ["<a>", "<link>", "<href>"]),
        ("=<li> ~<p> ~item", ["<li>", "<p>", "item"]),
        ("=<br> ~<hr> ~use <br/>", ["<br>", "<hr>", r"use \<br/>"]),
        ("=</ul> ~</li>", ["</ul>", "</li>"]),
        ("=<b>x</b> ~<i>x</i> ~<u>x</u>", [r"\<b>x\</b>", r"\<i>x\</i>", r"\<u>x\</u>"]),
        ("=<b>x</b> ~<i>y</i>", [r"\<b>x\</b>", r"\<i>y\</i>"]),
        ("=[html]<ul> ~[html]<ol>", ["<ul>", "<ol>"]),
        ("=<img> ~<pic>", ["<img>", "<pic>"]),
        ("=<!-- x --> ~// x", ["<!-- x -->", "// x"]),
        ('=<a href="x">x</a> ~<link src="~y#z">', [r'\<a href="x">x\</a>', '<link src="~y#z">']),
        (
            "=<code><a href='x'>y</a></code> ~<code><link></code>",
            ["`<a href='x'>y</a>`", "`<link>`"],
        ),
        ("=<code>x</code> ~<kbd>x</kbd>", [r"\<code>x\</code>", r"\<kbd>x\</kbd>"]),
        ("=<a href=x.html> ~<a src=x.html>", ["<a href=x.html>", "<a src=x.html>"]),
        ('=<xsl:value select="{a}"/> ~<b>', ['<xsl:value select="{a}"/>', "<b>"]),
        ("=&lt;b&gt; ~[html]<code>i</code>", ["<b>", "`i`"]),
    ],
)
def test_answers_that_are_tags_keep_them(written: str, texts: list[str]) -> None:
    assert _texts(f"Which one?{{{written}}}") == texts


@pytest.mark.parametrize(
    "prompt",
    [
        "What does the <b> tag do?",
        "What does a <br> tag do?",
        'What does "<p>" do?',
        "What does `<hr>` do?",
        "Do <b> and </b> belong together?",
        "Is <em> the same as <i>?",
        "What is <a href=x> for?",
        "Is <div> a box?",
        "Are there <p>, <li> and <td>?",
        "Has <img> an alt?",
    ],
)
@pytest.mark.parametrize("before", ["", "[html]"])
def test_a_prompt_about_tags_names_them(prompt: str, before: str) -> None:
    question = _question(f"{before}{prompt}{{=yes ~no}}")

    assert QuestionWords(question, None, Losses()).words(question.prompt) == prompt


@pytest.mark.parametrize(
    ("written", "prompt", "texts"),
    [
        ("a<br>b<br/>c{=<b>x</b> ~y}", "a\\\nb\\\nc", ["**x**", "y"]),
        ("[html]<p>One<p>Two{=<p>x</p> ~<p>y</p>}", "One\n\nTwo", ["x", "y"]),
        ("Vec<T> or vector<int>?{=<em>x</em> ~y}", "Vec<T> or vector<int>?", ["*x*", "y"]),
        (
            "Which element is H<sub>2</sub>?{=H<sub>2</sub> ~O}",
            "Which element is H<sub>2</sub>?",
            ["H<sub>2</sub>", "O"],
        ),
        ("HTML?{=<code>x</code> ~y}", "HTML?", ["`x`", "y"]),
        ("In HTML?{=<p><b>x</b></p> ~<p>y</p>}", "In HTML?", ["**x**", "y"]),
        ("Welcher Tag?{=<b>x</b> ~y}", "Welcher Tag?", ["**x**", "y"]),
        ("<span style='a'>Q{=x ~y}", "Q", ["x", "y"]),
    ],
)
def test_tags_that_mark_text_up_become_markdown(
    written: str, prompt: str, texts: list[str]
) -> None:
    assert (_question(written).prompt, _texts(written)) == (prompt, texts)


def test_signs_in_a_tag_are_told_with_what_moodle_needs() -> None:
    item = _item('Which?{=<a href="x"> ~<b>}')

    assert "write \\=" in _said(item)
    assert (item.notes[0].line, item.notes[0].column) == (1, 16)


def test_signs_beside_what_is_no_tag_are_syntax() -> None:
    assert _texts("q{=x<y ~x>y ~a<b ~c>d}") == ["x<y", "x>y", "a<b", "c>d"]


@pytest.mark.parametrize(
    ("written", "prompt"),
    [
        (
            r"::q::[html]<p>Look\: <img src\=\"a.png\" alt\=\"y > x here\"> Why?</p>{T}",
            "Look: [y > x here] Why?",
        ),
        ('[html]<p>Press <span title="a > b">here</span> now</p>{T}', "Press here now"),
        ("[html]<p>Press <span title='\"a\" > b'>here</span> now</p>{T}", "Press here now"),
        ('[html]<img alt="a < b" src="x"> Is it?{T}', "[a < b] Is it?"),
        ("[html]It's <b class='x'>so</b>, isn't it?{T}", "It's **so**, isn't it?"),
        ('[html]<i class="x>a</i> b{T}', "*a* b"),
        ("[y > x for small x] Is it?{T}", "[y > x for small x] Is it?"),
        ("::t::[Note] Is it?{T}", "[Note] Is it?"),
        ("[html][1] Is it?{T}", "[1] Is it?"),
    ],
)
def test_signs_in_attributes_and_brackets_stay(written: str, prompt: str) -> None:
    assert _question(written.replace('\\"', '"')).prompt == prompt


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("=a {% for %} tag ~a {% if %} tag", ["a {% for %} tag", "a {% if %} tag"]),
        ("={{ x }} ~{x} ~x", ["{{ x }}", "{x}", "x"]),
        ("={1, 2} ~[1, 2]", ["{1, 2}", "[1, 2]"]),
        (
            r"=$\sum_{i=1}^{n} i$ ~$\frac{1}{\sqrt{2}}$",
            [r"$\sum_{i=1}^{n} i$", r"$\frac{1}{\sqrt{2}}$"],
        ),
        ("=f(x) { return ~x; } ~no", ["f(x) { return ~x; }", "no"]),
        ("=a {b} # for {c=d}\n~e", ["a {b}", "e"]),
        ("\n=a {b}\n\n~{c} d\n", ["a {b}", "{c} d"]),
    ],
)
def test_braces_in_pairs_are_text_in_answers(written: str, texts: list[str]) -> None:
    item = _item(f"Which?{{{written}}}")

    assert _texts(f"Which?{{{written}}}") == texts
    assert "\\{" in _said(item)


@pytest.mark.parametrize(
    ("written", "prompt"),
    [
        (r"$\frac{1}{2}$ is {=0.5}", r"$\frac{1}{2}$ is"),
        (r"$A^{T}$ is symmetric. {F}", r"$A^{T}$ is symmetric."),
        (r"What is $\sqrt{4}$? {#2}", r"What is $\sqrt{4}$?"),
        ("f() {} does? {=nothing ~all}", "f() {} does?"),
        ("if (x) { y(); } does? {~a =b}", "if (x) { y(); } does?"),
        ("The set {1, 2} has two. {TRUE#no}", "The set {1, 2} has two."),
    ],
)
def test_braces_in_pairs_are_text_in_prompts(written: str, prompt: str) -> None:
    item = _item(written)

    assert item.question is not None, item.notes
    assert item.question.prompt == prompt
    assert item.notes[0].column == written.index("{") + 1


@pytest.mark.parametrize("text", ["q {=a {b ~c}", "q {=a b} ~c}", "q {=a} or {=b}", "q {x} {y}"])
def test_braces_that_are_unclear_are_left_and_told(text: str) -> None:
    assert "braces besides" in _said(_item(text))


@pytest.mark.parametrize(
    ("percent", "weight"),
    [
        ("-33.33333", -0.3333333),
        ("33.33333", 0.3333333),
        ("-16.66667", -0.1666667),
        ("-66.666667", -0.6666667),
        ("-14.28571", -0.1428571),
        ("-50", -0.5),
    ],
)
def test_weights_have_the_digits_that_gift_gives_them(percent: str, weight: float) -> None:
    question = _question(f"q{{=a ~%{percent}%b ~c}}")

    assert question.choices[1].weight == weight


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('p{=<img src\\="a.png"> ~<img src\\="b.png">}', "All its answers are pictures"),
        ('p{=<p><img src="a" alt="x > y"></p> ~<img src="b">}', "All its answers are pictures"),
        ("[markdown]p{=![](a.png) ~![x](b.png)}", "All its answers are pictures"),
        ("p{~%50%<img src=a> ~%50%<img src=b> ~<img src=c>}", "All its answers are pictures"),
        ("p{=<img src=a> ~<img src=b> ~no}", "A right answer and others are only pictures"),
        ("p{=<img src=a> -> x =b -> y}", "A side of a pair is only a picture"),
        ("p{=x -> <img src=a> =b -> y}", "A side of a pair is only a picture"),
        ("p{=<img src=a>}", "An answer is only a picture"),
        ("[html]<p><img src=a></p>{=a ~b}", "It asks by a picture only"),
    ],
)
def test_questions_of_pictures_are_left_with_that_reason(text: str, said: str) -> None:
    item = _item(text)

    assert item.outcome is Outcome.LEFT
    assert said in item.notes[0].message


def test_a_described_picture_beside_words_is_taken() -> None:
    question = _question("Which?{=<img src=a alt='a map'> ~words}")

    assert question.type is QuestionType.SINGLE
    assert [choice.text for choice in question.choices] == ["[a map]", "words"]
