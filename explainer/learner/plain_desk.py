"""Plays the evidence desk on standard input and output: numbered choices, no screen control."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from explainer.learner.desk_session import DeskSession
from explainer.quiz.answer import Confidence
from explainer.quiz.desk import (
    VERDICTS,
    Bought,
    Buy,
    Called,
    Case,
    CaseStep,
    Enough,
    Judged,
    Kind,
    best_and_worst,
    buys,
    case_score,
    round_score,
)
from explainer.quiz.desk_page import (
    GAME_WORDS,
    KIND_WORDS,
    VERDICT_WORDS,
    buying_words,
    day_words,
    left_worth,
    page_facts,
    page_words,
    reasonable_sentences,
    score_sentences,
    speaker_words,
    token_words,
    worth_words,
)
from explainer.quiz.feedback import CONFIDENCE_WORDS
from explainer.quiz.rounding import percent
from explainer.render.line import TextRun, beside, line_text, wrap
from explainer.render.value import date_text

Ask = Callable[[str], str | None]
"""Asks for a line; returns None at the end of input."""

Say = Callable[[str], None]
"""Writes a line."""

_KINDS = tuple(Kind)
_SURE = tuple(Confidence)
_INDENT = "   "


class _LeftDesk(Exception):
    """Raised when the player leaves."""


class PlainDesk:
    """Leads through a round line by line."""

    def __init__(self, desk_session: DeskSession, ask: Ask, say: Say, width: int = 80) -> None:
        """Lines are at most `width` cells wide."""
        self._desk_session = desk_session
        self._ask = ask
        self._say_line = say
        self._width = max(20, width)

    def run(self) -> bool:
        """Play the rest of the round; return False if the player left before its end."""
        desk_session = self._desk_session
        count = len(desk_session.cases)
        words = "1 case" if count == 1 else f"{count} cases"
        self._say(f"The evidence desk: {words}, seed {desk_session.seed}.")
        if not desk_session.keeps:
            self._say(
                f"Nothing is kept{': ' + desk_session.trouble if desk_session.trouble else ''}."
            )
        if not desk_session.place and not desk_session.case.moves:
            self._say(GAME_WORDS)
        self._say("Type the number of what you choose, or q to leave.")
        try:
            while not desk_session.is_over:
                self._case()
                desk_session.go_on()
        except _LeftDesk:
            self._say()
            self._say(
                "You left. The same case waits for you." if desk_session.keeps else "You left."
            )
            return False
        self._result()
        return True

    # --- a case ---------------------------------------------------------------------------

    def _case(self) -> None:
        desk_session = self._desk_session
        self._say()
        self._say(f"Case {desk_session.place + 1} of {len(desk_session.cases)}")
        self._assertion(desk_session.case)
        if desk_session.case.called is not None:
            self._say_kind(desk_session.case)
        if desk_session.case.judged and desk_session.case.step is not CaseStep.RECORD:
            self._say(f"You said {_judged_words(desk_session.case.judged[0])}.")
            for buy in buys(desk_session.case):
                self._bought(buy)
        while desk_session.case.step is not CaseStep.RECORD:
            match desk_session.case.step:
                case CaseStep.KIND:
                    self._kind()
                case CaseStep.VERDICT:
                    self._judge("What do you think, before you buy any evidence?")
                case CaseStep.BUY:
                    self._buy()
                case CaseStep.REVISE:
                    self._revise()
            if desk_session.trouble:
                self._say(f"This is not kept: {desk_session.trouble}.")
        self._record(desk_session.case)

    def _assertion(self, case: Case) -> None:
        self._say(f"“{case.claim.text}”")
        for words in (speaker_words(case, self._desk_session.deck), day_words(case)):
            if words:
                self._say(words)

    def _kind(self) -> None:
        self._say("What is it, on that day?" if self._desk_session.case.day else "What is it?")
        words = [": ".join(KIND_WORDS[kind]) for kind in _KINDS]
        self._desk_session.make(Called(_KINDS[self._choose(words)]))
        self._say_kind(self._desk_session.case)

    def _say_kind(self, case: Case) -> None:
        words, why = KIND_WORDS[case.kind]
        if case.called is case.kind:
            self._say(f"Right, {words}: {why}.")
        elif case.called is not None:
            called = KIND_WORDS[case.called][0]
            self._say(f"Not {called}. The record takes it for {words}: {why}.")

    def _judge(self, question: str) -> None:
        self._say(question)
        words = [f"{verdict.value}: {VERDICT_WORDS[verdict]}" for verdict in VERDICTS]
        verdict = VERDICTS[self._choose(words)]
        self._say("How sure are you?")
        sure = _SURE[self._choose([CONFIDENCE_WORDS[one] for one in _SURE])]
        self._desk_session.make(Judged(verdict, sure))

    def _buy(self) -> None:
        case = self._desk_session.case
        if not case.bought:
            self._say("Now buy evidence, or keep your tokens.")
            self._say("Pages that restate one original count once.")
        self._say(f"You have {token_words(case)}. On offer:")
        owned = {offer.source.id for offer in case.bought}
        left = [offer for offer in case.offers if offer.source.id not in owned]
        words = [", ".join(page_words(offer.source)) for offer in left]
        chosen = self._choose([*words, "Enough, I can judge"])
        if chosen == len(left):
            self._desk_session.make(Enough())
            return
        self._desk_session.make(Bought(left[chosen].source.id))
        self._bought(buys(self._desk_session.case)[-1])

    def _bought(self, buy: Buy) -> None:
        self._say(f"{', '.join(page_words(buy.offer.source))}: {buy.offer.source.title}")
        self._say(_worth_sentence(buy), _INDENT)
        for words in (*page_facts(buy.offer), buy.offer.source.url):
            if words:
                self._say(words, _INDENT)

    def _revise(self) -> None:
        self._judge(f"And now? You said {_judged_words(self._desk_session.case.judged[0])}.")

    # --- the record -----------------------------------------------------------------------

    def _record(self, case: Case) -> None:
        claim, then, score = case.claim, case.then, case_score(case)
        self._say()
        if case.kind is Kind.FACT:
            day = f" as of {date_text(case.day)}" if case.day else ""
            self._say(f"The record: {case.verdict.value}{day}.")
        if then is not None:
            self._say(f"Then: {then.why}")
            self._say(f"Later: {claim.verdict.value}. {claim.correction}".rstrip())
        elif claim.correction:
            self._say(claim.correction)
        for earlier in () if then else claim.earlier:
            until = date_text(earlier.until)
            self._say(f"Until {until}, {earlier.verdict.value} was reasonable. {earlier.why}")
        if case.judged:
            self._say(f"You: {', then '.join(_judged_words(one) for one in case.judged)}.")
        if claim.note:
            self._say(f"Note: {claim.note}")
        self._pages(case)
        if score is None:
            return
        parts = ["kind right" if score.kind else "kind not right"]
        if score.judgement is not None:
            before = f" ({percent(score.first or 0)} before buying)" if case.bought else ""
            parts.append(f"verdict {percent(score.judgement)}{before}")
        if score.buying is not None:
            parts.append(f"buying {percent(score.buying.share)} ({buying_words(score.buying)})")
        self._say(f"This case: {percent(score.total)}; {', '.join(parts)}.")

    def _pages(self, case: Case) -> None:
        """Write the pages bought and left, each with its worth."""
        bought = buys(case)
        owned = {buy.offer.source.id for buy in bought}
        left = [
            left_worth(offer, bought)
            for offer in case.offers
            if case.judged and offer.source.id not in owned
        ]
        for heading, pages in (("You bought:", bought), ("You left:", left)):
            if pages:
                self._say(heading)
            for buy in pages:
                page = ", ".join(page_words(buy.offer.source))
                self._say(f"{page}. {_worth_sentence(buy)}", _INDENT)
        if case.unoffered and case.judged:
            self._say(f"{case.unoffered} more pages had no room on offer.")

    def _result(self) -> None:
        cases = self._desk_session.cases
        found = round_score(cases)
        self._say()
        words = "1 case" if found.cases == 1 else f"{found.cases} cases"
        mean = "in" if found.cases == 1 else "on average of"
        self._say(f"Done. {percent(found.total)} {mean} {words}.")
        for sentence in score_sentences(cases):
            self._say(sentence)
        for one in found.calibration:
            said = CONFIDENCE_WORDS[one.confidence]
            self._say(f"When you said '{said}': {one.right} of {one.judged} right.")
        if bought := best_and_worst(cases):
            self._say("Of what you bought:")
            for label, buy in zip(("best", "worst"), bought, strict=True):
                page = ", ".join(page_words(buy.offer.source))
                self._say(f"{label}: {page}. {_worth_sentence(buy)}", _INDENT)
        for case in cases:
            self._say()
            self._say(f"{case.verdict.value.capitalize()}: {case.claim.text}")
            if case.judged:
                self._say(f"Yours: {_judged_words(case.judged[-1])}.", _INDENT)
            for sentence in reasonable_sentences(case):
                self._say(sentence, _INDENT)

    # --- lines ----------------------------------------------------------------------------

    def _choose(self, words: Sequence[str]) -> int:
        """Return the index of the player's choice, from 0."""
        for number, text in enumerate(words, 1):
            self._say(f"{number}. {text}", _INDENT)
        while True:
            line = self._ask(f"Choose 1 to {len(words)}: ")
            if line is None or line.strip().lower() in ("q", "quit", "/q"):
                raise _LeftDesk
            typed = line.strip()
            if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= len(words):
                return int(typed[:6]) - 1
            self._say(f"Type a number from 1 to {len(words)}, or q to leave.")

    def _say(self, text: str = "", indent: str = "") -> None:
        """Write some words, wrapped to the width."""
        if not text:
            self._say_line("")
            return
        first = rest = [TextRun(indent)]
        for line in beside(first, rest, self._width, lambda room: wrap([TextRun(text)], room)):
            self._say_line(line_text(line).rstrip())


def _judged_words(judged: Judged) -> str:
    return f"{judged.verdict.value}, {CONFIDENCE_WORDS[judged.confidence]}"


def _worth_sentence(buy: Buy) -> str:
    words = worth_words(buy)
    return f"{words[:1].upper()}{words[1:]}."
