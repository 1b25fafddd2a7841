"""Commands that several screens share, and the reader's meaning of each.

A screen that gives one of them another action takes it with `Command.doing`.
"""

from __future__ import annotations

from explainer.ui.base.command import Command

_MOVING = "Read on"
_OPENING = "Look closer"
_SCREEN = "Arrange the screen"
_FINDING = "Find something"

NEXT = Command("next", ("right", "l", "space", "pagedown"), "Next",
               "A page down; at the end, the next section.", _MOVING, "next")  # fmt: skip
PREVIOUS = Command("previous", ("left", "h", "backspace", "pageup"), "Previous",
                   "A page up; at the beginning, the end of the section before.", _MOVING,
                   "previous")  # fmt: skip
SCROLL_DOWN = Command("scroll-down", ("down", "j"), "Scroll down",
                      "One line down; at the end a fresh press goes on to the next section.",
                      _MOVING, "scroll_line(1)")  # fmt: skip
SCROLL_UP = Command("scroll-up", ("up", "k"), "Scroll up",
                    "One line up; at the beginning a fresh press goes to the section before.",
                    _MOVING, "scroll_line(-1)")  # fmt: skip
TOP = Command("top", ("home",), "Top of the section", "The beginning of this section.", _MOVING,
              "edge(0)")  # fmt: skip
BOTTOM = Command("bottom", ("end",), "End of the section", "The end of this section.", _MOVING,
                 "edge(1)")  # fmt: skip
NEXT_SECTION = Command("next-section", ("n",), "Next section",
                       "The next section, or while a search is active its next match.", _MOVING,
                       "next_section")  # fmt: skip
PREVIOUS_SECTION = Command("previous-section", ("p",), "Previous section",
                           "The section before this one.", _MOVING, "previous_section")  # fmt: skip
LAST_SECTION = Command(
    "last-section",
    ("G",),
    "Last section",
    "The last section; with a number typed before, such as 3{last-section}, that one. "
    "{first-section}{first-section} is the first.",
    _MOVING,
    "last_section",
)
FIRST_SECTION = Command("first-section", ("g",), "First section",
                        "Pressed twice: the first section.", "", "press_first")  # fmt: skip
WHOLE_SECTION = Command("whole-section", ("w",), "Whole section",
                        "All of a section of which your route shows a part; again: the part.",
                        _MOVING, "turn_whole")  # fmt: skip
OVERVIEW = Command("overview", ("o",), "Overview",
                   "All sections at a glance, with what you have read.", _MOVING,
                   "find('overview')")  # fmt: skip
DECKS = Command("decks", ("ctrl+o",), "Other decks", "Choose another deck.", _MOVING,
                "app.decks")  # fmt: skip

CLAIMS = Command("claims", ("c",), "Claims",
                 "Every claim of the deck with its verdict, by who says it and where it stands.",
                 _FINDING, "find('claims')")  # fmt: skip
SOURCES = Command("sources", ("S",), "Sources",
                  "Every source of the deck with its grade, what rests on it and what it repeats.",
                  _FINDING, "find('sources')")  # fmt: skip
TERMS = Command("terms", ("W",), "Terms",
                "The words of the deck, what they mean and where they first stand.", _FINDING,
                "find('terms')")  # fmt: skip

NEXT_TARGET = Command("next-target", ("tab",), "Next mark",
                      "To the next claim, term, source, link or code block that can be opened.",
                      _OPENING, "focus_target(1)")  # fmt: skip
PREVIOUS_TARGET = Command("previous-target", ("shift+tab",), "Mark before",
                          "To the claim, term, source, link or code block before.", _OPENING,
                          "focus_target(-1)")  # fmt: skip
OPEN = Command("open", ("enter",), "Open",
               "Open it: evidence, a definition, a link's place, or code to step through.",
               _OPENING, "open")  # fmt: skip
FOLLOW_LINK = Command("follow-link", ("o",), "Open the link",
                      "In a card, a list of sources or feedback: open the address in your browser; "
                      "where none is yours, copy it.", _OPENING, "follow_link")  # fmt: skip
CLOSE = Command("close", ("escape",), "Close",
                "Close one layer; with nothing open, offer to leave.", _OPENING,
                "close")  # fmt: skip

ASK_ME = Command("ask-me", ("a",), "Ask me",
                 "Ask me about this section; a run that was left goes on where it was.",
                 "Be asked", "ask_me")  # fmt: skip
