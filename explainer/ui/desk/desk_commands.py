"""Commands of the evidence desk."""

from __future__ import annotations

from explainer.ui.base.command import Command

_JUDGING = "While you judge"
_RECORD = "At the record"

DESK = (
    Command("desk-choose", ("enter",), "Choose",
            "Give what is chosen, or buy the page; at the record, go on to the next case.",
            _JUDGING, "choose_or_go_on"),
    Command("desk-sure", ("w",), "How sure",
            "Say how sure you are of a verdict: a guess, think so, sure. It counts.",
            _JUDGING, "turn_confidence"),
    Command("desk-enough", ("x",), "Enough",
            "Stop buying; tokens that you keep cost nothing. At the end, begin a new round.",
            _JUDGING, "stop_buying"),
    Command("desk-evidence", ("e", "c"), "Evidence",
            "Everything that the deck says of the assertion, with all its sources.",
            _RECORD, "show_evidence"),
    Command("desk-passage", ("t",), "Passage",
            "Go to the passage that takes the assertion up; {close} comes back to the desk.",
            _RECORD, "show_passage"),
)  # fmt: skip
"""Commands of the desk, in the order of its help."""

DESK_GO_ON = Command("desk-go-on", ("right", "space", "l"), "Go on",
                     "Read on in the record; at its end, the next case.", _RECORD,
                     "read_on")  # fmt: skip
"""Continues from the record of a case."""

DESK_PICK = Command("desk-pick", ("space",), "Choose", "Give what is chosen, or buy the page.",
                    _JUDGING, "choose_or_go_on")  # fmt: skip
"""Makes the chosen move, as Enter does."""

DESK_ROWS = (
    Command("desk-down", ("down", "j"), "Next row", "The cursor down.",
            _JUDGING, "sheet('down')"),
    Command("desk-up", ("up", "k"), "Row before", "The cursor up.", _JUDGING, "sheet('up')"),
    Command("desk-first", ("home",), "First row", "The cursor to the first row.",
            _JUDGING, "sheet('first')"),
    Command("desk-last", ("end",), "Last row", "The cursor to the last row.",
            _JUDGING, "sheet('last')"),
    Command("desk-surer", ("right",), "Surer", "Say to be surer.", _JUDGING, "sheet('surer')"),
    Command("desk-less-sure", ("left",), "Less sure", "Say to be less sure.",
            _JUDGING, "sheet('less_sure')"),
)  # fmt: skip
"""Commands that choose a row and a level of confidence."""
