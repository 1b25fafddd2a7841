"""Commands of a question card, of its feedback, and of the result of a run."""

from __future__ import annotations

from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    CARD,
    CARD_PAGE_DOWN,
    CARD_PAGE_UP,
    CLOSING,
    FOLLOW_LINK,
    KEEP_PROGRESS,
    LIGHT_DARK,
    SERVICES,
)

_ASKING_GROUP = "While a question is asked"
FEEDBACK_GROUP = "Behind an answer"
"""Heading of the commands that do nothing while a question is asked."""

QUIZ = (
    Command("quiz-answer", ("enter",), "Answer",
            "Give the answer; behind the feedback, go on to the next question; at the end, ask "
            "again what is still missed, or read what settles it.",
            _ASKING_GROUP, "answer_or_go_on"),
    Command("quiz-hint", ("h",), "Hint", "Show a hint; what it takes off stands beside it.",
            _ASKING_GROUP, "show_hint"),
    Command("quiz-sure", ("w",), "How sure",
            "Say how sure you are: a guess, think so, sure. It changes no marks by itself.",
            _ASKING_GROUP, "turn_confidence"),
    Command("quiz-unknown", ("d",), "Don't know", "Say that you don't know, and see the answer.",
            _ASKING_GROUP, "give_up"),
    Command("quiz-clear", ("x",), "Start again",
            "Take the answer back while it is not given yet; at the end, begin a new run.",
            _ASKING_GROUP, "start_again"),
    Command("quiz-passage", ("t",), "Passage",
            "Go to the passage that settles the question; {close} comes back to the run.",
            FEEDBACK_GROUP, "show_passage"),
    Command("quiz-evidence", ("e", "c"), "Evidence",
            "The claims and the sources that the answer rests on.", FEEDBACK_GROUP,
            "show_evidence"),
    Command("quiz-easy", ("y",), "Easy", "Call a right answer easy: its review comes later.",
            FEEDBACK_GROUP, "call_easy"),
    Command("quiz-missed", ("m",), "Ask again",
            "At the end: ask again what you missed. A number there leads to a passage.",
            FEEDBACK_GROUP, "ask_missed"),
)  # fmt: skip
"""Commands of a run, in the order of its help."""

QUIZ_GO_ON = Command(
    "quiz-go-on", ("right", "space", "l"), "Go on",
    "Read on in the feedback; at its end, the next question.", FEEDBACK_GROUP, "read_on",
)  # fmt: skip
"""Continues from feedback; it never gives an answer."""

_SCREEN_COMMANDS = (*CLOSING, *SERVICES)
ASKING = (*QUIZ, CARD_PAGE_DOWN, CARD_PAGE_UP, *_SCREEN_COMMANDS)
"""Commands while a question is asked, after those of its answer sheet."""

FEEDBACK = (*QUIZ, QUIZ_GO_ON, FOLLOW_LINK, *CARD, *_SCREEN_COMMANDS)
"""Commands while feedback is shown."""

DONE = (*QUIZ, *CARD, KEEP_PROGRESS.doing("app.keep_progress"), *_SCREEN_COMMANDS)
"""Commands at the result of a run."""

BET = (
    Command("bet-place", ("enter",), "Bet", "Bet on what is chosen.", "While you bet", "bet"),
)  # fmt: skip
"""Commands of a bet."""

BETTING = (*BET, CARD_PAGE_DOWN, CARD_PAGE_UP, *CLOSING, LIGHT_DARK.doing("app.toggle_theme"))
"""Commands while a bet is asked for, after those of its answer sheet."""
