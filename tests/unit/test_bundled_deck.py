"""The bundled deck is consistent: its ledger adds up, and its figures have evidence."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from explainer.check.deck_check import check_deck
from explainer.deck.block import Directive, Heading, SlideBreak, SpeakerNote, walk
from explainer.deck.directive import ChartOptions, QuestionOptions, QuizOptions, TimelineOptions
from explainer.deck.library import content_folder
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.model import Cell, ColumnKind, Deck, Table, Verdict
from explainer.deck.partial_date import PartialDate
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP
from explainer.problems import Code
from explainer.render.directive_table import shown_table
from explainer.render.plain import PlainWriter

STORY = content_folder() / "apple-alibaba"

SECTIONS = [
    "two-articles",
    "why-alibaba",
    "three-tiers",
    "regulations",
    "others",
    "huawei",
    "models",
    "rivals",
    "what-happened-next",
    "how-we-know",
]

FIGURES = (ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.MONEY, ColumnKind.DATE)

WEAK_CLAIMS = {
    "c03": "the price of one day was found on one weak page only",
    "c69": "the video was not found",
    "c70": "the video was not found",
    "c72": "the video was not found",
    "c21": "nobody else knows the researcher",
}
"""Claims with sources of grade D only, and the reason; each says so itself."""


@pytest.fixture(scope="module")
def story() -> OpenDeck:
    return open_deck(STORY)


@pytest.fixture(scope="module")
def deck(story: OpenDeck) -> Deck:
    return story.deck


def test_check_has_nothing_to_report() -> None:
    assert check_deck(STORY) == []


# --- the sections ------------------------------------------------------------------------------


def test_the_story_has_ten_sections_of_ninety_minutes_and_three_routes(deck: Deck) -> None:
    assert [entry.id for entry in deck.outline] == SECTIONS
    assert sum(entry.minutes or 0 for entry in deck.outline) == 90
    assert [route.minutes for route in deck.routes] == [20, 45, 90]


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_has_aims_a_bet_screenfuls_and_a_quiz(name: str, story: OpenDeck) -> None:
    entry = story.deck.entry(name)
    section = story.section(name)
    blocks = list(walk(section.blocks))
    options = [block.options for block in blocks if isinstance(block, Directive)]

    assert entry is not None
    assert entry.minutes
    assert entry.objectives
    assert len(entry.bets) == 1
    assert sum(isinstance(block, SlideBreak) for block in section.blocks) >= 4
    assert any(isinstance(one, QuizOptions) for one in options)
    assert sum(question.section == name for question in story.deck.questions.values()) >= 6


def test_teachers_get_notes_in_most_sections(story: OpenDeck) -> None:
    noted = [
        name
        for name in SECTIONS
        if any(isinstance(block, SpeakerNote) for block in walk(story.section(name).blocks))
    ]

    assert len(noted) >= 7


def test_the_first_section_tells_nothing_after_the_fourteenth_of_february(
    story: OpenDeck,
) -> None:
    section = story.section("two-articles")
    text = "\n".join(PlainWriter(story.deck).section_lines(section, 1))
    timelines = [
        block.options
        for block in section.blocks
        if isinstance(block, Directive) and isinstance(block.options, TimelineOptions)
    ]
    text = text[text.index("Article A is a post") : text.index("Your bet stands")]

    assert not re.search(r"\b2026\b|June|October|stuck|by mistake", text)
    assert all(str(one.last) <= "2025-02-14" for one in timelines)


def test_the_bet_on_the_ending_is_offered_again_before_the_story_goes_on(deck: Deck) -> None:
    asked = [entry.id for entry in deck.outline if "the-ending" in entry.bets]

    assert asked == ["two-articles", "what-happened-next"]
    assert deck.questions["the-ending"].section == "what-happened-next"


@pytest.mark.parametrize("name", SECTIONS)
def test_a_page_says_via_at_most_once(name: str) -> None:
    """The card of a source says what it restates, so the text is not interrupted for each."""
    (path,) = STORY.glob(f"*-{name}.md")
    text = path.read_text()
    pages = re.split(r"^(?:#+ .*|---)$", text, flags=re.MULTILINE)

    assert [page for page in pages if len(re.findall(r"\bvia\b", page)) > 1] == []


def test_other_files_leave_what_a_source_restates_to_its_card() -> None:
    paths = [path for path in STORY.rglob("*.toml") if path.name != "sources.toml"]

    assert [path.name for path in paths if "(via" in path.read_text()] == []


# --- the ledger --------------------------------------------------------------------------------


def test_the_ledger_has_every_claim_and_begins_with_what_was_right(deck: Deck) -> None:
    expected = {f"c{number:02}" for number in range(1, 93)} - {"c22"}
    verdicts = [claim.verdict for claim in deck.claims.values()]
    supported = verdicts.count(Verdict.SUPPORTED)

    assert set(deck.claims) == expected
    assert all(verdict is Verdict.SUPPORTED for verdict in verdicts[:supported])
    assert all(set(claim.said_by) <= {"article-a", "article-b"} for claim in deck.claims.values())


def test_the_chart_of_verdicts_counts_the_ledger_itself(deck: Deck) -> None:
    ledger = Counter(claim.verdict.value for claim in deck.claims.values())
    table = deck.tables["verdicts"]
    count = [column.id for column in table.columns].index("count")
    drawn = {row.id: row.cells[count] for row in table.rows}

    assert {name: cell.value for name, cell in drawn.items()} == dict(ledger)
    for name, cell in drawn.items():
        assert {deck.claims[claim].verdict.value for claim in cell.claims} == {name}
        assert len(set(cell.claims)) == cell.value


def test_what_is_judged_by_the_record_names_sources_that_are_not_all_weak(deck: Deck) -> None:
    settled = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.CONTRADICTED)
    weak = {
        claim.id
        for claim in deck.claims.values()
        if claim.sources and all(deck.sources[name].grade == "D" for name in claim.sources)
    }

    assert all(claim.sources for claim in deck.claims.values() if claim.verdict in settled)
    assert weak <= set(WEAK_CLAIMS)
    assert all(deck.claims[name].note for name in weak)


def test_earlier_verdicts_rest_on_what_was_published_by_then(deck: Deck) -> None:
    found = [earlier for claim in deck.claims.values() for earlier in claim.earlier]

    assert len(found) >= 10
    for earlier in found:
        for name in earlier.sources:
            date = deck.sources[name].date
            assert date is None or str(date)[:7] <= str(earlier.until)[:7], (name, earlier.until)


# --- figures -----------------------------------------------------------------------------------


def rests(cell: Cell, table: Table) -> bool:
    """True if a cell has evidence; in a table with one source every cell has."""
    return bool(cell.sources or cell.claims or len(table.sources) == 1)


def figures(table: Table) -> Iterator[tuple[str, Cell]]:
    """The cells of a table with a number or a date, and their places."""
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            is_figure = column.kind in FIGURES or re.search(r"\d", cell.text)
            if is_figure and not cell.missing:
                yield f"{table.id}/{row.id}/{column.id}", cell


def test_every_number_in_a_cell_names_its_own_source_or_claim(deck: Deck) -> None:
    bare = [
        place
        for table in deck.tables.values()
        for place, cell in figures(table)
        if not rests(cell, table)
    ]

    assert [place for place in bare if not place.endswith(NAMES_THAT_HOLD_DIGITS)] == []


NAMES_THAT_HOLD_DIGITS = (
    "/model",
    "/name",
    "/quarter",
    "/rule",
    "/test",
    "/move",
    "/day",
    "/period",
    "/tier",
    "/account",
    "/count",
    "/publication",
)
"""Columns of labels: a model's version, a quarter or a day is a name, not a figure."""


