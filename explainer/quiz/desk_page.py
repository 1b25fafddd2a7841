"""Lays out the evidence desk: the assertion, pages on offer, the record, the end of a round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len

from explainer.deck.model import Claim, Deck, Event, Source, Verdict
from explainer.quiz.desk import (
    TOKENS,
    Buy,
    Buying,
    Case,
    Judged,
    Kind,
    Offer,
    best_and_worst,
    buys,
    case_score,
    round_score,
)
from explainer.quiz.feedback import CONFIDENCE_WORDS
from explainer.quiz.rounding import percent, rounded
from explainer.render.line import NARROWEST_TEXT, Line, TextRun, beside, line_width, wrap
from explainer.render.value import MARKS, date_text, verdict_mark

KIND_WORDS = {
    Kind.FACT: ("a fact", "it can be checked"),
    Kind.OPINION: ("an opinion", "a judgement that no source settles"),
    Kind.FORECAST: ("a forecast", "about what was still to come on that day"),
}
"""Each kind, and its description."""

VERDICT_WORDS = {
    Verdict.SUPPORTED: "good sources bear it out",
    Verdict.PARTLY: "true in part, or it leaves out what matters",
    Verdict.CONTRADICTED: "good sources say otherwise",
    Verdict.UNVERIFIED: "nothing that was found settles it",
}
"""Meaning of each verdict on a fact."""

GAME_WORDS = (
    "These are assertions as somebody made them. Call each a fact, an opinion or a forecast, and "
    f"give your verdict on a fact. Then buy pages with {TOKENS} tokens, knowing only who published "
    "them and when, and judge again. The record tells what was so, and what your pages were worth."
)
"""The game, told before the first case of a round."""

_BAR = 16
_NARROW = 50
_LABEL = 8


# --- the assertion ------------------------------------------------------------------------


def assertion_lines(case: Case, deck: Deck, width: int) -> list[Line]:
    """Return the assertion, its speakers, and the day as of which it is judged."""
    quoted = [TextRun("“", "muted"), TextRun(case.claim.text, "strong"), TextRun("”", "muted")]
    lines = wrap(quoted, width)
    if said := speaker_words(case, deck):
        lines.extend(wrap([TextRun(said, "muted")], width))
    if day := day_words(case):
        lines.extend(wrap([TextRun(day, "warning" if case.then else "muted")], width))
    return lines


def speaker_words(case: Case, deck: Deck) -> str:
    """Return speakers and date of the assertion, as far as they are known."""
    claim = case.claim
    said = [_named(deck.sources[name]) for name in claim.said_by if name in deck.sources]
    when = f", {date_text(claim.said_on)}" if claim.said_on else ""
    if said:
        return f"Said by {'; '.join(said)}{when}"
    return f"Said {date_text(claim.said_on)}" if claim.said_on else ""


def day_words(case: Case) -> str:
    """Return the day as of which a case is judged; nothing if the deck gives none."""
    if case.day is None:
        return ""
    if case.then is not None:
        return f"Judge it as of {date_text(case.day)}, by what could be known then."
    return f"Judge it as of {date_text(case.day)}."


def _named(source: Source) -> str:
    if source.publisher and source.publisher != source.title:
        return f"{source.publisher}, “{source.title}”"
    return source.title


# --- pages on offer -----------------------------------------------------------------------


def page_words(source: Source) -> tuple[str, str]:
    """Return the facts shown of a page before it is bought: its publisher and its date."""
    date = date_text(source.date) if source.date else "no date"
    return source.publisher or "no publisher named", date


def bought_lines(buy: Buy, width: int) -> list[Line]:
    """Return a page that was bought: its title, its grade, and its other facts."""
    lines = bought_in_brief(buy, width)
    for words in page_facts(buy.offer):
        lines.extend(wrap([TextRun(words, "muted")], width))
    return lines


def bought_in_brief(buy: Buy, width: int) -> list[Line]:
    """Return the title of a bought page, as a link, and its worth."""
    source = buy.offer.source
    title = TextRun(source.title, "link", source.url) if source.url else TextRun(source.title)
    return [*wrap([title], width), *wrap([TextRun(worth_words(buy), worth_role(buy))], width)]


def page_facts(offer: Offer) -> list[str]:
    """Return further facts about a bought page: its original, its note, its citations."""
    source = offer.source
    facts = [f"Restates: {source.restates}"] if source.restates else []
    facts.extend([source.note] if source.note else [])
    facts.extend(f"Cited for: {_event_words(event)}" for event in offer.cited_for[:2])
    facts.extend(f"Cited on “{one.text}”: {_record_words(one)}" for one in offer.also[:1])
    return facts


def _record_words(claim: Claim) -> str:
    """Return the verdict on a claim, with the correction if there is one."""
    return f"{claim.verdict.value}. {claim.correction}".rstrip()


def _event_words(event: Event) -> str:
    title = event.title if event.title.endswith((".", "!", "?")) else f"{event.title}."
    return f"{date_text(event.date)}, {title} {event.detail}".rstrip()


def worth_words(buy: Buy) -> str:
    """Return the grade of a bought page, its worth, and the reason if that is less."""
    offer = buy.offer
    grade = f"grade {offer.source.grade.value}" if offer.source.grade else "no grade"
    words = f"{grade}, worth {buy.worth}"
    if buy.repeats is not None:
        other = page_words(buy.repeats.source)[0]
        less = " more" if buy.worth else ""
        return f"{words}{less}: the same original as {other}, counted once"
    if offer.is_assertion and not offer.worth:
        return f"{words}: it makes the assertion, and cannot vouch for it"
    return words if buy.worth else f"{words}: too weak to stand alone"


def worth_role(buy: Buy) -> str:
    """Return the role of the worth of a page: that of its grade; muted where it has none."""
    grade = buy.offer.source.grade
    return f"grade-{grade.value.lower()}" if grade and buy.worth else "muted"


def token_words(case: Case) -> str:
    """Return the number of remaining tokens in words."""
    return "1 token left" if case.tokens == 1 else f"{case.tokens} tokens left"


def token_lines(case: Case, width: int) -> list[Line]:
    """Return the tokens, with spent ones as outlines."""
    left = case.tokens
    line = [
        TextRun(" ".join("●" * left), "here"),
        TextRun(" " if 0 < left < TOKENS else ""),
        TextRun(" ".join("○" * (TOKENS - left)), "marker"),
        TextRun(f"  {token_words(case)}", "muted"),
    ]
    return fitted(line, width)


# --- the record ---------------------------------------------------------------------------


def kind_lines(case: Case, width: int) -> list[Line]:
    """Return a line or two about the kind, once it was chosen."""
    words, why = KIND_WORDS[case.kind]
    if case.called is case.kind:
        return wrap([TextRun("✓ ", "good"), TextRun(f"Right, {words}: {why}.")], width)
    called = KIND_WORDS[case.called][0] if case.called else "that"
    runs = [
        TextRun("✗ ", "bad"),
        TextRun(f"Not {called}. The record takes it for {words}: {why}."),
    ]
    return wrap(runs, width)


def judged_runs(judged: Judged) -> list[TextRun]:
    """Return a verdict of the player with its confidence."""
    return [
        TextRun(verdict_mark(judged.verdict), judged.verdict.value),
        TextRun(f", {CONFIDENCE_WORDS[judged.confidence]}", "muted"),
    ]


def record_lines(case: Case, deck: Deck, width: int) -> list[Line]:
    """Return the record of a case: verdict, reasons, earlier verdicts, and the player's moves."""
    lines: list[Line] = []
    if case.kind is Kind.FACT:
        lines.extend(_labelled("Record", _verdict_runs(case), width))
    else:
        lines.extend(kind_lines(case, width))
        lines.append([])
    lines.extend(_then_and_now(case, width))
    if case.claim.note:
        lines.extend(_labelled("", [TextRun(case.claim.note, "muted")], width))
    if case.judged:
        lines.extend(_labelled("You", _player_runs(case), width))
    lines.extend([[], *_marks(case, width)])
    lines.extend(_pages(case, width))
    return lines


