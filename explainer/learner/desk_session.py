"""A session at the evidence desk: a round of cases, with every move committed before its result.

Screens and plain text use the same session. The record keeps the moves of a case, and the seed and
order of its round. A case stays open in the record until the player has left its final page, so
that an interruption does not skip it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from secrets import randbelow, token_hex

import msgspec

from explainer.deck.model import Deck
from explainer.learner.history import DeskCase, History, now
from explainer.learner.place import RecordUnusable
from explainer.learner.record_file import RecordFile
from explainer.problems import ExplainerError
from explainer.quiz.desk import Case, CaseStep, Move, case_score, play, replay
from explainer.quiz.docket import ROUND, Docket, draw_round
from explainer.quiz.shuffle import LARGEST_SEED


class _KeptCase(msgspec.Struct, frozen=True):
    """A case as the record keeps it, in JSON."""

    round: str
    """Id of the round; the same for all its cases."""
    seed: int
    """Seed of days and orders."""
    order: tuple[str, ...]
    """Claims of the round."""
    moves: tuple[Move, ...] = ()
    """Moves of the player in this case."""


class DeskOptions(msgspec.Struct, frozen=True):
    """Seed, number of cases, and whether to start afresh."""

    seed: int | None = None
    """Seed; None to draw one. A given seed makes the same round for everyone."""
    count: int = 0
    """Most cases; 0 for the usual number."""
    fresh: bool = False
    """True to ignore an open round."""


class DeskSession:
    """A round that is being played."""

    def __init__(
        self, deck: Deck, kept: _KeptCase, cases: Sequence[Case], file: RecordFile | None
    ) -> None:
        """`cases` are those of the round in their order, all at their beginning."""
        self.deck = deck
        """The deck."""
        self.seed = kept.seed
        """Seed of days and orders."""
        self.cases = list(cases)
        """The cases in their order, with the moves so far."""
        self.place = 0
        """Index of the current case; after the last one the round is over."""
        self.trouble = ""
        """Reason why moves are not kept, once it is known."""
        self._kept = kept
        self._file = file
        self._begun = ""

    @property
    def keeps(self) -> bool:
        """True if moves are kept."""
        return self._file is not None and not self.trouble

    @property
    def is_over(self) -> bool:
        """True if the record of the last case was left."""
        return self.place >= len(self.cases)

    @property
    def case(self) -> Case:
        """The current case; once the round is over, the last."""
        return self.cases[min(self.place, len(self.cases) - 1)]

    def open(self) -> None:
        """Record that the current case was begun; may be called in another thread."""
        if not self._begun and not self.is_over:
            self._begun = now()
            self._keep()

    def keep_in(self, file: RecordFile) -> None:
        """Keep the cases from now on; may be called in another thread.

        Of the current case everything is kept, from its beginning.
        """
        if self._file is None:
            self._file, self.trouble = file, ""
            self._begun = self._begun or now()
            self._keep()

    def stop_keeping(self) -> None:
        """Continue without a record."""
        self._file = None

    def make(self, move: Move) -> None:
        """Make a move; may be called in another thread.

        It is committed when this returns, or `trouble` gives the reason why it is not.
        """
        if self.is_over:
            return
        following = play(self.case, move)
        if following is not self.case:
            self.cases[self.place] = following
            self._keep()

    def go_on(self) -> None:
        """Leave the record of a case, and begin the next; may be called in another thread."""
        if self.is_over or self.case.step is not CaseStep.RECORD:
            return
        score = case_score(self.case)
        self._keep(score.total if score else None)
        self.place += 1
        self._begun = ""
        self.open()

    def resume(self, rows: Sequence[DeskCase]) -> None:
        """Continue after the recorded rows of the round, oldest first."""
        names = [case.claim.id for case in self.cases]
        for row in rows:
            if row.claim not in names:
                continue
            place = names.index(row.claim)
            kept = _decoded(row)
            self.cases[place] = replay(self.cases[place], kept.moves if kept else ())
            is_closed = row.score is not None and self.cases[place].step is CaseStep.RECORD
            self.place = place + is_closed
            self._begun = "" if is_closed else row.at

    def _keep(self, score: float | None = None) -> None:
        if self._file is None:
            return
        kept = msgspec.structs.replace(self._kept, moves=self.case.moves)
        moves = msgspec.json.encode(kept).decode()
        case = DeskCase(self.case.claim.id, self._begun, moves, score)
        try:
            History(self._file).keep_desk_case(self.deck.id, case)
        except RecordUnusable as error:
            self.trouble = error.reason


def open_desk_session(
    deck: Deck, file: RecordFile | None, options: DeskOptions | None = None
) -> DeskSession | None:
    """Open a round: the one that was left, if there is one and it fits the options, else a new one.

    Returns None if no claim of the deck makes a fair case.

    Raises:
        RecordUnusable: the record cannot be read.
    """
    options = options or DeskOptions()
    rows = History(file).desk_cases(deck.id) if file is not None else []
    docket = Docket(deck)
    if not options.fresh:
        left = _unfinished_round(deck, docket, rows, file)
        if left is not None and _matches_options(left, options):
            return left
    seed = randbelow(LARGEST_SEED + 1) if options.seed is None else options.seed
    cases = docket.cases(seed)
    if not cases:
        return None
    judged = Counter(row.claim for row in rows if row.score is not None)
    order = draw_round(cases, seed, options.count or ROUND, judged if options.seed is None else {})
    kept = _KeptCase(token_hex(8), seed, tuple(order))
    return DeskSession(deck, kept, [cases[name] for name in order], file)


def _matches_options(desk_session: DeskSession, options: DeskOptions) -> bool:
    """True if an open round has the options asked for."""
    return options.count in (0, len(desk_session.cases)) and options.seed in (
        None,
        desk_session.seed,
    )


def check_cases(deck: Deck) -> None:
    """Refuse a deck without any claim that makes a fair case.

    Raises:
        ExplainerError: there is none.
    """
    if not Docket(deck).count():
        raise ExplainerError(no_case_words(deck))


def no_case_words(deck: Deck) -> str:
    """Return the reason why there is nothing to judge."""
    if not deck.claims:
        return "The evidence desk needs claims, and this deck has none."
    return (
        "No claim of this deck makes a fair case for the evidence desk: a fact needs at least two "
        "pages to choose from, and one stronger than grade D that its verdict rests on."
    )


def _unfinished_round(
    deck: Deck, docket: Docket, rows: Sequence[DeskCase], file: RecordFile | None
) -> DeskSession | None:
    """Return the newest round, if any case of it is left to judge or to read."""
    last = _decoded(rows[-1]) if rows else None
    if last is None:
        return None
    of_round = [row for row in rows if (kept := _decoded(row)) and kept.round == last.round]
    known = [deck.claims[name] for name in last.order if name in deck.claims]
    cases = [case for claim in known if (case := docket.case(claim, last.seed))]
    if not cases:
        return None
    kept = msgspec.structs.replace(last, moves=())
    desk_session = DeskSession(deck, kept, cases, file)
    desk_session.resume(of_round)
    return None if desk_session.is_over else desk_session


def _decoded(row: DeskCase) -> _KeptCase | None:
    """Return the content of a row; None if it cannot be read."""
    try:
        return msgspec.json.decode(row.moves, type=_KeptCase)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
