"""Search: folding, positions of matches, ranks, and the index over a deck."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.search import (
    MOST_COUNTED,
    EntryKind,
    Index,
    SearchEntry,
    find_spans,
    fold,
    query_words,
)
from explainer.problems import Problems
from explainer.render.findable import findable
from explainer.render.layout import lay_out
from explainer.render.line import Line, TextRun, line_text, line_width
from explainer.render.search_match import (
    MATCH,
    excerpt,
    marked,
    match_of,
    page_marks,
    page_matches,
)


def texts(*words: str) -> Index:
    return Index(
        [SearchEntry(EntryKind.TEXT, text, section=0, block=n) for n, text in enumerate(words)]
    )


def found(index: Index, query: str) -> list[str]:
    return [index.entries[number].text for number in index.find(query_words(query)).entries]


# --- folding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Zürich", "zurich"),
        ("Zurich", "ZÜRICH"),
        ("Zu\u0308rich", "zürich"),
        ("Straße", "STRASSE"),
        ("STRASSE", "straße"),
        ("ＡＢＣ１２", "abc12"),
        ("abc12", "ＡＢＣ"),
        ("Łódź", "lodz"),
        ("the “best” model’s", "model's"),
        ("2024–2025", "2024-2025"),
        ("10\u202f000", "10000"),
        ("阿里巴巴与苹果合作", "巴巴与"),
        ("ｶﾞｽ", "ガス"),
        ("か\u3099", "が"),
        ("각", "\u1100\u1161\u11a8"),
        ("ﬁling", "filing"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ],
)
def test_case_accents_and_width_do_not_matter_either_way(text: str, query: str) -> None:
    assert found(texts(text), query) == [text]


def test_marks_that_make_another_letter_are_kept() -> None:
    assert found(texts("か"), "が") == []
    assert found(texts("กา"), "กุ") == []


@settings(max_examples=150)
@given(st.text(max_size=60), st.text(min_size=1, max_size=4))
def test_a_match_really_holds_the_word(text: str, word: str) -> None:
    for folded in query_words(word):
        for start, end in find_spans(text, [folded]):
            assert 0 <= start < end <= len(text)
            assert folded in fold(text[start:end])


@settings(max_examples=150)
@given(st.text(max_size=20), st.text(min_size=1, max_size=6), st.text(max_size=20))
def test_what_stands_in_a_text_is_found_there(before: str, word: str, after: str) -> None:
    text = f"{before} {word} {after}"
    words = query_words(word.replace('"', " "))

    assert found(texts(text), word.replace('"', " ")) == ([text] if words else [])


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_any_query_is_taken(query: str) -> None:
    index = texts("Some text", "another “text”")

    assert set(index.find(query_words(query)).entries) <= {0, 1}
    assert isinstance(index.suggest(query_words(query)), str)


# --- words and ranks ----------------------------------------------------------------------------


def test_every_word_must_occur_in_any_order() -> None:
    index = texts("Huawei sold more phones", "Apple sold fewer phones", "Huawei returned")

    assert found(index, "phones huawei") == ["Huawei sold more phones"]


def test_words_in_quotes_stand_together() -> None:
    index = texts("market share", "a share of the market")

    assert found(index, '"market share"') == ["market share"]
    assert found(index, "“market share") == ["market share"]
    assert len(found(index, "market share")) == 2


def test_names_and_whole_words_come_first_then_the_order_of_the_deck() -> None:
    entries = [
        SearchEntry(EntryKind.TEXT, "a smartphone"),
        SearchEntry(EntryKind.TEXT, "phones"),
        SearchEntry(EntryKind.TEXT, "a phone"),
        SearchEntry(EntryKind.TEXT, "one more phone"),
        SearchEntry(EntryKind.HEADING, "The phone", name=9),
        SearchEntry(EntryKind.TERM, "Model: what a phone runs", name=5),
    ]

    assert found(Index(entries), "phone") == [
        "The phone",
        "a phone",
        "one more phone",
        "phones",
        "Model: what a phone runs",
        "a smartphone",
    ]


def test_more_than_can_be_counted_is_said() -> None:
    index = texts(*["again"] * (MOST_COUNTED + 5))

    some = index.find(["again"])

    assert len(some.entries) == MOST_COUNTED
    assert not some.is_all


def test_a_word_that_stands_nowhere_gets_a_suggestion() -> None:
    index = texts("Every filing is public")

    assert index.suggest(["filng"]) == "Did you mean 'filing'?"
    assert index.suggest(["xyzzy"]) == ""
    assert Index([]).suggest(["xyzzy"]) == ""


# --- entries ------------------------------------------------------------------------------------

DECK = {
    "deck.toml": 'format = 1\nid = "d"\ntitle = "D"\n',
    "data/shares.toml": (
        'title = "Shares of makers"\n[[column]]\nid = "maker"\ntitle = "Maker"\n'
        '[[column]]\nid = "share"\ntitle = "Portion"\nkind = "percent"\n'
        '[[column]]\nid = "secret"\ntitle = "Hidden"\n'
        '[[row]]\nmaker = "Huawei"\nshare = 18.1\nsecret = "unseen"\n'
        '[[row]]\nmaker = "Äpfel"\nshare = 17\nsecret = "unseen"\n'
    ),
    "data/unused.toml": (
        'title = "Nowhere"\n[[column]]\nid = "a"\ntitle = "A"\n[[row]]\na = "nowhere"\n'
    ),
    "data/story.toml": 'title = "Story"\n[[event]]\ndate = 2025-02-13\ntitle = "Confirmed"\n',
    "quiz/q.toml": (
        '[[question]]\nid = "q1"\ntype = "true-false"\nprompt = "Is it shown?"\nanswer = true\n'
        'section = "one"\n'
        '[[question]]\nid = "q2"\ntype = "true-false"\nprompt = "Is it kept back?"\n'
        'answer = true\nsection = "two"\n'
    ),
    "claims.toml": '[[claim]]\nid = "c1"\ntext = "It moved prices."\nverdict = "partly"\n',
    "glossary.toml": '[[term]]\nid = "cac"\nterm = "CAC"\ndefinition = "The regulator."\n',
    "01-one.md": (
        '# First\n\nSome *pro*se.\n\n```{table} shares\ncolumns = ["maker", "share"]\n```\n\n'
        "```{question} q1\n```\n\n<!-- speaker_note: whisper -->\n"
    ),
    "02-two.md": "# Second\n\n- one\n  - nested item\n\n```{timeline} story\n```\n",
}


def write(folder: Path, files: dict[str, str]) -> OpenDeck:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    problems = Problems()
    opened = open_deck(folder, problems)
    opened.sections()
    assert [problem.message for problem in problems] == []
    return opened


def index_of(folder: Path, *, notes: bool = False) -> Index:
    opened = write(folder, DECK)
    return Index(findable(opened.deck, opened.sections(), notes=notes))


@pytest.mark.parametrize(
    ("query", "kind", "place"),
    [
        ("first", EntryKind.HEADING, (0, 0)),
        ("prose", EntryKind.TEXT, (0, 1)),
        ("shares of", EntryKind.TEXT, (0, 2)),
        ("portion", EntryKind.ROW, (0, 2)),
        ("huawei 18.1", EntryKind.ROW, (0, 2)),
        ("shown", EntryKind.QUESTION, (0, 3)),
        ("kept back", EntryKind.QUESTION, (1, -1)),
        ("nested", EntryKind.TEXT, (1, 1)),
        ("confirmed", EntryKind.EVENT, (1, 2)),
        ("prices", EntryKind.CLAIM, (-1, -1)),
        ("regulator", EntryKind.TERM, (-1, -1)),
    ],
)
def test_everything_that_a_deck_shows_is_found_in_its_block(
    tmp_path: Path, query: str, kind: EntryKind, place: tuple[int, int]
) -> None:
    index = index_of(tmp_path)

    (number,) = index.find(query_words(query)).entries
    entry = index.entries[number]

    assert (entry.kind, (entry.section, entry.block)) == (kind, place)


@pytest.mark.parametrize("query", ["unseen", "hidden", "nowhere", "whisper"])
def test_what_no_section_shows_is_not_found(tmp_path: Path, query: str) -> None:
    assert found(index_of(tmp_path), query) == []


def test_notes_are_found_for_a_presenter(tmp_path: Path) -> None:
    assert found(index_of(tmp_path, notes=True), "whisper") == ["whisper"]


def test_a_row_knows_the_column_of_a_match(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    entry = index.entries[index.find(["17"]).entries[0]]

    assert entry.column(find_spans(entry.text, ["17"])[0][0]) == "Portion (%)"


# --- matches on a page --------------------------------------------------------------------------


def lines_of(*texts: str) -> list[Line]:
    return [[TextRun(text)] for text in texts]


def seen(lines: list[Line], query: str) -> list[str]:
    return [
        "|".join(line_text(lines[piece.line])[piece.start : piece.end] for piece in match)
        for match in page_matches(lines, query_words(query))
    ]


def test_matches_on_a_page_run_over_line_ends() -> None:
    assert seen(lines_of("the market", "  share of it"), '"market share"') == ["market|share"]
    assert seen(lines_of("阿里", "巴巴"), "阿里巴巴") == ["阿里|巴巴"]
    assert seen(lines_of("mar", "ket"), "market") == []


def test_marks_of_sources_and_verdicts_do_not_part_a_phrase() -> None:
    line = [
        TextRun("its share"),
        TextRun("\u00a0✗", "contradicted"),
        TextRun("¹²", "source"),
        TextRun(" grew"),
    ]

    assert seen([line], '"share grew"') == ["share\u00a0✗¹² grew"]
    assert seen([line], "12") == []


@settings(max_examples=100)
@given(
    st.lists(st.text(alphabet="ab ßÉe\u0301阿里·", max_size=12), max_size=5), st.text(max_size=3)
)
def test_bringing_matches_out_changes_no_character(texts: list[str], query: str) -> None:
    lines = lines_of(*texts)
    marks = page_marks(page_matches(lines, query_words(query)), None)

    for number, line in enumerate(lines):
        brought_out = marked(line, marks.get(number, ()))
        assert line_text(brought_out) == line_text(line)


def test_each_stop_leads_to_its_own_match_of_a_block(tmp_path: Path) -> None:
    files = dict(DECK)
    files["01-one.md"] = (
        "# apple\n\napple\n\n- an apple\n- a pear\n- two apple apple\n- last apple\n\n"
        "```{table} shares\n```\n"
    )
    opened = write(tmp_path, files)
    sections = opened.sections()
    index = Index(findable(opened.deck, sections))
    for width in (20, 40, 80):
        page = lay_out(sections[0], opened.deck, width)
        matches = page_matches(page.lines, ["apple"])
        lines = []
        for stop in index.stops(sorted(index.find(["apple"]).entries), ["apple"]):
            match = match_of(stop, page, matches)
            assert match is not None
            lines.append(line_text(page.lines[match[0].line]).strip("1 ─"))
        assert lines == ["apple", "apple", "• an apple", "• two apple apple", "• last apple"]


# --- excerpts -----------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.text(alphabet="ab cÉ阿里巴 \U0001f600e\u0301", max_size=120), st.integers(1, 60))
def test_an_excerpt_never_gets_wider_than_asked(text: str, width: int) -> None:
    assert line_width(excerpt(text, query_words("a 里"), width)) <= width


def test_an_excerpt_shows_the_match_and_words_around_it() -> None:
    text = "word " * 40 + "needle in the hay " + "word " * 40

    line = excerpt(text, ["needle"], 40)

    assert "needle in the hay" in line_text(line)
    assert line_text(line).startswith("… word ")
    assert line_text(line).endswith("…")
    assert [run.text for run in line if run.role == MATCH] == ["needle"]
