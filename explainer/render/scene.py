"""Scenes of a deck for people passing by, one after another; none reveals how a bet ends.

A scene uses only the outline and the first section, which every reader sees before they bet. A
claim that a bet is about is never shown with its verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from explainer.deck.block import Directive, Section, walk
from explainer.deck.directive import ChartOptions
from explainer.deck.model import Claim, Deck, Verdict
from explainer.deck.question import Question
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, beside, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.render.setting import Setting
from explainer.render.usage import usage
from explainer.render.value import date_text, verdict_mark

Scene = Callable[[int, int], list[Line]]
"""Returns the lines of a scene within a width (first) and a height; none if it does not fit."""

_STRIKING = (Verdict.CONTRADICTED, Verdict.PARTLY, Verdict.SUPPORTED)
"""The verdicts that surprise, the most surprising first."""


def title_scene(deck: Deck) -> Scene:
    """Return the scene with a deck's title and summary; the title alone if space is short."""

    def lines(width: int, height: int) -> list[Line]:
        count = len(deck.outline)
        facts = f"{count} section{'' if count == 1 else 's'}"
        if deck.minutes:
            facts = f"{deck.minutes} minutes · {facts}"
        title = wrap([TextRun(deck.title or deck.id, "title")], width)
        below = [[], *wrap([TextRun(facts, "muted")], width)]
        summary = [[], *wrap([TextRun(deck.summary)], width)] if deck.summary else []
        return _first_that_fits(height, [*title, *below, *summary], [*title, *below], title)

    return lines


def deck_scenes(deck: Deck, first: Section, setting: Setting) -> list[Scene]:
    """Return the scenes of a deck in their order; `first` is its first section."""
    scenes = [title_scene(deck)]
    scenes.extend(_bet_scene(bet, deck) for bet in _bets(deck)[:1])
    claim = striking_claim(deck, first)
    if claim is not None:
        scenes.extend(_claim_scene(claim, deck, is_told) for is_told in (False, True))
    chart = _first_chart(deck, first)
    if chart is not None:
        scenes.append(_chart_scene(chart, deck, setting))
    return scenes


def _first_that_fits(height: int, *ways: list[Line]) -> list[Line]:
    return next((lines for lines in ways if len(lines) <= height), [])


def _bets(deck: Deck) -> list[Question]:
    """Return every question asked before a section, in the deck's order."""
    names = [name for entry in deck.outline for name in entry.bets]
    return [deck.questions[name] for name in names if name in deck.questions]


def _bet_scene(question: Question, deck: Deck) -> Scene:
    """Return the scene with a bet, and its choices if all fit; the key is not marked."""
    layout = QuestionLayout(question, deck)

    def lines(width: int, height: int) -> list[Line]:
        lead = [TextRun("▎ ", "muted")]
        head = [*wrap([TextRun("What would you bet?", "muted")], width), []]
        head.extend(beside(lead, lead, width, partial(layout.prompt_lines, question.prompt)))
        choices: list[Line] = []
        for number, choice in enumerate(question.choices, 1):
            mark = [TextRun(f"  {number}  ", "faint")]
            choices.extend(layout.choice_lines(mark, choice.text, width))
        return _first_that_fits(height, [*head, [], *choices] if choices else head, head)

    return lines


def striking_claim(deck: Deck, first: Section) -> Claim | None:
    """Return the most surprising claim of the first section that no bet is about.

    A claim with an earlier verdict is left out too: the change is part of the story.
    """
    asked = {claim for bet in _bets(deck) for claim in bet.claims}
    used = [deck.claims[name] for name in usage(deck, [first]).claims if name in deck.claims]
    fit = [claim for claim in used if claim.id not in asked and not claim.earlier]
    for verdict in _STRIKING:
        for claim in fit:
            if claim.verdict is verdict:
                return claim
    return None


def _claim_scene(claim: Claim, deck: Deck, is_told: bool) -> Scene:
    """Return the scene with a claim and its speakers, and its verdict or "Is it true?"."""
    said = [deck.sources[source].title for source in claim.said_by if source in deck.sources]
    words = " · ".join(said) or "Somebody said"
    if claim.said_on:
        words += f", {date_text(claim.said_on)}"

    def lines(width: int, height: int) -> list[Line]:
        lead = [TextRun("▎ ", "muted")]
        text = [TextRun(claim.text, "strong")]
        quoted = beside(lead, lead, width, partial(wrap, text))
        verdict = TextRun("Is it true?", "muted")
        if is_told:
            verdict = TextRun(verdict_mark(claim.verdict), f"{claim.verdict.value} strong")
        below = [[], *wrap([verdict], width)]
        above = [*wrap([TextRun(words, "muted")], width), []]
        return _first_that_fits(height, [*above, *quoted, *below])

    return lines


def _first_chart(deck: Deck, first: Section) -> tuple[Directive, ChartOptions] | None:
    """Return a chart of the first section without points to be guessed."""
    for block in walk(first.blocks):
        if not isinstance(block, Directive) or not isinstance(block.options, ChartOptions):
            continue
        if not block.options.guess and block.options.target in deck.tables:
            return block, block.options
    return None


def _chart_scene(chart: tuple[Directive, ChartOptions], deck: Deck, setting: Setting) -> Scene:
    """Return the scene with a chart and its sources."""
    from explainer.render.chart.chart_page import chart_block_lines
    from explainer.render.facet.facet_narrowing import narrowed_by

    block, given = chart
    narrowed, options, _ = narrowed_by(given, None, deck)
    assert isinstance(options, ChartOptions)

    def lines(width: int, height: int) -> list[Line]:
        inline = InlineLayout(deck)
        drawn = chart_block_lines(block, options, deck, inline, width, setting, narrowed=narrowed)
        return _first_that_fits(height, _without_targets(drawn))

    return lines


def _without_targets(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without targets, since every key moves on, and without marks of pages."""
    return [[TextRun(run.text, run.role) for run in line if run.text] for line in lines]
