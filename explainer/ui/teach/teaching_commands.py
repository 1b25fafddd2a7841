"""Commands of a presenter, in the order of the help."""

from __future__ import annotations

from explainer.ui.base.command import Command

_GOING = "Go on"
_CLASS = "What the class sees"
_CONSOLE = "Your console"

TEACH_BLANK = Command("teach-blank", ("b", "full_stop"), "Blank",
                      "Let the class see nothing; again: what was there.", _CLASS,
                      "blank")  # fmt: skip
"""Blanks the class's screen, or shows it again."""

TEACH_START = Command("teach-start", ("f5",), "Start the clock",
                      "Start the clock again from zero; it starts by itself with the first step.",
                      _CONSOLE, "start_clock")  # fmt: skip
"""Starts the clock."""

TEACH_FIRST_SECTION = Command("teach-first-section", ("g",), "First section",
    "Pressed twice: the first section.", "", "press_first")  # fmt: skip
"""Goes to the first section."""

TEACHING = (
    Command("teach-next", ("right", "l", "space", "pagedown", "down", "j"), "Next",
            "Uncover the next step, else a page down, else the next screen or section.",
            _GOING, "next"),
    Command("teach-previous", ("left", "h", "backspace", "pageup", "up", "k"), "Previous",
            "The exact inverse of next.", _GOING, "previous"),
    Command("teach-next-section", ("n",), "Next section",
            "The next section, whatever is left of this one.", _GOING, "section_by(1)"),
    Command("teach-previous-section", ("p",), "Previous section",
            "The section before this one.", _GOING, "section_by(-1)"),
    Command("teach-top", ("home",), "Beginning", "The beginning of this section.",
            _GOING, "section_by(0)"),
    Command("teach-section", ("G",), "Section by its number",
            "The last section; with a number typed before, that one. "
            "{teach-first-section}{teach-first-section} is the first.", _GOING, "section_number"),
    TEACH_FIRST_SECTION,
    Command("teach-go-to", ("ctrl+g", "o"), "Go to …",
            "Go to a section by its title; the class stays until you choose.",
            _GOING, "ask_section"),
    Command("teach-search", ("slash",), "Search",
            "Search the deck and your notes; the class goes to what you choose.",
            _GOING, "search"),
    Command("teach-uncover", ("end",), "Uncover all",
            "Uncover every step in sight; again: every step of this screen.",
            _CLASS, "uncover_all"),
    TEACH_BLANK,
    Command("teach-spotlight", ("x",), "Spotlight",
            "Keep one block bright; again: the next one; after the last, none.",
            _CLASS, "spotlight"),
    Command("teach-choose", ("tab",), "Choose a figure",
            "Choose which of several tables, charts and timelines {teach-open} opens.",
            _CLASS, "choose_block"),
    Command("teach-open", ("enter",), "Work with a figure",
            "Open the table, chart or timeline in sight; the class sees what you do with it.",
            _CLASS, "open_chosen"),
    Command("teach-vote", ("v",), "Vote",
            "Put the bet or question in sight to the class, by a show of hands.",
            _CLASS, "vote"),
    Command("teach-judge", ("e",), "Evidence desk",
            "Let the class judge a claim of this section, buy evidence, and judge again.",
            _CLASS, "judge"),
    Command("teach-poll", ("i",), "Quick poll",
            "Type a question and its choices, and put it to the class.", _CLASS, "poll"),
    Command("teach-notes", ("s",), "Notes",
            "Show your notes large; again: beside what the class sees.", _CONSOLE, "toggle_notes"),
    TEACH_START,
    Command("teach-theme", ("T",), "Light or dark",
            "Change this screen between light and dark.", _CONSOLE, "app.toggle_theme"),
    Command("teach-help", ("question_mark", "f1"), "Help", "All keys, as they are set now.",
            _CONSOLE, "show_help"),
    Command("teach-close", ("escape",), "Close",
            "End the spotlight, the large notes, the blank screen; nothing else.",
            _CONSOLE, "close_layer"),
    Command("teach-quit", ("q", "ctrl+c", "ctrl+d"), "Leave",
            "End the lesson; pressed once more, so that a slip does not end it.",
            _CONSOLE, "offer_to_leave"),
)  # fmt: skip
"""Every command of a presenter."""

_PARTICIPANTS = "Those who joined"

HOSTING = (
    Command("class-people", ("w",), "Who is here",
            "List the names; a chosen one is hidden from the class, or shown again.",
            _PARTICIPANTS, "list_people"),
    Command("class-questions", ("u",), "Their questions",
            "List what they asked; a chosen question is settled.", _PARTICIPANTS, "list_asked"),
    Command("class-roaming", ("O",), "Open the deck",
            "Let those who look round read the whole deck; again: only what was shown.",
            _PARTICIPANTS, "toggle_roaming"),
    Command("class-address", ("a",), "Another address",
            "Let the command to join name another address of this machine.",
            _PARTICIPANTS, "next_address"),
)  # fmt: skip
"""Commands about participants, where a host lets them join."""