QUIZ_MENU = Command(
    "quiz-menu",
    ("Q",),
    "Quiz and review",
    "Quizzes of the deck or a tag, what you missed, what is due, the evidence desk.",
    "Be asked",
    "quiz_menu",
)
PROGRESS = Command("progress", ("P",), "Progress",
                   "A bar for each section, what falls due in the coming weeks, and your bets.",
                   "Progress", "app.show_progress")  # fmt: skip
KEEP_PROGRESS = Command("keep-progress", ("K",), "Keep my progress",
                        "Keep what you read and answered, from the beginning of this visit on.",
                        "Your progress", "app.keep_progress")  # fmt: skip

EVIDENCE_DOWN = Command("evidence-down", ("right_square_bracket",), "Evidence down",
                        "Scroll the evidence down.", _SCREEN, "scroll_evidence(1)")  # fmt: skip
EVIDENCE_UP = Command("evidence-up", ("left_square_bracket",), "Evidence up",
                      "Scroll the evidence up.", _SCREEN, "scroll_evidence(-1)")  # fmt: skip
EVIDENCE = Command("evidence", ("e",), "Evidence", "Show or hide what this section rests on.",
                   _SCREEN, "toggle_evidence")  # fmt: skip
LIGHT_DARK = Command("light-dark", ("T",), "Light or dark",
                     "Change between the light and the dark theme.", _SCREEN,
                     "app.toggle_theme")  # fmt: skip
PALETTE = Command("palette", ("ctrl+p",), "Palette", "Find any command or section by name.",
                  _SCREEN, "find('palette')")  # fmt: skip
HELP = Command("help", ("question_mark", "f1"), "Help", "All keys, as they are set now.", _SCREEN,
               "show_help")  # fmt: skip
QUIT = Command("quit", ("q", "ctrl+c", "ctrl+d"), "Leave",
               "Leave the reader; where anything is kept, your place is.", _SCREEN,
               "app.leave")  # fmt: skip

SUSPEND = Command("suspend", ("ctrl+z",), "Suspend",
                  "Back to the shell for a while; its `fg` leads back here. Not over SSH.", _SCREEN,
                  "app.suspend_job")  # fmt: skip

CLOSING = (CLOSE.doing("close"), QUIT.doing("close"))
"""A screen over another: the keys that close and those that leave lead back to the one below."""

SERVICES = (HELP.doing("show_help"), LIGHT_DARK.doing("app.toggle_theme"))
"""Commands that every screen has."""

CHOOSING = (
    SCROLL_DOWN.doing("choose_by(1)"),
    NEXT_TARGET.doing("choose_by(1)"),
    NEXT_SECTION.doing("choose_by(1)"),
    SCROLL_UP.doing("choose_by(-1)"),
    PREVIOUS_TARGET.doing("choose_by(-1)"),
    PREVIOUS_SECTION.doing("choose_by(-1)"),
    TOP.doing("choose_edge(0)"),
    BOTTOM.doing("choose_edge(1)"),
    LAST_SECTION.doing("choose_edge(1)"),
)
"""Commands that choose one row of a list."""

CARD_DOWN = Command("card-down", ("down", "j"), "Scroll down", "A line of a long card down.",
                    "Long cards", "scroll(1)")  # fmt: skip
CARD_UP = Command("card-up", ("up", "k"), "Scroll up", "A line of a long card up.", "Long cards",
                  "scroll(-1)")  # fmt: skip
CARD_PAGE_DOWN = Command("card-page-down", ("pagedown",), "Page down",
                         "A page of a long card down; it never answers.", "Long cards",
                         "scroll_page(1)")  # fmt: skip
CARD_PAGE_UP = Command("card-page-up", ("pageup",), "Page up", "A page of a long card up.",
                       "Long cards", "scroll_page(-1)")  # fmt: skip
CARD_FIRST = Command("card-first", ("home", "g"), "Beginning", "The beginning of a card.",
                     "Long cards", "scroll(-1000000)")  # fmt: skip
CARD_LAST = Command("card-last", ("end", "G"), "End", "The end of a card.", "Long cards",
                    "scroll(1000000)")  # fmt: skip
CARD = (CARD_PAGE_DOWN, CARD_PAGE_UP, CARD_DOWN, CARD_UP, CARD_FIRST, CARD_LAST)
"""Commands that scroll a card that is longer than the screen."""
