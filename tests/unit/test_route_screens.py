"""Routes that show some screens of a section."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.cli import cli
from explainer.deck.block import Footnotes, Section, block_id
from explainer.deck.block_text import block_text
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.section_part import section_part
from explainer.lesson.shown import Size
from explainer.problems import Code, Problems
from explainer.render.layout import lay_out
from explainer.render.line import line_text
from explainer.render.setting import Setting
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.start.lesson_start import talk_of

from .checked_deck import checked

LONG = """+++
title = "Long"
minutes = 10
+++

# Opening

Zero.

---

## Alpha

One[^a].

---

## Beta

Two.

```{table} t
id = "beta-table"
```

---

## Gamma

Three[^b].

---

## Delta

Four.

[^a]: Note of alpha.
[^b]: Note of gamma.
"""

TABLE = 'title = "T"\n[[column]]\nid = "a"\ntitle = "A"\n[[row]]\nid = "r"\na = "cell"\n'


TABLE_BLOCK = '```{table} t\nid = "start"\n```'


def manifest(*sections: str) -> str:
    listed = ", ".join(f'"{one}"' for one in sections)
    return (
        'format = 1\nid = "d"\ntitle = "D"\n[[route]]\nid = "cut"\ntitle = "Cut"\n'
        f"sections = [{listed}]\n"
    )


def files(*sections: str, long: str = LONG) -> dict[str, str]:
    return {
        "deck.toml": manifest(*sections),
        "01-long.md": long,
        "02-other.md": "# Other\n\nElsewhere.\n",
        "data/t.toml": TABLE,
    }


def opened(root: Path, *sections: str, long: str = LONG) -> OpenDeck:
    for name, text in files(*sections, long=long).items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return open_deck(root, Problems())


def part_of(deck: OpenDeck) -> Section:
    (route,) = deck.deck.routes
    return section_part(deck.section("long"), route.parts_of("long"))


def words(section: Section) -> list[str]:
    return [text for block in section.blocks if (text := block_text(block).strip())]


def reports(root: Path, *sections: str) -> list[tuple[Code, int | None, int | None]]:
    found = checked(root, files(*sections))
    return [(one.code, one.span.line, one.span.column) for one in found if one.code != "unused"]


# --- what is shown ----------------------------------------------------------------------------


def test_a_block_names_the_screen_that_it_stands_on(tmp_path: Path) -> None:
    part = part_of(opened(tmp_path, "long/beta-table"))

    assert words(part)[:3] == ["Long", "Beta", "Two."]
    assert part.left_out == 4


def test_a_range_shows_all_screens_from_one_block_to_another(tmp_path: Path) -> None:
    part = part_of(opened(tmp_path, "long/alpha..gamma"))

    shown = [block_id(block) for block in part.blocks if block_id(block)]
    assert shown == ["alpha", "beta", "beta-table", "gamma"]


def test_several_entries_of_a_section_are_shown_in_its_own_order(tmp_path: Path) -> None:
    part = part_of(opened(tmp_path, "long/delta", "long/alpha"))

    assert [block_id(block) for block in part.blocks if block_id(block)] == ["alpha", "delta"]


def test_the_first_screen_keeps_its_own_heading(tmp_path: Path) -> None:
    part = part_of(opened(tmp_path, "long/opening"))

    assert words(part) == ["Opening", "Zero."]


def test_a_first_screen_without_a_heading_gets_the_title(tmp_path: Path) -> None:
    long = LONG.replace("# Opening\n\n", "").replace("## Alpha", "## Opening")
    part = part_of(opened(tmp_path, "long/start", long=long.replace("Zero.", TABLE_BLOCK)))

    assert words(part)[0] == "Long"


def test_only_footnotes_of_what_is_shown_are_shown(tmp_path: Path) -> None:
    part = part_of(opened(tmp_path, "long/gamma"))

    (notes,) = [block for block in part.blocks if isinstance(block, Footnotes)]
    assert [block_text(note.blocks[0]) for note in notes.notes] == ["Note of gamma."]


def test_in_a_section_without_slide_breaks_a_heading_begins_a_screen(tmp_path: Path) -> None:
    part = part_of(opened(tmp_path, "long/beta", long=LONG.replace("---\n", "")))

    assert words(part)[:3] == ["Long", "Beta", "Two."]


def test_a_whole_section_beside_others_stays_whole(tmp_path: Path) -> None:
    deck = opened(tmp_path, "long", "other")

    assert deck.deck.routes[0].parts_of("long") == ()
    assert part_of(deck) is deck.section("long")


@pytest.mark.parametrize("entry", ["long/nothing", "long/gamma..alpha", "long/opening..delta"])
def test_a_part_that_is_nothing_or_everything_is_the_section(tmp_path: Path, entry: str) -> None:
    deck = opened(tmp_path, entry)

    assert part_of(deck) is deck.section("long")


def test_a_line_below_the_title_tells_that_there_is_more(tmp_path: Path) -> None:
    deck = opened(tmp_path, "long/beta")
    setting = Setting(part_words="Part of this section; w shows all.")

    page = lay_out(part_of(deck), deck.deck, 60, setting)
    whole = lay_out(deck.section("long"), deck.deck, 60, setting)

    assert line_text(page.lines[1]).strip() == "Part of this section; w shows all."
    assert not any("Part of this" in line_text(line) for line in whole.lines)


# --- settings that follow ---------------------------------------------------------------------


def test_plain_text_writes_the_part_and_says_so(tmp_path: Path) -> None:
    opened(tmp_path, "long/beta..gamma")

    text = CliRunner().invoke(cli, ["--plain", "--route", "cut", str(tmp_path)]).output

    assert "Two." in text
    assert "Four." not in text
    assert "Elsewhere." not in text
    assert "Part of this section; without --route, all of it is written." in text


def test_the_planned_minutes_of_a_class_are_fewer_for_a_part(tmp_path: Path) -> None:
    deck = opened(tmp_path, "long/beta..gamma")

    talk = talk_of(Session(deck, Setup(Settings())), "cut", Size(80, 24))

    assert talk.minutes == [4]


def test_a_class_sees_the_screens_of_the_route_alone(tmp_path: Path) -> None:
    deck = opened(tmp_path, "long/beta", "long/delta")
    talk = talk_of(Session(deck, Setup(Settings())), "cut", Size(80, 24))
    seen = []
    for _ in range(4):
        talk.go_next()
        page = talk.walk.page
        lines = page.lines[talk.walk.stop.cut.start : talk.walk.stop.cut.end]
        seen.append(" ".join(line_text(line) for line in lines))

    assert "Beta" in seen[0]
    assert "Delta" in seen[1]
    assert not any("Gamma" in one or "Part of this" in one for one in seen)
    assert talk.shown().route == "cut"


def test_a_presenter_cannot_go_to_a_screen_that_the_route_leaves_out(tmp_path: Path) -> None:
    deck = opened(tmp_path, "long/delta")
    talk = talk_of(Session(deck, Setup(Settings())), "cut", Size(80, 24))
    ids = [block_id(block) for block in deck.section("long").blocks]

    talk.go_to_block(0, ids.index("alpha"))
    assert talk.notice == "That part is not on this route."
    talk.go_to_block(0, ids.index("delta"))
    assert not talk.walk.is_at_title


# --- what check reports -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (["long/bta"], [(Code.UNKNOWN_BLOCK, 7, 13)]),
        (["long/beta..dleta"], [(Code.UNKNOWN_BLOCK, 7, 13)]),
        (["lng/beta"], [(Code.UNKNOWN_SECTION, 7, 13)]),
        (["long/gamma..alpha"], [(Code.BAD_RANGE, 7, 13)]),
        (["long/alpha..beta", "long/beta-table"], [(Code.DUPLICATE_ID, 7, 33)]),
        (["long", "long/beta"], [(Code.DUPLICATE_ID, 7, 21)]),
        (["long/beta", "long/beta"], [(Code.DUPLICATE_ID, 7, 26)]),
        (["long/alpha", "other", "long/beta"], [(Code.WRONG_VALUE, 7, 36)]),
        (["long/"], [(Code.WRONG_VALUE, 7, 13)]),
        (["long/a/b"], [(Code.WRONG_VALUE, 7, 13)]),
        (["long/alpha.."], [(Code.WRONG_VALUE, 7, 13)]),
        (["long/alpha", "long/gamma..delta", "other"], []),
    ],
    ids=lambda value: value[-1] if value and isinstance(value[0], str) else "",
)
def test_a_route_that_cannot_be_meant_is_reported_at_its_entry(
    tmp_path: Path, entries: list[str], found: list[tuple[Code, int, int]]
) -> None:
    assert reports(tmp_path, *entries) == found


def test_an_unknown_block_gets_a_suggestion(tmp_path: Path) -> None:
    (problem,) = [
        one for one in checked(tmp_path, files("long/gama")) if one.code is Code.UNKNOWN_BLOCK
    ]

    assert "gamma" in problem.help


def test_a_unicode_heading_can_be_named(tmp_path: Path) -> None:
    part = part_of(opened(tmp_path, "long/通义", long=LONG.replace("## Beta", "## 通义")))

    assert words(part)[1] == "通义"
