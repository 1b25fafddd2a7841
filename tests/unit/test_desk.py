"""The evidence desk: fair cases, the right verdict on a day, the scores of judging and buying."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.library import content_folder
from explainer.deck.loader import open_deck
from explainer.deck.model import Deck, Event, Verdict
from explainer.learner.desk_session import (
    DeskOptions,
    DeskSession,
    check_cases,
    open_desk_session,
)
from explainer.learner.history import DeskCase, History
from explainer.learner.record_file import RecordFile
from explainer.problems import ExplainerError, Problems
from explainer.quiz.answer import Confidence
from explainer.quiz.desk import (
    CHANCES,
    TOKENS,
    VERDICTS,
    Bought,
    Called,
    Case,
    CaseStep,
    Enough,
    Judged,
    Kind,
    Move,
    best_and_worst,
    buying,
    buys,
    case_score,
    judgement_score,
    kind_of,
    play,
    replay,
    round_score,
)
from explainer.quiz.desk_page import assertion_lines, bought_lines, record_lines, round_lines
from explainer.quiz.docket import MOST_OFFERED, Docket, draw_round
from explainer.quiz.rounding import percent, rounded
from explainer.render.line import line_text, line_width
from tests.unit.desk_deck import (
    HERE,
    at_buying,
    buy,
    case_of,
    claim,
    day,
    deck,
    earlier,
    played_best,
    source,
)

BUNDLED = open_deck(content_folder() / "apple-alibaba", Problems()).deck
SURE, THINK, GUESS = Confidence.SURE, Confidence.THINK, Confidence.GUESS

# --- verdicts -----------------------------------------------------------------------------


def test_every_verdict_but_opinion_and_forecast_is_about_a_fact() -> None:
    assert {verdict: kind_of(verdict) for verdict in Verdict} == {
        Verdict.SUPPORTED: Kind.FACT,
        Verdict.PARTLY: Kind.FACT,
        Verdict.CONTRADICTED: Kind.FACT,
        Verdict.UNVERIFIED: Kind.FACT,
        Verdict.OPINION: Kind.OPINION,
        Verdict.FORECAST: Kind.FORECAST,
    }


@pytest.mark.parametrize("verdict", [Verdict.OPINION, Verdict.FORECAST])
def test_an_opinion_or_a_forecast_ends_with_its_kind_and_needs_no_sources(
    verdict: Verdict,
) -> None:
    case = case_of(deck([claim(verdict=verdict, sources=())]))
    right, wrong = play(case, Called(Kind(verdict.value))), play(case, Called(Kind.FACT))

    assert (right.step, wrong.step) == (CaseStep.RECORD, CaseStep.RECORD)
    assert [score.total for one in (right, wrong) if (score := case_score(one))] == [1, 0]


def test_a_fact_is_judged_evidence_is_bought_and_the_verdict_revised() -> None:
    case = case_of(deck([claim(verdict=Verdict.PARTLY)]))
    steps = [case.step]
    moves: list[Move] = [
        Called(Kind.OPINION),
        Judged(Verdict.SUPPORTED, SURE),
        Bought("a"),
        Enough(),
        Judged(Verdict.PARTLY, THINK),
    ]
    for move in moves:
        case = play(case, move)
        steps.append(case.step)

    assert steps == [
        CaseStep.KIND,
        CaseStep.VERDICT,
        CaseStep.BUY,
        CaseStep.BUY,
        CaseStep.REVISE,
        CaseStep.RECORD,
    ]
    score = case_score(case)
    assert score is not None
    assert score.kind == 0
    assert score.first == pytest.approx(0.127, abs=0.001)
    assert score.judgement == pytest.approx(0.918, abs=0.001)


def test_who_buys_nothing_has_nothing_to_revise() -> None:
    case = play(at_buying(case_of(deck([claim()]))), Enough())

    assert case.step is CaseStep.RECORD
    assert case_score(case) is not None
    assert buying(case) is None


def test_a_page_is_bought_once_and_only_what_is_on_offer() -> None:
    case = buy(at_buying(case_of(deck([claim()]))), "a", "a", "gone", "")

    assert [offer.source.id for offer in case.bought] == ["a"]
    assert case.tokens == TOKENS - 1


def test_after_three_tokens_the_verdict_is_due() -> None:
    made = deck([claim(sources="abcd")], [source(name) for name in "abcd"])
    case = buy(at_buying(case_of(made)), "a", "b", "c", "d")

    assert case.tokens == 0
    assert [offer.source.id for offer in case.bought] == ["a", "b", "c"]
    assert case.step is CaseStep.REVISE


# --- as of a day --------------------------------------------------------------------------

CHANGED = claim(
    verdict=Verdict.CONTRADICTED,
    sources=("late", "later", "a"),
    said_by=("said",),
    earlier=(earlier("2025-02-20", Verdict.SUPPORTED, "a", "b"),),
)
DATED = [
    source("a", "B", "2025-02-11"),
    source("b", "C", "2025-02-12"),
    source("late", "A", "2025-02-20"),
    source("later", "A", "2025-03"),
    source("said", "D"),
]


def changed_cases() -> list[Case]:
    made = deck([CHANGED], DATED)
    return [case_of(made, seed=seed) for seed in range(60)]


def test_up_to_the_last_day_of_an_earlier_verdict_that_one_is_right() -> None:
    then = [case for case in changed_cases() if case.then]
    now = [case for case in changed_cases() if not case.then]

    assert {case.verdict for case in then} == {Verdict.SUPPORTED}
    assert {case.verdict for case in now} == {Verdict.CONTRADICTED}
    assert 15 < len(then) < 45


def test_the_day_lies_between_what_the_verdict_then_rests_on_and_its_last_day() -> None:
    days = {case.day for case in changed_cases() if case.then and case.day}

    assert min(days) >= day("2025-02-12")
    assert max(days) <= day("2025-02-20")
    assert len(days) > 4
    assert {case.day for case in changed_cases() if not case.then} == {day("2026-06-09")}


def test_on_an_earlier_day_nothing_is_on_offer_that_came_later_or_has_no_date() -> None:
    for case in changed_cases():
        offered = {offer.source.id for offer in case.offers}
        assert offered == ({"a", "b"} if case.then else {"late", "later", "a", "said"})


def test_what_a_page_is_cited_for_tells_nothing_from_after_the_day() -> None:
    events = [
        Event(day("2025-02-11"), "Before", HERE, detail="Hindsight.", sources=("a",)),
        Event(day("2025-04"), "After", HERE, sources=("a",)),
    ]
    made = deck([CHANGED], DATED, events=events)
    for seed in range(20):
        case = case_of(made, seed=seed)
        page = next(offer for offer in case.offers if offer.source.id == "a")
        told = [(event.title, event.detail) for event in page.cited_for]
        then, now = [("Before", "")], [("Before", "Hindsight."), ("After", "")]
        assert told == (then if case.then else now)


def test_a_day_that_the_record_does_not_reach_is_never_shown_as_now() -> None:
    made = deck([CHANGED], DATED, as_of="2025-02-15")

    assert all(case_of(made, seed=seed).then for seed in range(20))


def test_a_deck_without_dates_is_judged_without_a_day() -> None:
    case = case_of(deck([claim()], as_of=""))

    assert case.day is None
    assert len(case.offers) == 3
    text = "\n".join(line_text(line) for line in assertion_lines(case, deck([claim()]), 80))
    assert "Judge it" not in text


# --- fair cases ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "named", "is_fair"),
    [
        ([], [], False),
        ([source("a", "A")], ["a"], False),
        ([source("a", "A"), source("b", "D")], ["a", "b"], True),
        ([source("a", "D"), source("b", "D")], ["a", "b"], False),
        ([source("a", ""), source("b", "D")], ["a", "b"], True),
        ([source("a", "A"), source("said", "D")], ["a"], False),
        ([source("a", "A", "2027"), source("b", "D"), source("c", "D")], ["a", "b", "c"], False),
        ([source("a", "A"), source("b", "A")], ["gone", "missing"], False),
    ],
    ids=[
        "no source",
        "one page",
        "strong and weak",
        "only weak",
        "no grade",
        "one page and who said it",
        "the strong one came later",
        "unknown sources",
    ],
)
def test_a_fact_makes_a_case_where_there_is_a_choice_and_the_verdict_can_be_reached(
    sources: list[object], named: list[str], is_fair: bool
) -> None:
    made = deck([claim(sources=named, said_by=("said",))], sources)  # type: ignore[arg-type] # a list of sources, empty too
    case = Docket(made).case(made.claims["c1"], 0)

    assert (case is not None) == is_fair


def test_pages_of_the_same_originals_are_on_offer_too() -> None:
    copies = [source(f"copy{n}", "C", restates="Wire,  1 May") for n in range(3)]
    made = deck(
        [claim(sources=("a", "b"))],
        [source("a", "B", restates="wire, 1 May"), source("b", "B"), *copies],
    )
    case = case_of(made)
    names = {offer.source.id: offer.origin for offer in case.offers}

    assert set(names) == {"a", "b", "copy0", "copy1", "copy2"}
    assert len(set(names.values())) == 2


def test_no_more_is_on_offer_than_has_a_number_and_the_record_says_what_had_no_room() -> None:
    names = [f"s{n}" for n in range(1000)]
    made = deck([claim(sources=names)], [source(name, "D") for name in names[:-1]])
    made.sources["s999"] = source("s999", "A")
    case = case_of(made)
    text = "\n".join(line_text(line) for line in record_lines(played_best(case), made, 80))

    assert len(case.offers) == MOST_OFFERED
    assert "s999" in {offer.source.id for offer in case.offers}
    assert "992 more pages" in text


def test_the_bundled_ledger_makes_a_game_of_nearly_all_its_claims() -> None:
    docket = Docket(BUNDLED)
    left_out = {
        name
        for name, one in BUNDLED.claims.items()
        if len(one.sources) < 2 and kind_of(one.verdict) is Kind.FACT
    }

    assert docket.count() >= 40
    assert set(BUNDLED.claims) - set(docket.cases(0)) == left_out


@pytest.mark.parametrize("seed", range(20))
def test_every_case_of_the_bundled_ledger_can_be_won_outright(seed: int) -> None:
    for case in Docket(BUNDLED).cases(seed).values():
        score = case_score(played_best(case))
        assert score is not None
        # With fewer good pages than tokens it is better to keep the rest.
        best = max(score.total, _kept_tokens(case))
        assert best > 0.99, case.claim.id


def _kept_tokens(case: Case) -> float:
    best = played_best(case)
    if len(best.judged) < 2:
        return 0.0
    useful = [one.offer.source.id for one in buys(best) if one.worth]
    fewer = play(buy(at_buying(case), *useful), Enough())
    score = case_score(play(fewer, Judged(case.verdict, SURE)))
    return score.total if score else 0.0


# --- scores -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confidence", "right", "wrong"),
    [(SURE, "99 %", "13 %"), (THINK, "92 %", "39 %"), (GUESS, "76 %", "56 %")],
)
def test_the_surer_the_more_is_at_stake(confidence: Confidence, right: str, wrong: str) -> None:
    judged = Judged(Verdict.PARTLY, confidence)

    assert percent(judgement_score(judged, Verdict.PARTLY)) == right
    assert percent(judgement_score(judged, Verdict.SUPPORTED)) == wrong


@pytest.mark.parametrize(
    ("value", "whole"),
    [(38.5, 39), (0.1 + 0.2, 0), (38.49999999999999, 39), (2.5, 3), (0.4999, 0), (-0.5, -1)],
    ids=str,
)
def test_a_half_is_rounded_up_whatever_it_was_added_up_from(value: float, whole: int) -> None:
    assert rounded(value) == whole


@pytest.mark.parametrize("believed", Confidence)
def test_nobody_gains_by_saying_to_be_more_or_less_sure_than_they_are(
    believed: Confidence,
) -> None:
    chance = CHANCES[believed]

    def expected(said: Confidence) -> float:
        judged = Judged(Verdict.PARTLY, said)
        right = judgement_score(judged, Verdict.PARTLY)
        return chance * right + (1 - chance) * judgement_score(judged, Verdict.SUPPORTED)

    assert max(Confidence, key=expected) is believed


COPIED = deck(
    [claim(sources=("a", "b", "copy", "weak"), said_by=("said",))],
    [
        source("a", "A", restates="Wire"),
        source("copy", "C", restates="wire"),
        source("b", "B"),
        source("weak", "D"),
        source("said", "A"),
    ],
)


@pytest.mark.parametrize(
    ("bought", "worth", "most", "useful"),
    [
        (["a"], 3, 3, 1),
        (["b"], 2, 3, 1),
        (["a", "b"], 5, 5, 2),
        (["a", "copy"], 3, 5, 1),
        (["copy", "a"], 3, 5, 1),
        (["weak"], 0, 3, 0),
        (["said"], 0, 3, 0),
        (["a", "b", "weak"], 5, 5, 2),
    ],
)
def test_pages_of_one_original_count_once_and_weak_ones_nothing(
    bought: list[str], worth: int, most: int, useful: int
) -> None:
    found = buying(buy(at_buying(case_of(COPIED)), *bought))

    assert found is not None
    assert (found.worth, found.most, found.useful, found.spent) == (
        worth,
        most,
        useful,
        len(bought),
    )
    assert found.share == pytest.approx(worth / most * useful / len(bought))


def test_a_token_that_is_kept_costs_nothing_and_one_for_rubbish_does() -> None:
    def total(*names: str) -> float:
        case = play(buy(at_buying(case_of(COPIED)), *names), Enough())
        score = case_score(play(case, Judged(case.verdict, SURE)))
        assert score is not None
        return score.total

    assert total("a", "b") > total("a", "b", "weak")
    assert total("a", "b") > total("a", "copy")
    assert total() == pytest.approx(total("a", "b"), abs=0.01)


def test_each_buy_is_told_with_what_it_added_and_what_it_repeats() -> None:
    found = buys(buy(at_buying(case_of(COPIED)), "copy", "a", "said"))

    assert [(one.worth, one.repeats and one.repeats.source.id) for one in found] == [
        (1, None),
        (2, "copy"),
        (0, None),
    ]
    text = "\n".join(line_text(line) for one in found for line in bought_lines(one, 80))
    assert "the same original as Publisher of copy, counted once" in text
    assert "it makes the assertion, and cannot vouch for it" in text


def test_a_round_tells_how_sure_and_how_right_and_the_best_and_the_worst_buy() -> None:
    made = deck([claim("c1"), claim("c2", Verdict.PARTLY)])
    first = play(buy(at_buying(case_of(made, "c1")), "a", "c"), Enough())
    first = play(first, Judged(Verdict.SUPPORTED, SURE))
    second = play(case_of(made, "c2"), Called(Kind.FORECAST))
    second = play(play(second, Judged(Verdict.SUPPORTED, SURE)), Enough())
    found = round_score([first, second])
    bought = best_and_worst([first, second])

    assert (found.cases, found.kinds, found.facts, found.last) == (2, 1, 2, 1)
    assert [(one.confidence, one.judged, one.right) for one in found.calibration] == [(SURE, 2, 1)]
    assert bought is not None
    assert [one.offer.source.id for one in bought] == ["a", "c"]


# --- any play -----------------------------------------------------------------------------

MOVES: st.SearchStrategy[Move] = st.one_of(
    st.builds(Called, st.sampled_from(Kind)),
    st.builds(Judged, st.sampled_from(Verdict), st.sampled_from(Confidence)),
    st.builds(Bought, st.sampled_from(["a", "b", "copy", "weak", "said", "gone"])),
    st.just(Enough()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MOVES, max_size=25))
def test_whatever_is_played_a_case_keeps_to_its_rules(moves: list[Move]) -> None:
    case = case_of(COPIED)
    for move in moves:
        following = play(case, move)
        assert following.moves[: len(case.moves)] == case.moves
        assert len(following.moves) - len(case.moves) in (0, 1)
        case = following
    names = [offer.source.id for offer in case.bought]

    assert len(names) == len(set(names)) <= TOKENS
    assert len(case.judged) <= 2
    assert all(judged.verdict in VERDICTS for judged in case.judged)
    assert replay(case_of(COPIED), moves) == case
    score = case_score(case)
    assert (score is not None) == (case.step is CaseStep.RECORD)
    assert score is None or 0 <= score.total <= 1


texts = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "通义千问在中国的苹果手机上运行" * 4,
        "x" * 200,
        "[bold]red[/]",
        "👩‍👩‍👧‍👦" * 9,
        "A short one.",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(texts, min_size=7, max_size=7), st.integers(1, 100), st.lists(MOVES, max_size=9))
def test_no_line_is_wider_than_asked_whatever_the_texts(
    words: list[str], width: int, moves: list[Move]
) -> None:
    from msgspec.structs import replace

    pages = [
        replace(one, title=words[0], publisher=words[1], restates=words[2], note=words[3])
        for one in COPIED.sources.values()
    ]
    made = deck(
        [replace(COPIED.claims["c1"], text=words[4], correction=words[5], note=words[6])], pages
    )
    case = replay(case_of(made), moves)
    lines = [*assertion_lines(case, made, width), *record_lines(case, made, width)]
    lines.extend(line for one in buys(case) for line in bought_lines(one, width))
    lines.extend(round_lines([case], made, width))

    assert all(line_width(line) <= max(2, width) for line in lines)


# --- order --------------------------------------------------------------------------------


def test_a_seed_makes_the_same_round_and_another_seed_another() -> None:
    docket = Docket(BUNDLED)
    rounds = [draw_round(docket.cases(seed), seed, 5, {}) for seed in (7, 7, 8)]

    assert rounds[0] == rounds[1] != rounds[2]
    assert docket.cases(7) == docket.cases(7)


def test_what_was_judged_comes_later_than_what_was_not() -> None:
    made = deck([claim(f"c{n}") for n in range(6)])
    cases = Docket(made).cases(3)
    order = draw_round(cases, 3, 6, {"c0": 2, "c1": 1, "c2": 1})

    assert sorted(order) == sorted(cases)
    assert order[-1] == "c0"
    assert set(order[3:5]) == {"c1", "c2"}


def test_the_commonest_verdict_is_no_good_guess() -> None:
    claims = [claim(f"p{n}", Verdict.PARTLY) for n in range(50)]
    claims += [claim(f"s{n}", Verdict.SUPPORTED) for n in range(50, 60)]
    cases = Docket(deck(claims)).cases(0)
    firsts = [cases[draw_round(cases, seed, 1, {})[0]].verdict for seed in range(200)]

    assert 70 < firsts.count(Verdict.SUPPORTED) < 130


# --- a session ----------------------------------------------------------------------------


def sit(file: RecordFile | None, made: Deck = BUNDLED, **options: object) -> DeskSession:
    desk_session = open_desk_session(made, file, DeskOptions(**options))  # type: ignore[arg-type] # as the test says
    assert desk_session is not None
    desk_session.open()
    return desk_session


def state(desk_session: DeskSession) -> tuple[object, ...]:
    return (
        desk_session.seed,
        desk_session.place,
        desk_session.cases,
        round_score(desk_session.cases),
    )


def move_on(desk_session: DeskSession) -> None:
    """One more key of a player who is always right and buys the first page."""
    case = desk_session.case
    match case.step:
        case CaseStep.KIND:
            desk_session.make(Called(case.kind))
        case CaseStep.BUY:
            owned = {offer.source.id for offer in case.bought}
            left = [one.source.id for one in case.offers if one.source.id not in owned]
            desk_session.make(Bought(left[0]))
        case CaseStep.RECORD:
            desk_session.go_on()
        case _:
            desk_session.make(Judged(case.verdict, Confidence.THINK))


@pytest.mark.parametrize("moves", range(0, 24, 3))
def test_stopped_anywhere_it_goes_on_with_the_same_case_order_and_score(
    tmp_path: Path, moves: int
) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    desk_session = sit(file)
    for _ in range(moves):
        move_on(desk_session)
        if desk_session.is_over:
            break
    again = sit(RecordFile(file.path))

    if desk_session.is_over:
        assert again.place == 0
    else:
        assert state(again) == state(desk_session)


def test_a_case_stays_open_until_its_record_was_left(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    desk_session = sit(file)
    while desk_session.case.step is not CaseStep.RECORD:
        move_on(desk_session)
    assert [case.score for case in History(file).desk_cases(BUNDLED.id)] == [None]
    score = case_score(desk_session.case)
    desk_session.go_on()
    kept = History(file).desk_cases(BUNDLED.id)

    assert score is not None
    assert [case.score for case in kept] == [score.total, None]
    assert [case.claim for case in kept] == [case.claim.id for case in desk_session.cases[:2]]


def test_a_new_round_begins_with_what_was_not_judged_yet(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    desk_session = sit(file)
    while not desk_session.is_over:
        move_on(desk_session)
    again = sit(file)

    assert not {case.claim.id for case in again.cases} & {c.claim.id for c in desk_session.cases}


def test_a_named_seed_is_the_same_round_for_everybody(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    first = sit(file, seed=7)
    while not first.is_over:
        move_on(first)
    again, without = sit(file, seed=7), sit(None, seed=7)

    names = [case.claim.id for case in first.cases]
    assert names == [case.claim.id for case in again.cases]
    assert names == [case.claim.id for case in without.cases]
    assert not without.keeps


def test_a_round_goes_on_without_the_claims_that_an_edit_took_out(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    claims = [claim(f"c{n}") for n in range(4)]
    desk_session = sit(file, deck(claims), count=4)
    while desk_session.place == 0:
        move_on(desk_session)
    names = [case.claim.id for case in desk_session.cases]
    left = [one for one in claims if one.id != names[1]]
    again = sit(file, deck(left))

    assert [case.claim.id for case in again.cases] == [names[0], *names[2:]]
    assert again.place == 1


@pytest.mark.parametrize("moves", ["", "[]", "{}", '{"round": 1}', '{"round":"r"', "\x00"])
def test_what_is_not_ours_in_the_record_begins_a_new_round(tmp_path: Path, moves: str) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    History(file).keep_desk_case(BUNDLED.id, DeskCase("c01", "2025-01-01T00:00:00Z", moves, None))

    assert sit(file).place == 0


def test_where_the_record_breaks_the_round_goes_on_and_says_why(tmp_path: Path) -> None:
    desk_session = sit(RecordFile(tmp_path / "record.sqlite"))
    (tmp_path / "record.sqlite").unlink()
    (tmp_path / "record.sqlite").mkdir()
    move_on(desk_session)

    assert desk_session.case.called is not None
    assert desk_session.trouble
    assert not desk_session.keeps


@pytest.mark.parametrize("claims", [[], [claim(sources=())]])
def test_a_deck_without_cases_says_so(claims: list[object]) -> None:
    made = deck(claims)  # type: ignore[arg-type] # a list of claims, empty too

    assert open_desk_session(made, None) is None
    with pytest.raises(ExplainerError, match="evidence desk"):
        check_cases(made)


@pytest.mark.parametrize("count", [1, 1000])
def test_one_claim_or_a_thousand_make_a_round(count: int) -> None:
    desk_session = sit(None, deck([claim(f"c{n}") for n in range(count)]))

    assert len(desk_session.cases) == min(5, count)