def test_every_drawn_number_names_its_own_source_or_claim(story: OpenDeck) -> None:
    drawn = 0
    for section in story.sections():
        for block in walk(section.blocks):
            if not isinstance(block, Directive) or not isinstance(block.options, ChartOptions):
                continue
            shown = shown_table(block, story.deck)
            assert shown is not None
            for row in shown.rows:
                for column, cell in zip(shown.columns, shown.cells(row), strict=True):
                    if column.kind in FIGURES and not cell.missing:
                        drawn += 1
                        assert rests(cell, shown.table), (section.id, block.options.target)

    assert drawn > 100


def test_a_figure_whose_citation_is_taken_away_is_found(tmp_path: Path) -> None:
    """The walk through prose is that of `check`; this shows that it finds figures in this deck."""
    copy = tmp_path / "story"
    shutil.copytree(STORY, copy)
    page = copy / "09-what-happened-next.md"
    text = page.read_text()
    cited = re.compile(r"\[\^m2[2-8]\]")
    assert cited.search(text)
    page.write_text(cited.sub("", text))

    assert Code.NUMBER_UNSOURCED in {problem.code for problem in check_deck(copy)}


def test_terms_and_events_with_figures_name_sources(deck: Deck) -> None:
    for term in deck.terms.values():
        assert term.sources or not re.search(r"\d", term.definition), term.id
    for timeline in deck.timelines.values():
        for event in timeline.events:
            assert event.sources, (timeline.id, event.id)
            assert any(deck.sources[name].grade != "D" for name in event.sources), event.id