def _verdict_runs(case: Case) -> list[TextRun]:
    day = f", as of {date_text(case.day)}" if case.day else ""
    words = TextRun(verdict_mark(case.verdict), f"{case.verdict.value} strong")
    return [words, TextRun(day, "muted")]


def _then_and_now(case: Case, width: int) -> list[Line]:
    """Return the reasons for the verdict on the day, and the verdicts at other times."""
    claim, then = case.claim, case.then
    now = [TextRun(f"{MARKS[claim.verdict]} {claim.verdict.value}", claim.verdict.value)]
    if then is not None:
        lines = _labelled("Then", [TextRun(then.why)], width)
        correction = f". {claim.correction}" if claim.correction else ""
        return [*lines, *_labelled("Later", [*now, TextRun(correction)], width)]
    label = "" if case.kind is Kind.FACT else "Record"
    lines = _labelled(label, [TextRun(claim.correction)], width) if claim.correction else []
    for earlier in claim.earlier:
        words = [
            TextRun(f"until {date_text(earlier.until)} "),
            TextRun(verdict_mark(earlier.verdict), earlier.verdict.value),
            TextRun(f" was reasonable. {earlier.why}"),
        ]
        lines.extend(_labelled("Then", words, width))
    return lines


def _player_runs(case: Case) -> list[TextRun]:
    runs = judged_runs(case.judged[0])
    if len(case.judged) > 1:
        if case.judged[0] == case.judged[-1]:
            return [*runs, TextRun("; kept after buying", "muted")]
        runs = [*runs, TextRun("  →  ", "muted"), *judged_runs(case.judged[-1])]
    return runs


