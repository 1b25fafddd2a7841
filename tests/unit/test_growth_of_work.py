"""The work of reading input grows in proportion to it, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.check.deck_check import check_deck
from explainer.cli import cli
from explainer.deck.loader import open_deck
from explainer.deck.search import Index
from explainer.importers.format_evidence import recognise
from explainer.importers.into_deck import write_questions
from explainer.importers.item import Form
from explainer.importers.question_import import read_items
from explainer.problems import Problems
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.review import schedule
from explainer.quiz.run import Response, Subject, SubjectKind, replay, start
from explainer.quiz.statistics import deck_statistics
from explainer.render.findable import findable
from explainer.render.layout import lay_out
from explainer.render.plain import PlainWriter
from explainer.render.usage import usage

from .counted_work import assert_grows_in_proportion, lines_run

MANIFEST = 'format = 1\nid = "d"\ntitle = "D"\n'
TEXT = "# A\n\nWords.\n"


def each(text: str) -> Callable[[int], str]:
    """A number of copies of a text, each with its number for `#`."""
    return lambda n: "".join(text.replace("#", str(number)) for number in range(n))


def in_file(name: str, text: Callable[[int], str]) -> Callable[[int], dict[str, str]]:
    return lambda n: {"01-a.md": TEXT, name: text(n)}


def around(before: str, text: str, behind: str = "") -> Callable[[int], str]:
    return lambda n: f"{before}{each(text)(n)}{behind}"


def section(text: str, **files: Callable[[int], str]) -> Callable[[int], dict[str, str]]:
    """A section of a number of pieces, with other files that grow in the same way."""
    return lambda n: {
        "01-a.md": "# A\n\n" + each(text)(n),
        **{f"{name}.toml": more(n) for name, more in files.items()},
    }


SOURCES = each('[[source]]\nid = "s#"\ntitle = "S"\n')
ROWS = around('title = "T"\n[[column]]\nid = "a"\ntitle = "A"\n', '[[row]]\nid = "r#"\na = "x"\n')
NUMBERS = around(
    'title = "T"\n[[column]]\nid = "a"\ntitle = "A"\n[[column]]\nid = "b"\ntitle = "B"\n'
    'kind = "number"\n',
    '[[row]]\nid = "r#"\na = "x#"\nb = #\n',
)
FACETS = around(
    'title = "T"\n[[column]]\nid = "a"\ntitle = "A"\n[[column]]\nid = "f"\ntitle = "F"\n'
    '[[column]]\nid = "b"\ntitle = "B"\nkind = "number"\nbetter = "high"\n',
    '[[row]]\na = "x#"\nf = "one"\nb = #\n[[row]]\na = "x#"\nf = "two"\nb = #\n',
)
EVENTS = around('title = "T"\n', '[[event]]\ndate = "2020"\ntitle = "e#"\nlane = "l#"\n')
TERMS = each('[[term]]\nid = "t#"\nterm = "word w#"\ndefinition = "d"\n')
QUESTION = (
    '[[question]]\nid = "q#"\ntype = "single"\nprompt = "P #?"\nsection = "a"\ntags = ["t#"]\n'
    'choices = [{text = "a", correct = true}, {text = "b"}]\n'
)


def question(kind: str, key: str, item: str) -> Callable[[int], dict[str, str]]:
    head = f'[[question]]\nid = "q"\ntype = "{kind}"\nprompt = "P?"\n{key} = ['
    return in_file("quiz/q.toml", around(head, item, "]\n"))


DECKS: dict[str, Callable[[int], dict[str, str]]] = {
    "unknown-keys": in_file("deck.toml", around(MANIFEST, "key# = 1\n")),
    "duplicate-keys": in_file("deck.toml", around(MANIFEST, "key = 1\n")),
    "dotted-keys": in_file("deck.toml", around(MANIFEST, "a#.b.c.d = 1\n")),
    "one-dotted-key": in_file("deck.toml", around(MANIFEST, "a.", "b = 1\n")),
    "dotted-headers": in_file("deck.toml", around(MANIFEST, "[a#.b.c]\n")),
    "nested-arrays": in_file("deck.toml", around(MANIFEST + "x = [", "[[], []],", "]\n")),
    "inline-tables": in_file("deck.toml", around(MANIFEST, "x# = { a = { b = 1 } }\n")),
    "escapes": in_file("deck.toml", around(MANIFEST, 'x# = "\\u200b"\n')),
    "sections-listed": in_file("deck.toml", around(MANIFEST + "sections = [", '"s#", ', "]\n")),
    "section-again": in_file("deck.toml", around(MANIFEST + "sections = [", '"a", ', "]\n")),
    "colours": in_file("deck.toml", around(MANIFEST + "[colours]\n", 'c# = "x#"\n')),
    "routes": in_file(
        "deck.toml",
        around(MANIFEST, '[[route]]\nid = "r#"\ntitle = "R"\nsections = ["a", "s#"]\n'),
    ),
    "duplicate-ids": in_file("sources.toml", each('[[source]]\nid = "s"\ntitle = "S"\n')),
    "bad-ids": in_file("sources.toml", each('[[source]]\nid = "S #"\ntitle = "S"\n')),
    "empty-sources": in_file("sources.toml", each("[[source]]\n")),
    "restates": in_file(
        "sources.toml", each('[[source]]\nid = "s#"\ntitle = "S"\nrestates = "t#"\n')
    ),
    "claims": lambda n: {
        "01-a.md": TEXT,
        "sources.toml": SOURCES(n),
        "claims.toml": each(
            '[[claim]]\nid = "c#"\ntext = "T"\nverdict = "partly"\nsources = ["x#"]\n'
        )(n),
    },
    "terms": section("word w# ", glossary=TERMS),
    "terms-unused": section("word ", glossary=TERMS),
    "terms-unspaced": section(
        "中 ", glossary=each('[[term]]\nid = "t#"\nterm = "中文#"\ndefinition = "d"\n')
    ),
    "front-matter": in_file("01-a.md", around("+++\n", "x# = 1\n", f"+++\n{TEXT}")),
    "bets": in_file("01-a.md", around("+++\nbets = [", '"b#", ', f"]\n+++\n{TEXT}")),
    "sections": lambda n: {
        "quiz/q.toml": each(QUESTION)(n),
        **{
            f"{k:04}-s.md": f'+++\nid = "s{k}"\nbets = ["q{k}"]\n+++\n'
            f"# S\n\n[a](#s{k + 1}) [b](#no)\n"
            for k in range(n)
        },
    },
    "csv-rows": in_file("data/t.csv", around("a,b\n", "x#,y\n")),
    "csv-columns": lambda n: {
        "01-a.md": "# A\n\n```{table} t\n```\n",
        "data/t.csv": "\n".join([",".join(f"c{k}" for k in range(min(n, 400)))] * 3),
    },
    "csv-same-titles": in_file("data/t.csv", lambda n: ",".join(["a"] * min(n, 100)) + "\n1\n"),
    "csv-ragged": in_file("data/t.csv", around("a,b\n", "x\n")),
    "csv-ids": in_file("data/t.csv", around("id,b\n", "x,1\n")),
    "csv-dates": in_file("data/t.csv", around("a\n2025-01-01\n", "2025-02-31\n")),
    "csv-quoted": in_file("data/t.csv", around("a\n", '"a\n""b"\n')),
    "rows": in_file("data/t.toml", ROWS),
    "row-keys": in_file(
        "data/t.toml",
        around('title = "T"\n[[column]]\nid = "a"\ntitle = "A"\n', "[[row]]\nb# = 1\n"),
    ),
    "columns": in_file(
        "data/t.toml", around('title = "T"\n', '[[column]]\nid = "c#"\ntitle = "C"\n')
    ),
    "many-tables": lambda n: {
        "01-a.md": "# A\n\n" + each("```{table} t#\n```\n\n")(n),
        **{f"data/t{k}.csv": "a,b\n1,2\n" for k in range(n)},
    },
    "rows-named": lambda n: {
        "data/t.toml": ROWS(n),
        "01-a.md": "# A\n\n" + each('```{table} t\nrows = ["r#"]\n```\n\n')(n),
    },
    "rows-unknown": lambda n: {
        "data/t.toml": ROWS(n),
        "01-a.md": "# A\n\n" + each('```{table} t\nrows = ["no#", "r1"]\n```\n\n')(n),
    },
    "row-list": lambda n: {
        "data/t.toml": ROWS(n),
        "01-a.md": around("# A\n\n```{table} t\nrows = [", '"r#", ', "]\n```\n")(n),
    },
    "sorted-chart": lambda n: {
        "data/t.toml": NUMBERS(n),
        "01-a.md": '# A\n\n```{table} t\nsort = "-b"\n```\n\n```{chart} t\nkind = "bar"\n```\n',
    },
    "facets": lambda n: {
        "data/t.toml": FACETS(n),
        "01-a.md": '# A\n\n```{table} t\nfacets = ["f"]\n```\n\n'
        '```{chart} t\nkind = "bar"\nfacets = ["f"]\n```\n',
    },
    "facets-named": lambda n: {
        "data/t.toml": FACETS(n),
        "01-a.md": around("# A\n\n```{table} t\nfacets = [", '"f#", ', "]\n```\n")(n),
    },
    "route-screens": lambda n: {
        "01-a.md": "# A\n\n" + each("## H #\n\nx\n\n---\n\n")(n),
        "deck.toml": around(
            MANIFEST + '[[route]]\nid = "r"\ntitle = "R"\nsections = [',
            '"a/h-#..h-1#", "a/no-#", "a/h-1..h-#", "a/#/#", ',
            "]\n",
        )(n),
    },
    "line-chart": lambda n: {
        "data/t.toml": NUMBERS(n),
        "01-a.md": '# A\n\n```{chart} t\nkind = "line"\n```\n',
    },
    "charts-broken": lambda n: {
        "data/t.toml": NUMBERS(20),
        "01-a.md": "# A\n\n" + each('```{chart} t\nkind = "bar"\ny = ["a"]\n```\n\n')(n),
    },
    "timeline": lambda n: {
        "data/t.toml": EVENTS(n),
        "01-a.md": "# A\n\n```{timeline} t\n```\n",
    },
    "lanes-named": lambda n: {
        "data/t.toml": EVENTS(n),
        "01-a.md": around("# A\n\n```{timeline} t\nlanes = [", '"l#", ', "]\n```\n")(n),
    },
    "directives-unknown": section("```{tabl#} t\n```\n\n"),
    "targets-unknown": lambda n: {
        "01-a.md": "# A\n\n" + each("```{table} x#\n```\n\n")(n),
        **{f"data/t{k}.csv": "a\n1\n" for k in range(n)},
    },
    "directives-broken": section("```{table} t\n= x\n```\n\n"),
    "option-keys": lambda n: {
        "data/t.csv": "a\n1\n",
        "01-a.md": around("# A\n\n```{table} t\n", "x# = 1\n", "```\n")(n),
    },
    "quizzes": lambda n: {
        "quiz/q.toml": each(QUESTION)(n),
        "01-a.md": "# A\n\n" + each('```{quiz}\ntag = "t#"\n```\n\n')(n),
    },
    "questions": in_file("quiz/q.toml", each(QUESTION)),
    "empty-questions": in_file("quiz/q.toml", each("[[question]]\n")),
    "choices": question("single", "choices", '{text = "a #"},'),
    "same-choices": question("multiple", "choices", '{text = "a"},'),
    "pairs": question("match", "pairs", '["a#", "b#"],'),
    "items": question("order", "items", '"a#",'),
    "accepted": question("short", "accept", '"a#",'),
    "hints": question("card", "hints", '{text = "a #"},'),
    "gaps": in_file(
        "quiz/q.toml",
        around('[[question]]\nid = "q"\ntype = "cloze"\nprompt = "P"\ntext = "', "[[a#]] ", '"\n'),
    ),
    "open-gaps": in_file(
        "quiz/q.toml",
        around('[[question]]\nid = "q"\ntype = "cloze"\nprompt = "P"\ntext = "', "[[a ", '"\n'),
    ),
    "settles": lambda n: {
        "01-a.md": "# A\n\n" + each("## H #\n\nx\n\n")(n),
        "quiz/q.toml": each(QUESTION + 'settles = "no#"\n')(n),
    },
    "links-in-a-line": section("[a](#no#) "),
    "links-in-lines": section("[a](#no#)\n"),
    "links-to-blocks": section("## H #\n\n[a](01-a.md#headin-#)\n\n"),
    "footnotes": section("a[^f#]\n\n[^f#]: note\n\n"),
    "citations": section("a[^s#]\n", sources=SOURCES),
    "citations-unknown": section("a[^x#]\n", sources=SOURCES),
    "claims-unknown": section("[a]{claim=c#}\n"),
    "images-missing": lambda n: {
        "01-a.md": "# A\n\n" + each("![a](images/no#.png)\n\n")(n),
        **{f"images/yes{k}.png": "" for k in range(n)},
    },
    "figures": section("Sales were 8#.5 % then.\n\n", sources=SOURCES),
    "headings": section("## B\n\n"),
    "lists-and-pauses": section("- a\n\n<!-- pause -->\n\n"),
    "lists-and-notes": section("- a\n\n<!-- speaker_note: b -->\n\n"),
    "html": section('<div>\n<a href="u">a <b c="\n</div>\n\n'),
    "html-unfinished": section("<p>a <b "),
    "html-lists": section("<ul><li>a<ol><li>b</ol></ul>\n\n"),
    "html-lists-open": section("<ul><li>a\n\n"),
    "html-items": section("<li>a"),
    "html-nested": section("<ul><li>"),
    "html-tables": section("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>\n\n"),
    "html-rows": section("<tr><td rowspan=900 colspan=40>a</td></tr>"),
    "html-one-table": in_file(
        "01-a.md", around("# A\n\n<table>", "<tr><th rowspan=9 colspan=9>a<td>b", "</table>\n")
    ),
    "html-one-row": in_file(
        "01-a.md", around("# A\n\n<table><tr>", "<td rowspan=999>a</td>", "<tr><td>b</table>\n")
    ),
    "html-ragged": lambda n: {
        "01-a.md": f"# A\n\n<table><tr>{'<td>a' * n}{'<tr><td>b' * n}</table>\n"
    },
    "html-code": section("<div><pre>a\n\nb</pre></div>\n\n"),
    "html-code-open": section("<div><pre>a\n\n"),
    "html-scripts": section("a<sup>b<sub>c</sub></sup> <p>d<sup>e</sup></p>\n\n"),
    "html-scripts-open": section("a<sup>b<sub>c "),
    "line-ends-in-cells": in_file(
        "01-a.md", around("# A\n\n| a | b |\n|---|---|\n| x | ", "a<br>", " |\n")
    ),
    "formulas": section("$x^2$ $a$b$ $5 "),
    "formulas-open": section("$x \\$ "),
    "formulas-displayed": section("$$\nx\n$$\n\n"),
    "formulas-displayed-open": section("$$ x\n"),
    "formulas-in-text": section("$$x$$ a $$ b "),
    "images-in-text": section("![a](data:image/png;base64,AAAA) ![b](data:,x)\n\n"),
    "infos": section("```{.a .b\n```\n\n```{{a,b:c\n```\n\n"),
    "joiners": section("می\u200cخ a\u200db "),
    "scripts": section("<script>a\n\n"),
    "hidden-characters": section("a\u200b"),
    "grids": section("| a | b |\n|---|---|\n| 1 | 2 |\n\n"),
}


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in {"deck.toml": MANIFEST, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


N = 60


@pytest.mark.parametrize("name", DECKS)
def test_checking_a_deck(tmp_path: Path, name: str) -> None:
    check_deck(write(tmp_path / "first", DECKS[name](3)))

    def work(size: int) -> int:
        root = write(tmp_path / str(size), DECKS[name](size))
        return lines_run(lambda: check_deck(root))

    assert_grows_in_proportion(work, N)


@pytest.mark.parametrize("name", DECKS)
def test_showing_a_deck(tmp_path: Path, name: str) -> None:
    """Laying out, plain text, the index of the search, and the lists of evidence."""

    def show(root: Path) -> None:
        opened = open_deck(root, Problems())
        sections = opened.sections()
        writer = PlainWriter(opened.deck, 80)
        list(writer.deck_lines())
        for one in sections:
            lay_out(one, opened.deck, 80)
            list(writer.section_lines(one))
        index = Index(findable(opened.deck, sections))
        index.suggest("wrod")
        usage(opened.deck, sections)

    show(write(tmp_path / "first", DECKS[name](3)))

    def work(size: int) -> int:
        root = write(tmp_path / str(size), DECKS[name](size))
        return lines_run(lambda: show(root))

    assert_grows_in_proportion(work, N)


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_printing_problems(tmp_path: Path, form: str) -> None:
    """More files with problems, since only some are listed for each file."""

    def files(size: int) -> dict[str, str]:
        return {f"{k:04}-s.md": f"# S\n\n[a](#no)\n{'b' * 100}\n" for k in range(size)}

    def check(root: Path) -> None:
        CliRunner().invoke(cli, ["check", str(root), "--format", form])

    check(write(tmp_path / "first", files(3)))

    def work(size: int) -> int:
        root = write(tmp_path / str(size), files(size))
        return lines_run(lambda: check(root))

    assert_grows_in_proportion(work, N)


PLAIN = {
    "sections": each("# A #\n\na[^#]\n\n[^#]: b\n\n"),
    "one-section": each("a[^#]\n\n[^#]: b\n\n"),
    "html": each("<h1>a</h1>\n\n<p>b <c\n\n"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_opening_plain_markdown(tmp_path: Path, name: str) -> None:
    def work(size: int) -> int:
        file = tmp_path / f"{size}.md"
        file.write_text(PLAIN[name](size), encoding="utf-8")
        return lines_run(lambda: open_deck(file, Problems()).sections())

    work(3)
    assert_grows_in_proportion(work, N)


IMPORTS: dict[str, tuple[Form, Callable[[int], str]]] = {
    "gift": (Form.GIFT, each("::t#::q # {=a ~b}\n\n")),
    "gift-same": (Form.GIFT, each("::t::q {=a ~b}\n\n")),
    "gift-open": (Form.GIFT, each("q {\n\n")),
    "gift-weight": (Form.GIFT, around("q {~%", "1", "a =b}\n")),
    "gift-choices": (Form.GIFT, lambda n: around("q {=a ", "~b# ", "}\n")(n + 100)),
    "gift-tags": (Form.GIFT, around("q {=", '<a href="x">', " ~<b>}\n")),
    "gift-tags-open": (Form.GIFT, lambda n: around("q {=", '<a b="', " ~c}\n")(n + 100)),
    "gift-braces": (Form.GIFT, around("q {=", "{a=b}", " ~c}\n")),
    "gift-braces-nested": (Form.GIFT, lambda n: f"q {{={'{' * n}{'}' * n} ~c}}\n"),
    "gift-braces-between": (Form.GIFT, around("q ", "{a} ", "{=b ~c}\n")),
    "gift-lines": (Form.GIFT, around("q {=a {\n\n", "~b\n\n", "}}\n")),
    "gift-named-tags": (Form.GIFT, around("What does ", "<b> tag ", "do? {=<b> ~<i>}\n")),
    "gift-pairs": (Form.GIFT, lambda n: around("q {", "=<b> -> c#\n", "}\n")(n + 100)),
    "gift-comments": (Form.GIFT, around("", "// [tag:t#]\n", "q {T}\n")),
    "aiken": (Form.AIKEN, each("q #\nA) a\nB) b\nANSWER: A\n\n")),
    "aiken-choices": (Form.AIKEN, around("q\n", "A) a\n", "ANSWER: A\n")),
    "anki": (Form.ANKI, each("front #\tback\n")),
    "anki-same": (Form.ANKI, each("front\tback\n")),
    "anki-quotes": (Form.ANKI, each('"a""b"\t"c\n"\n')),
    "anki-gap-braces": (Form.ANKI, around("{{c1::", "{a} ", "}}\tb\n")),
    "anki-gaps-open": (Form.ANKI, around("#notetype:Cloze\n", "{{c1::{ ", "\tb\n")),
    "anki-gaps-cut": (Form.ANKI, around("#notetype:Cloze\n", "{{c1::{}} ", "\tb\n")),
    "anki-bars": (Form.ANKI, around("#notetype:Cloze\n", "{{c1::a|[b]}} [[ ", "\tb\n")),
    "anki-list": (Form.ANKI, around("q\t<ul>", "<li>a</li>", "</ul>\n")),
    "anki-pictures": (Form.ANKI, around("q\t", "<img src=a>", "\n")),
    "anki-cloze": (Form.ANKI, around("", "{{c1::a}} ", "\tb\n")),
    "mdbook": (
        Form.MDBOOK,
        each('[[questions]]\ntype = "ShortAnswer"\nprompt.prompt = "p #"\nanswer.answer = "a"\n\n'),
    ),
    "mdbook-same": (
        Form.MDBOOK,
        each('[[questions]]\ntype = "ShortAnswer"\nprompt.prompt = "p"\nanswer.answer = "a"\n\n'),
    ),
}


@pytest.mark.parametrize("name", IMPORTS)
def test_recognising_a_format(name: str) -> None:
    _, text = IMPORTS[name]

    assert_grows_in_proportion(lambda size: lines_run(lambda: recognise(text(size))), N)


@pytest.mark.parametrize("name", IMPORTS)
def test_importing_questions(tmp_path: Path, name: str) -> None:
    form, text = IMPORTS[name]

    def bring_in(size: int) -> None:
        root = write(tmp_path / str(size), {"01-a.md": TEXT})
        for _ in range(2):
            write_questions(root, "asked.txt", read_items(text(size), form))

    bring_in(3)
    assert_grows_in_proportion(lambda size: lines_run(lambda: bring_in(size)), N)


def attempts(size: int, questions: int) -> list[Attempt]:
    return [
        Attempt(
            "d",
            f"q{number % questions}",
            "h",
            f"2026-01-{number % 28 + 1:02}T00:00:00.000Z",
            None,
            0.5,
            Occasion.QUIZ,
            f"r{number}",
        )
        for number in range(size)
    ]


@pytest.mark.parametrize("of", ["one-question", "many-questions"])
def test_reviews_of_many_answers(of: str) -> None:
    def work(size: int) -> int:
        made = attempts(size, 1 if of == "one-question" else size)
        return lines_run(lambda: schedule(made))

    work(3)
    assert_grows_in_proportion(work, N)


@pytest.mark.parametrize("of", ["one-question", "many-questions"])
def test_statistics_of_many_answers(tmp_path: Path, of: str) -> None:
    root = write(tmp_path, {"01-a.md": TEXT, "quiz/q.toml": each(QUESTION)(4 * N)})
    questions = list(open_deck(root, Problems()).deck.questions.values())

    def work(size: int) -> int:
        made = attempts(size, 1 if of == "one-question" else size)
        return lines_run(lambda: deck_statistics(questions[:size], made))

    work(3)
    assert_grows_in_proportion(work, N)


@pytest.mark.parametrize("fraction", [0.0, 1.0], ids=["missed", "right"])
def test_taking_up_a_run_of_many_answers(fraction: float) -> None:
    def work(size: int) -> int:
        names = [f"q{number}" for number in range(size)]
        run = start("r", Subject(SubjectKind.DECK), names, 1)
        responses = [Response(name, None, fraction) for name in names]
        return lines_run(lambda: replay(run, responses, 0, size))

    assert_grows_in_proportion(work, N)
