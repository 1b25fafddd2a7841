"""Pages are cut so that nothing starts or ends in the middle of what belongs together."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions
from explainer.deck.loader import open_deck
from explainer.problems import Problems
from explainer.render.layout import lay_out
from explainer.render.line import line_text
from explainer.render.page import Page
from explainer.render.paging import PageCut, cut_pages, page_at, screenfuls

from .counted_work import lines_run
from .markdown_deck import SmallDeck, read_markdown, small_deck

BUNDLED = Path(__file__).parents[2] / "content" / "apple-alibaba"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    return small_deck(tmp_path_factory.mktemp("small"))


def laid_out(small: SmallDeck, text: str, width: int = 40) -> Page:
    section, _ = read_markdown(small, text)
    return lay_out(section, small.deck, width)


def words(page: Page, cut: PageCut) -> list[str]:
    lines = (line_text(page.lines[number]).strip(" ─▌") for number in cut.line_numbers)
    return [line for line in lines if line]


def shown(small: SmallDeck, text: str, room: int, width: int = 40) -> list[list[str]]:
    page = laid_out(small, text, width)
    return [words(page, cut) for cut in cut_pages(page, room)]


def test_a_page_is_what_stands_between_two_slide_breaks(small: SmallDeck) -> None:
    assert shown(small, "# A\n\none\n\n---\n\ntwo\n\n---\n\n---\n\nthree\n", 20) == [
        ["A", "one"],
        ["two"],
        ["three"],
    ]


def test_a_section_without_text_is_one_page(small: SmallDeck) -> None:
    page = Page(40, [], [], [])

    assert cut_pages(page, 10) == (PageCut(0, 0),)


def test_a_page_ends_between_blocks(small: SmallDeck) -> None:
    long = "word " * 20  # three lines
    lines = [*["word word word word word word word word"] * 2, "word word word word"]

    assert shown(small, f"{long}\n\n{long}\n\n{long}\n", 7) == [lines * 2, lines]


def test_the_last_page_is_not_left_with_a_line(small: SmallDeck) -> None:
    text = "\n\n".join(f"line {n}" for n in range(7))
    pages = shown(small, text, 11)

    assert [len(page) for page in pages] == [4, 3]


def test_pages_are_not_made_even_by_tearing_what_fits(small: SmallDeck) -> None:
    items = "\n".join(f"- item {n}" for n in range(6))

    pages = shown(small, f"{items}\n\none\n\ntwo\n", 8)

    assert pages == [[f"• item {n}" for n in range(6)], ["one", "two"]]


def test_a_heading_stays_with_what_follows(small: SmallDeck) -> None:
    text = "one\n\ntwo\n\nthree\n\n## Part\n\n### Sub\n\nfour\n"
    assert shown(small, text, 8) == [["one", "two", "three"], ["Part", "Sub", "four"]]


def test_a_page_ends_rather_before_a_heading(small: SmallDeck) -> None:
    text = "one\n\ntwo\n\n## Part\n\nthree\n\nfour\n\nfive\n"
    assert shown(small, text, 8)[0] == ["one", "two"]


def test_a_lead_in_stays_with_what_it_leads_to(small: SmallDeck) -> None:
    text = "one\n\ntwo\n\nThese are:\n\n- a\n- b\n"
    assert shown(small, text, 5) == [["one", "two"], ["These are:", "• a", "• b"]]


def test_the_author_of_a_quotation_stays_with_it(small: SmallDeck) -> None:
    text = "one\n\ntwo\n\n> Said.\n\n— Somebody\n\nlast\n"
    assert shown(small, text, 5) == [["one", "two"], ["▎ Said.", "— Somebody", "last"]]


def test_a_long_list_is_cut_between_its_items(small: SmallDeck) -> None:
    text = "# A\n\n" + "\n".join(f"- item {n}\n  and more of it that is long" for n in range(9))
    pages = shown(small, text, 7, 24)

    assert len(pages) > 2
    for page in pages[1:]:
        assert page[0].startswith("• item")


def test_a_table_longer_than_the_pane_repeats_its_heading(small: SmallDeck) -> None:
    rows = "\n".join(f"| r{n} | {n} |" for n in range(20))
    pages = shown(small, f"| Name | Value |\n|---|---|\n{rows}\n", 8)

    assert len(pages) == 4
    pages = [[line for line in page if line] for page in pages]
    assert all(page[0].split() == ["Name", "Value"] for page in pages)
    assert [page[1].split()[0] for page in pages] == ["r0", "r5", "r11", "r17"]


def test_a_block_that_fits_a_page_is_not_cut(small: SmallDeck) -> None:
    items = "\n".join(f"- item {n}" for n in range(6))
    pages = shown(small, f"one\n\ntwo\n\nthree\n\n{items}\n", 8)

    assert pages == [["one", "two", "three"], [f"• item {n}" for n in range(6)]]


def test_what_cannot_be_cut_is_cut_at_an_empty_line_or_anywhere(small: SmallDeck) -> None:
    code = "```\n" + "\n".join(["a"] * 5 + [""] + ["b"] * 5) + "\n```\n"
    page = laid_out(small, code)
    cuts = cut_pages(page, 6)

    assert all(cut.end - cut.start <= 6 for cut in cuts)
    assert sum(cut.end - cut.start for cut in cuts) == len(page.lines)


@pytest.mark.parametrize("width", [30, 60, 88])
@pytest.mark.parametrize("room", [5, 13, 22, 34])
def test_pages_of_the_bundled_deck_show_everything_once_and_nothing_loose(
    width: int, room: int
) -> None:
    opened = open_deck(BUNDLED, Problems())
    for section in opened.sections():
        page = lay_out(section, opened.deck, width)
        cuts = cut_pages(page, room)
        seen = [number for cut in cuts for number in range(cut.start, cut.end)]
        # An empty row of a surface may fall between two pages.
        filled = {n for n, line in enumerate(page.lines) if line_text(line).strip()}
        filled -= set(page.breaks)
        allowed = {*page.page_starts, *page.starts, *(joint.line for joint in page.joints)}
        allowed |= {one.start for one in screenfuls(page)}

        assert len(seen) == len(set(seen))
        assert filled <= set(seen)
        for cut in cuts:
            assert len(cut.line_numbers) <= room
            assert page.lines[cut.start]
        loose = sum(
            type(section.blocks[page.block_at(cut.end - 1)]).__name__ == "Heading"
            for cut, _ in pairwise(cuts)
        )
        assert loose <= (len(cuts) if room < 22 or width < 60 else 1)
        for cut in cuts:
            start, end = page.block_range(page.block_at(cut.start))
            assert cut.start in allowed or end - start > room


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["# h\n", "word " * 9, "- a\n- b\n- c", "> q", "---", "lead:"])),
    st.integers(1, 12),
    st.integers(5, 40),
)
def test_any_section_is_shown_whole_and_in_order(
    small: SmallDeck, blocks: list[str], room: int, width: int
) -> None:
    page = laid_out(small, "\n\n".join(blocks) or "x", width)
    cuts = cut_pages(page, room)

    assert all(len(cut.line_numbers) <= room for cut in cuts)
    assert [cut.start for cut in cuts] == sorted({cut.start for cut in cuts})
    filled = {n for n, line in enumerate(page.lines) if line} - set(page.breaks)
    assert filled <= {n for cut in cuts for n in range(cut.start, cut.end)}
    for number, cut in enumerate(cuts):
        assert page_at(cuts, cut.start) == number
        assert page_at(cuts, max(cut.start, cut.end - 1)) == number


def test_cutting_takes_steps_in_proportion(small: SmallDeck) -> None:
    def work(count: int) -> int:
        page = laid_out(small, "# h\n\n" + "word\n\n" * count + "- a\n" * count)
        return lines_run(lambda: cut_pages(page, 10))

    first, second = work(100), work(400)
    assert second < 5 * first


def test_a_figure_is_parted_from_its_heading_rather_than_cut(small: SmallDeck) -> None:
    items = "\n".join(f"- item {n}" for n in range(8))
    lead = "word " * 39 + "items:"
    pages = shown(small, f"## Part\n\n{lead}\n\n{items}\n", 9)

    assert pages[0][0] == "Part"
    assert pages[0][-1].endswith("items:")
    assert pages[1] == [f"• item {n}" for n in range(8)]


def test_a_heading_and_a_lead_in_are_no_page_of_their_own(small: SmallDeck) -> None:
    items = "\n".join(f"- item {n}" for n in range(8))
    pages = shown(small, f"## Part\n\nThese are the items:\n\n{items}\n", 9)

    assert pages[0][:3] == ["Part", "These are the items:", "• item 0"]
    assert [line for page in pages for line in page][2:] == [f"• item {n}" for n in range(8)]


@pytest.mark.parametrize("width", range(36, 39))
def test_on_the_smallest_screen_no_page_ends_within_a_plot_or_parts_a_bar_from_its_name(
    width: int,
) -> None:
    opened = open_deck(BUNDLED, Problems())
    for section in opened.sections():
        page = lay_out(section, opened.deck, width)
        joints = {joint.line for joint in page.joints}
        for cut, following in pairwise(cut_pages(page, 13)):
            block = section.blocks[page.block_at(cut.end - 1)]
            is_cut = page.block_at(following.start) == page.block_at(cut.end - 1)
            if is_cut and isinstance(block, Directive) and isinstance(block.options, ChartOptions):
                assert following.start in joints, (section.id, block.id)