def _marks(case: Case, width: int) -> list[Line]:
    """Return a row with a bar for each part of the score, and the total."""
    score = case_score(case)
    if score is None:
        return []
    rows = [("Kind", score.kind, "right" if score.kind else "not right")]
    if score.judgement is not None:
        rows.append(("Verdict", score.judgement, _moved_words(score.first, score.judgement, case)))
    if score.buying is not None:
        rows.append(("Buying", score.buying.share, buying_words(score.buying)))
    elif case.judged:
        rows.append(("Buying", -1.0, "no token spent, nothing lost"))
    lines = [row for label, share, words in rows for row in _mark(label, share, words, width)]
    label, share = TextRun(f"{'Case':<{_LABEL}} ", "strong"), percent(score.total)
    total = [label, TextRun(f"{share:>5}", "strong")]
    if width >= _NARROW:
        total.extend([TextRun("  "), *bar(score.total, _BAR)])
    return [*lines, *fitted(total, width)]


def _mark(label: str, share: float, words: str, width: int) -> list[Line]:
    """Return the row of a part; without room for columns, a sentence."""
    first: Line = [TextRun(f"{label:<{_LABEL}} ", "muted")]
    if share >= 0:
        first.append(TextRun(f"{percent(share):>5}  "))
        if width >= _NARROW:
            first.extend([*bar(share, _BAR), TextRun("  ")])
    if width - line_width(first) < NARROWEST_TEXT:
        return wrap([*first, TextRun(words, "muted")], width)
    rest = [TextRun(" " * line_width(first))]
    return beside(first, rest, width, lambda room: wrap([TextRun(words, "muted")], room))


def fitted(line: Line, width: int) -> list[Line]:
    """Return the line as it is, with all its spaces, if it fits; else wrapped."""
    return [line] if line_width(line) <= width else wrap(line, width)


def _moved_words(first: float | None, last: float, case: Case) -> str:
    """Return the result of the last verdict, and the effect of buying on its score."""
    words = "right" if case.judged[-1].verdict is case.verdict else "not right"
    if first is None or len(case.judged) < 2 or percent(first) == percent(last):
        return words
    verb = "helped" if last > first else "misled you"
    return f"{words}; {percent(first)} before, so what you bought {verb}"


def buying_words(found: Buying) -> str:
    """Return the result of the buying, as a sentence without its full stop."""
    if not found.most:
        return "nothing on offer was worth a token"
    tokens = "1 token buys" if found.spent == 1 else f"{found.spent} tokens buy"
    words = f"worth {found.worth} of the {found.most} that {tokens}"
    if wasted := found.spent - found.useful:
        words += f"; {wasted} bought nothing"
    return words


def _pages(case: Case, width: int) -> list[Line]:
    """Return every page on offer with its worth, the bought ones first."""
    if not case.judged or not case.offers:
        return []
    lines: list[Line] = []
    bought = buys(case)
    if bought:
        lines.extend(_heading("What you bought", width))
        for buy in bought:
            words = [TextRun(worth_words(buy), worth_role(buy))]
            lines.extend(_page(buy.offer, words, width))
    owned = {buy.offer.source.id for buy in bought}
    left = [offer for offer in case.offers if offer.source.id not in owned]
    if left:
        lines.extend(_heading("What you left", width))
        for offer in left:
            words = [TextRun(worth_words(left_worth(offer, bought)), "muted")]
            lines.extend(_page(offer, words, width))
    if case.unoffered:
        more = f"{case.unoffered} more pages that the verdict rests on had no room on offer."
        lines.extend(wrap([TextRun(more, "muted")], width))
    return lines


def left_worth(offer: Offer, bought: Sequence[Buy]) -> Buy:
    """Return the worth that a page left on offer would have added."""
    same = [buy.offer for buy in bought if buy.offer.origin == offer.origin]
    best = max(same, key=lambda one: one.worth, default=None)
    return Buy(offer, max(0, offer.worth - (best.worth if best else 0)), best)


def _page(offer: Offer, words: list[TextRun], width: int) -> list[Line]:
    publisher, date = page_words(offer.source)
    lines = _marked(
        TextRun("· ", "marker"), [TextRun(publisher), TextRun(f", {date}", "muted")], width
    )
    if offer.source.title != publisher:
        lines.extend(_marked(TextRun("  "), [TextRun(offer.source.title, "muted")], width))
    return [*lines, *_marked(TextRun("  "), words, width)]


# --- the end of a round -------------------------------------------------------------------


