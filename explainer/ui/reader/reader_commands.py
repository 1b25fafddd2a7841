"""Commands of the reader, in the order of its help."""

from __future__ import annotations

from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    ASK_ME,
    BOTTOM,
    CLAIMS,
    CLOSE,
    DECKS,
    EVIDENCE,
    EVIDENCE_DOWN,
    EVIDENCE_UP,
    FIRST_SECTION,
    HELP,
    KEEP_PROGRESS,
    LAST_SECTION,
    LIGHT_DARK,
    NEXT,
    NEXT_SECTION,
    NEXT_TARGET,
    OPEN,
    OVERVIEW,
    PALETTE,
    PREVIOUS,
    PREVIOUS_SECTION,
    PREVIOUS_TARGET,
    QUIT,
    QUIZ_MENU,
    SCROLL_DOWN,
    SCROLL_UP,
    SOURCES,
    SUSPEND,
    TERMS,
    TOP,
)

GO_TO = Command("go-to", ("ctrl+g",), "Go to …", "Go to a section by its title.", NEXT.group,
                "find('section')")  # fmt: skip
SEARCH = Command("search", ("slash",), "Search",
                 "Search the whole deck: text, tables, claims, terms, questions.", CLAIMS.group,
                 "find('search')")  # fmt: skip
PREVIOUS_MATCH = Command(
    "previous-match",
    ("N",),
    "Previous match",
    "While a search is active, its match before; {next-section} is the next one.",
    CLAIMS.group,
    "find('previous')",
)
FORGET_ME = Command("forget-me", (), "Forget me",
                    "Delete everything that is kept of you here; you are asked once more.",
                    KEEP_PROGRESS.group, "app.forget_me")  # fmt: skip
HOW_IT_CAME_OUT = Command(
    "ending",
    (),
    "How it came out",
    "Your bets beside the record, what to read again, what is due; also after the last page.",
    ASK_ME.group,
    "find('ending')",
)
OUTLINE = Command("outline", ("t",), "Outline", "Show or hide the list of sections.", HELP.group,
                  "toggle_outline")  # fmt: skip

READING = (
    NEXT,
    PREVIOUS,
    SCROLL_DOWN,
    SCROLL_UP,
    TOP,
    BOTTOM,
    NEXT_SECTION,
    PREVIOUS_SECTION,
    LAST_SECTION,
    FIRST_SECTION,
    GO_TO,
    OVERVIEW,
    DECKS,
    SEARCH,
    PREVIOUS_MATCH,
    CLAIMS,
    SOURCES,
    TERMS,
    NEXT_TARGET,
    PREVIOUS_TARGET,
    OPEN,
    CLOSE,
    ASK_ME,
    QUIZ_MENU,
    HOW_IT_CAME_OUT,
    KEEP_PROGRESS,
    FORGET_ME,
    OUTLINE,
    EVIDENCE,
    EVIDENCE_DOWN,
    EVIDENCE_UP,
    LIGHT_DARK,
    PALETTE,
    HELP,
    SUSPEND,
    QUIT,
)
"""Every command of the reader."""
