"""The lists of claims, sources and terms: filters, counts, and records that rest on a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.library import content_folder
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.model import Claim, Deck, Source, SourceGrade, Term, Verdict
from explainer.deck.partial_date import PartialDate
from explainer.problems import Problems, Span
from explainer.render.evidence import claim_lines
from explainer.render.glossary import term_list
from explainer.render.ledger import claim_list, verdict_bar
from explainer.render.line import Line, line_text, line_width
from explainer.render.listing import Listing
from explainer.render.origin import count_words, independent_count
from explainer.render.plain import PlainWriter
from explainer.render.source_list import source_list
from explainer.render.usage import Usage, resting_on, usage

HERE = Span("sources.toml")
Lister = Callable[[Deck, Usage | None], Listing]
LISTS: tuple[Lister, ...] = (claim_list, source_list, term_list)


@pytest.fixture(scope="module")
def opened() -> OpenDeck:
    return open_deck(content_folder() / "apple-alibaba", Problems())


@pytest.fixture(scope="module")
def used(opened: OpenDeck) -> Usage:
    return usage(opened.deck, opened.sections())


def text(lines: list[Line]) -> str:
    return "\n".join(line_text(line) for line in lines)


def source(identifier: str, restates: str = "", **more: object) -> Source:
    return Source(identifier, str(more.pop("title", identifier)), HERE, restates=restates, **more)  # type: ignore[arg-type] # fields of Source


# --- one original counts once -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        ([], 0),
        ([source("a"), source("b")], 2),
        ([source("a", "Reuters, May"), source("b", "reuters,  may"), source("c", "AP")], 2),
        ([source("a", "b"), source("b")], 1),
        ([source("a", "The report"), source("b", title="The Report")], 1),
        (
            [
                source("a", "Reuters, Feb 2025"),
                source("b", publisher="Reuters", date=PartialDate(2025, 2)),
                source("c", publisher="Reuters", date=PartialDate(2025, 3)),
            ],
            2,
        ),
        ([source("a", publisher="Reuters"), source("b", publisher="Reuters")], 2),
    ],
)
def test_pages_of_one_original_count_once(sources: list[Source], count: int) -> None:
    assert independent_count(sources) == count


def test_words_say_so_only_where_it_makes_a_difference() -> None:
    assert count_words([source("a"), source("b")]) == ""
    assert (
        count_words([source("a", "x"), source("b", "x"), source("c")]) == "3 pages, 2 independent"
    )


def test_a_claim_says_how_many_of_its_sources_are_independent() -> None:
    sources = {s.id: s for s in (source("a", "x"), source("b", "x"), source("c"))}
    claim = Claim("k", "It is so.", Verdict.PARTLY, HERE, sources=("a", "b", "c"))
    deck = Deck("d", "D", (), HERE, sources=sources, claims={"k": claim})

    assert "Sources · 3 pages, 2 independent" in text(claim_lines(claim, deck, 60))


def test_plain_text_says_it_too(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\n')
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nid = "a"\ntitle = "A"\nrestates = "x"\n'
        '[[source]]\nid = "b"\ntitle = "B"\nrestates = "x"\n'
    )
    (tmp_path / "claims.toml").write_text(
        '[[claim]]\nid = "c"\ntext = "So."\nverdict = "partly"\nsources = ["a", "b"]\n'
    )
    (tmp_path / "01-a.md").write_text("# A\n\nIt is [so]{claim=c}.\n")
    small = open_deck(tmp_path, Problems())

    lines = list(PlainWriter(small.deck).section_lines(small.section("a")))

    assert any("(2 pages, 1 independent)" in line for line in lines)


# --- filters ------------------------------------------------------------------------------------


def test_claims_are_filtered_by_verdict_speaker_section_and_words(
    opened: OpenDeck, used: Usage
) -> None:
    deck = opened.deck
    claims = claim_list(deck, used)

    claims.filter_by(0, "contradicted")
    contradicted = {item.id for item in claims.shown}
    claims.filter_by(1, "article-b")
    both = {item.id for item in claims.shown}
    section = next(n for n, entry in enumerate(deck.outline) if entry.id == "models")
    claims.filter_by(2, "models")
    claims.clear()
    claims.filter_by(2, "models")
    in_models = {item.id for item in claims.shown}
    claims.filter_by_words("ARENA hard")

    assert contradicted == {c.id for c in deck.claims.values() if c.verdict == "contradicted"}
    assert both == {c for c in contradicted if "article-b" in deck.claims[c].said_by}
    assert in_models == {
        c for c, stops in used.claims.items() if any(s.section == section for s in stops)
    }
    assert claims.shown
    assert {item.id for item in claims.shown} < in_models
    assert claims.filter_names() == [
        f"{section + 1}  {deck.outline[section].title}",
        "“ARENA hard”",
    ]
    assert line_text(claims.title_line(80)).endswith(f" {len(claims.shown)} of {len(deck.claims)}")


def test_a_facet_offers_what_the_other_filters_leave(opened: OpenDeck, used: Usage) -> None:
    claims = claim_list(opened.deck, used)
    before = claims.offered(0)
    claims.filter_by(2, "huawei")

    after = claims.offered(0)

    assert sum(before.values()) == len(opened.deck.claims)
    assert sum(after.values()) == len(claims.shown) < len(opened.deck.claims)
    claims.filter_by(0, next(iter(after)))
    assert claims.offered(0) == after


def test_what_was_chosen_stays_chosen_while_a_filter_lets_it_through(opened: OpenDeck) -> None:
    claims = claim_list(opened.deck, None)
    claims.choose(5)
    item = claims.item
    assert item is not None

    claims.filter_by(0, item.values[0][0])
    assert claims.item == item
    claims.filter_by_words("nothing says this")
    assert claims.item is None
    claims.clear()
    assert claims.item == claims.items[0]


def test_a_list_that_is_completed_keeps_its_filters(opened: OpenDeck, used: Usage) -> None:
    before = claim_list(opened.deck, None)
    before.filter_by(0, "partly")
    before.choose(3)
    after = claim_list(opened.deck, used)

    after.take_over(before)

    assert [item.id for item in after.shown] == [item.id for item in before.shown]
    assert after.item is not None
    assert before.item is not None
    assert after.item.id == before.item.id


def test_pages_of_one_original_stand_together_under_its_name(opened: OpenDeck) -> None:
    sources = source_list(opened.deck, None)
    restates = [opened.deck.sources[item.id].restates for item in sources.shown]
    ((original, pages),) = Counter(filter(None, restates)).most_common(1)
    first = restates.index(original)
    counted = f"{pages} pages, 1 original"

    assert pages > 1
    assert restates[first : first + pages] == [original] * pages
    assert f"{original} · {counted}" in text(sources.entry(first, 80))
    assert counted not in text(sources.entry(first + 1, 80))
    assert f"{counted}: counted once" in text(sources.detail(sources.shown[first + 1], 60))


def test_sources_are_filtered_by_grade(opened: OpenDeck) -> None:
    sources = source_list(opened.deck, None)
    sources.filter_by(0, "D")

    grades = {opened.deck.sources[item.id].grade for item in sources.shown}

    assert grades == {SourceGrade.D}


def test_a_source_shows_everything_that_rests_on_it(opened: OpenDeck, used: Usage) -> None:
    deck = opened.deck
    sources = source_list(deck, used)
    for item in sources.items:
        shown = text(sources.detail(item, 10_000))
        resting = resting_on(item.id, deck)
        names = [*(c.text for c in resting.claims), *(t.title for t in resting.tables)]
        names.extend(event.title for event in resting.events)
        names.extend(term.term for term in resting.terms)
        for stop in used.sources.get(item.id, ()):
            names.append(deck.outline[stop.section].title)
        assert all(name in shown for name in names), item.id


def test_terms_stand_by_the_alphabet_with_their_first_place(opened: OpenDeck, used: Usage) -> None:
    terms = term_list(opened.deck, used)
    names = [opened.deck.terms[item.id].term.casefold() for item in terms.shown]
    terms.choose_id("cac")
    assert terms.item is not None

    assert names == sorted(names)
    assert "First stands in" in text(terms.detail(terms.item, 60))


def test_where_claims_stand_counts_text_cells_and_events(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    files = {
        "deck.toml": 'format = 1\nid = "d"\ntitle = "D"\n',
        "claims.toml": "".join(
            f'[[claim]]\nid = "{c}"\ntext = "So {c}."\nverdict = "partly"\n' for c in "abcd"
        ),
        "data/t.toml": (
            'title = "T"\n[[column]]\nid = "x"\ntitle = "X"\n[[column]]\nid = "y"\ntitle = "Y"\n'
            '[[row]]\nx = { value = "1", claims = ["a"] }\ny = { value = "2", claims = ["d"] }\n'
        ),
        "data/s.toml": 'title = "S"\n[[event]]\ndate = "2025"\ntitle = "E"\nclaims = ["b"]\n',
        "01-a.md": '# A\n\n- in [a list]{claim=c}\n\n```{table} t\ncolumns = ["x"]\n```\n',
        "02-b.md": "# B\n\n```{timeline} s\n```\n\n> [quoted]{claim=c}\n",
    }
    for name, words in files.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    small = open_deck(tmp_path, Problems())

    found = usage(small.deck, small.sections()).claims

    assert found == {"c": [(0, 1, 0), (1, 2, 0)], "a": [(0, 2, 0)], "b": [(1, 1, 0)]}


# --- lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lister", LISTS)
@pytest.mark.parametrize("width", [1, 7, 20, 36, 59, 60, 88])
def test_no_line_is_wider_than_asked(
    opened: OpenDeck, used: Usage, lister: Lister, width: int
) -> None:
    listing = lister(opened.deck, used)
    lines = [listing.title_line(width)] if width >= 7 else []
    lines.extend(listing.summary(listing.shown, width))
    for number, item in enumerate(listing.items):
        if width > 2:
            lines.extend(listing.entry(number, width))
        lines.extend(listing.detail(item, width))

    assert max(line_width(line) for line in lines) <= width


HOSTILE = st.text(alphabet="ab \u4e2d\U0001f600e\u0301[/]{}\u202f", max_size=40)


@settings(max_examples=60)
@given(HOSTILE, HOSTILE, HOSTILE, st.integers(16, 90))
def test_strange_text_is_listed_as_it_is(name: str, other: str, more: str, width: int) -> None:
    claim = Claim("c", name, Verdict.FORECAST, HERE, said_by=("s", "gone"), note=more)
    page = Source("s", other, HERE, publisher=name, restates=more)
    term = Term("t", name, other, HERE, aliases=(more,))
    deck = Deck("d", "D", (), HERE, sources={"s": page}, claims={"c": claim}, terms={"t": term})
    for lister in LISTS:
        listing = lister(deck, Usage())
        listing.filter_by_words(other)
        listing.clear()
        lines = [*listing.entry(0, width), *listing.detail(listing.items[0], width)]
        assert all(line_width(line) <= width for line in lines)


def test_a_deck_without_evidence_has_empty_lists() -> None:
    deck = Deck("d", "D", (), HERE)
    for lister in LISTS:
        listing = lister(deck, Usage())
        assert listing.item is None
        assert listing.summary(listing.shown, 40) == []
        assert listing.place == listing.name


def test_the_bar_has_a_mark_for_each_claim_as_long_as_they_fit() -> None:
    verdicts = [Verdict.SUPPORTED] * 3 + [Verdict.OPINION]

    assert [line_text(line) for line in verdict_bar(verdicts, 60)] == [
        "✓✓✓❝",
        "3 supported · 1 opinion",
    ]
    assert len(verdict_bar(verdicts * 100, 60)) == 1
    assert [line_text(line) for line in verdict_bar(verdicts, 14)] == [
        "✓✓✓❝",
        "3 supported",
        "1 opinion",
    ]