@pytest.mark.parametrize("recalled", ["89.4", "62.2", "38.7", "22 January 2025", "2025-01-22"])
def test_what_is_only_remembered_is_nowhere(recalled: str) -> None:
    for path in STORY.rglob("*"):
        if path.suffix in (".md", ".toml"):
            assert recalled not in path.read_text(), path.name


def test_versions_of_a_benchmark_never_share_a_table(deck: Deck) -> None:
    for table in deck.tables.values():
        words = " ".join([table.title, *(column.title for column in table.columns)])
        assert not ("v0.1" in words and "v2.0" in words), table.id


# --- questions ---------------------------------------------------------------------------------


def test_the_bank_uses_every_type_and_half_of_it_weighs_evidence(deck: Deck) -> None:
    questions = list(deck.questions.values())
    weighing = [question for question in questions if "evidence" in question.tags]

    assert len(questions) >= 60
    assert {question.type for question in questions} == set(QuestionType) - {QuestionType.CARD}
    assert len(weighing) * 2 >= len(questions)


def test_whoever_is_wrong_is_told_why(deck: Deck) -> None:
    for question in deck.questions.values():
        assert question.explain, question.id
        assert question.sources, question.id
        assert all(choice.why for choice in question.choices), question.id
        if question.type in (QuestionType.TRUE_FALSE, QuestionType.NUMERIC, QuestionType.CLOZE):
            assert question.why_wrong, question.id
        reasons = {wrong.match for wrong in question.why_wrong}
        assert not set(question.distractors) - reasons, question.id


def test_about_half_of_the_statements_to_judge_are_true(deck: Deck) -> None:
    keys = [
        question.answer
        for question in deck.questions.values()
        if question.type is QuestionType.TRUE_FALSE
    ]

    assert 0.4 <= keys.count(True) / len(keys) <= 0.6


def test_the_passage_of_a_question_holds_its_answer(story: OpenDeck) -> None:
    """Every name and number of a key is in its passage, and at least half of its other words."""
    incomplete = {
        question.id: lost
        for question in story.deck.questions.values()
        if (lost := lost_words(question, passage(question, story)))
    }

    assert incomplete == {}


def test_words_that_a_passage_lacks_are_found(story: OpenDeck) -> None:
    question = story.deck.questions["score-kinds"]
    elsewhere = msgspec.structs.replace(question, settles="the-table-flips")

    assert lost_words(question, passage(question, story)) == []
    assert {"Chatbot", "vote"} <= set(lost_words(elsewhere, passage(elsewhere, story)))