def round_lines(cases: Sequence[Case], deck: Deck, width: int) -> list[Line]:
    """Return the result of a round: score, confidence, purchases, and every record."""
    found = round_score(cases)
    words = "1 case" if found.cases == 1 else f"{found.cases} cases"
    mean = "in" if found.cases == 1 else "on average of"
    lines = wrap(
        [TextRun(percent(found.total), "strong"), TextRun(f" {mean} {words}", "muted")], width
    )
    if width >= _BAR:
        lines.append(bar(found.total, min(width, 2 * _BAR)))
    lines.append([])
    for sentence in score_sentences(cases):
        lines.extend(wrap([TextRun(sentence)], width))
    if found.calibration:
        lines.extend(_heading("How sure you were", width))
        room = max(cell_len(CONFIDENCE_WORDS[one.confidence]) for one in found.calibration)
        for one in found.calibration:
            first = [TextRun(f"{CONFIDENCE_WORDS[one.confidence]:<{room}}  ", "muted")]
            counts = [TextRun(f"{one.right} of {one.judged} right")]
            lines.extend(beside(first, [TextRun(" " * (room + 2))], width, partial(wrap, counts)))
    lines.extend(_best_and_worst(cases, width))
    lines.extend(_heading("The record", width))
    for case in cases:
        lines.extend(_case_in_brief(case, width))
    return lines


def score_sentences(cases: Sequence[Case]) -> list[str]:
    """Return the numbers of right kinds and verdicts, before and after buying."""
    found = round_score(cases)
    sentences = [f"Fact, opinion or forecast: {found.kinds} of {found.cases} right."]
    if found.facts:
        sentences.append(f"Verdicts on facts: {found.last} of {found.facts} right.")
        if found.first != found.last:
            sentences[-1] = f"{sentences[-1][:-1]}, {found.first} before buying."
    return sentences


def _best_and_worst(cases: Sequence[Case], width: int) -> list[Line]:
    found = best_and_worst(cases)
    if found is None:
        return []
    lines = _heading("What you bought", width)
    named = [("Best", found[0])] if found[0].worth else []
    if found[1].worth < found[0].worth or not named:
        named.append(("Worst", found[1]))
    for label, buy in named:
        publisher, date = page_words(buy.offer.source)
        words = [TextRun(f"{publisher}, {date}: "), TextRun(worth_words(buy), worth_role(buy))]
        lines.extend(_labelled(label, words, width))
    return lines


def _case_in_brief(case: Case, width: int) -> list[Line]:
    """Return the assertion, the record, the player's verdict, and verdicts of other times."""
    mark = TextRun(f"{MARKS[case.verdict]} ", case.verdict.value)
    lines = _marked(mark, [TextRun(case.claim.text)], width)
    score = case_score(case)
    day = f" as of {date_text(case.day)}" if case.day else ""
    words = [TextRun(f"{case.verdict.value}{day}", case.verdict.value)]
    if case.judged:
        words.extend(
            [TextRun(" · yours: ", "muted"), TextRun(case.judged[-1].verdict.value, "muted")]
        )
    elif case.called:
        words.append(TextRun(f" · yours: {KIND_WORDS[case.called][0]}", "muted"))
    if score is not None:
        words.append(TextRun(f" · {percent(score.total)}", "muted"))
    lines.extend(_marked(TextRun("  "), words, width))
    for sentence in reasonable_sentences(case):
        lines.extend(_marked(TextRun("  "), [TextRun(sentence, "muted")], width))
    return lines


def reasonable_sentences(case: Case) -> list[str]:
    """Return sentences about verdicts that were reasonable at another time than the day shown."""
    claim = case.claim
    if case.then is not None:
        until = date_text(case.then.until)
        return [f"Reasonable until {until}. The record now: {claim.verdict.value}."]
    return [
        f"Until {date_text(earlier.until)}, {earlier.verdict.value} was reasonable."
        for earlier in claim.earlier
    ]


def bar(share: float, width: int) -> Line:
    """Return a fraction as a bar."""
    full = rounded(width * max(0.0, min(1.0, share)))
    return [TextRun("━" * full, "good"), TextRun("╌" * (width - full), "rule")]


def _heading(words: str, width: int) -> list[Line]:
    return [[], *wrap([TextRun(words, "heading-3")], width)]


def _labelled(label: str, words: list[TextRun], width: int) -> list[Line]:
    first = [TextRun(f"{label:<{_LABEL}} ", "muted")]
    rest = [TextRun(" " * (_LABEL + 1))]
    return beside(first, rest, width, lambda room: wrap(words, room))


def _marked(mark: TextRun, words: list[TextRun], width: int) -> list[Line]:
    rest = TextRun(" " * cell_len(mark.text))
    return beside([mark], [rest], width, partial(wrap, words))