def passage(question: Question, story: OpenDeck) -> str:
    """Return the text from the heading that a question names to the next, without questions."""
    section = story.section(question.section)
    blocks = []
    is_in = False
    for block in section.blocks:
        if isinstance(block, Heading):
            is_in = block.id == question.settles
        asks = isinstance(block, Directive) and isinstance(
            block.options, QuestionOptions | QuizOptions
        )
        if is_in and not asks:
            blocks.append(block)
    part = msgspec.structs.replace(section, id="", blocks=tuple(blocks))
    text = "\n".join(PlainWriter(story.deck, 10_000).section_lines(part))
    return EVIDENCE.split(text)[0]


def lost_words(question: Question, text: str) -> list[str]:
    """Return names and numbers of a key that a text lacks, and its words if most are missing."""
    found = {stem(word) for word in WORD.findall(text)}
    lost = []
    for key in key_texts(question):
        words = [word for word in WORD.findall(key) if word.casefold() not in LIGHT_WORDS]
        exact = [word for word in words if is_exact(word, key)]
        content = [word for word in words if word not in exact and len(word) > 3]
        missing = [word for word in content if stem(word) not in found]
        lost += [word for word in exact if stem(word) not in found]
        lost += missing if 2 * len(missing) > len(content) else []
    return lost


def key_texts(question: Question) -> list[str]:
    """Return the parts of a key that its passage must hold; of an open question, what is known."""
    if question.open:
        return [question.explain]
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [choice.text for choice in question.choices if choice.correct]
        case QuestionType.TRUE_FALSE:
            return [question.prompt if question.answer else question.explain]
        case QuestionType.NUMERIC:  # its answer is worked out of the numbers in the prompt
            return [" ".join(re.findall(r"\d+(?:\.\d+)?", question.prompt))]
        case QuestionType.SHORT:
            return [question.accept[0]]
        case QuestionType.MATCH:
            named = [pair.left for pair in question.pairs if is_name(pair.left)]
            return [*named, *(pair.right for pair in question.pairs)]
        case QuestionType.ORDER:
            return list(question.items)
        case QuestionType.CLOZE:
            return [GAP.sub(lambda gap: gap[1].split("|")[0], question.text)]
        case QuestionType.CARD:
            return [question.back]


EVIDENCE = re.compile(
    r"^(?:Claims in this section|Terms in this section|Sources):$", flags=re.MULTILINE
)
"""Begins what stands below a section."""

WORD = re.compile(r"[^\W_]+(?:\.\d+|[^\W_])*")
"""A word or a number; what follows an apostrophe or a hyphen is a word of its own."""

LIGHT_WORDS = frozenset({
    "about", "after", "also", "another", "because", "been", "before", "being", "came", "come",
    "each", "ever", "from", "have", "into", "itself", "just", "kept", "less", "like", "made",
    "make", "many", "more", "most", "much", "nothing", "only", "other", "over", "same", "should",
    "some", "such", "take", "than", "that", "their", "them", "then", "there", "these", "they",
    "thing", "this", "those", "until", "very", "were", "what", "when", "where", "which", "while",
    "will", "with", "without", "would",
})  # fmt: skip
"""Words that say nothing of what a key is about."""


def is_name(text: str) -> bool:
    """True of a text that is a name, or begins with one; others may be examples of our own."""
    return text[0].isupper() and len(WORD.findall(text)) <= 4


def is_exact(word: str, text: str) -> bool:
    """True of a number and of a name, which no other word can replace; not of the first word."""
    if re.search(r"\d", word):
        return True
    starts = re.search(rf"(?:^|[.:;?!]\s+[\"'(]*){re.escape(word)}\b", text)
    return word[0].isupper() and len(word) > 2 and not starts


def stem(word: str) -> str:
    """Return what a word has in common with its other forms; a number is its value."""
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return f"{float(word):g}"
    bare = re.sub(r"(?:ing|ed|es|s|d|e)$", "", word.casefold())
    return bare[:6]


def test_nothing_is_dated_after_the_newest_evidence(deck: Deck) -> None:
    newest = PartialDate(2026, 6, 9)
    for source in deck.sources.values():
        assert source.date is None or str(source.date) <= str(newest), source.id
