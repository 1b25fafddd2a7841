"""Files are read only inside the deck, up to a size, and without control characters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from explainer.deck.text_file import MAX_BYTES, clean, read_text
from explainer.problems import Code, Problems


def codes(problems: Problems) -> list[Code]:
    return [problem.code for problem in problems]


def test_line_ends_and_byte_order_mark_are_normalised(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    problems = Problems()

    assert read_text(tmp_path, "a.md", problems) == "one\ntwo\nthree\n"
    assert not len(problems)


@pytest.mark.parametrize("path", ["../secret.md", "sub/../../secret.md", "/etc/hostname"])
def test_a_path_that_leads_out_of_the_deck_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.md").write_text("secret")
    deck = tmp_path / "deck"
    (deck / "sub").mkdir(parents=True)
    problems = Problems()

    assert read_text(deck, path, problems) is None
    assert codes(problems) == [Code.FILE_OUTSIDE_DECK]


def test_a_symlink_that_leads_out_of_the_deck_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    deck = tmp_path / "deck"
    deck.mkdir()
    (deck / "link.md").symlink_to(tmp_path / "secret.md")
    (deck / "folder").symlink_to(tmp_path)
    problems = Problems()

    assert read_text(deck, "link.md", problems) is None
    assert read_text(deck, "folder/secret.md", problems) is None
    assert codes(problems) == [Code.FILE_OUTSIDE_DECK] * 2


def test_a_symlink_within_the_deck_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("text")
    (tmp_path / "b.md").symlink_to("a.md")
    (tmp_path / "self").symlink_to(".")

    assert read_text(tmp_path, "self/b.md", Problems()) == "text"


def test_a_deck_that_is_itself_a_symlink_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("text")
    (tmp_path / "link").symlink_to("real")

    assert read_text(tmp_path / "link", "a.md", Problems()) == "text"


def test_what_is_no_readable_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    problems = Problems()

    for name in ("folder", "loop", "pipe", "missing.md", "a\0b", "x" * 5000):
        assert read_text(tmp_path, name, problems) is None

    assert codes(problems) == [Code.FILE_UNREADABLE] * 6


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"#" * MAX_BYTES)
    (tmp_path / "b.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    problems = Problems()

    assert read_text(tmp_path, "a.toml", problems) is not None
    assert read_text(tmp_path, "b.toml", problems) is None
    assert read_text(tmp_path, "a.toml", problems, max_bytes=10) is None
    assert codes(problems) == [Code.FILE_TOO_LARGE] * 2


def test_invalid_utf8_has_its_place_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("ä\r\nöö ".encode() + b"\xe4 end")
    problems = Problems()

    assert read_text(tmp_path, "a.md", problems) == "ä\nöö \ufffd end"
    (problem,) = problems
    assert problem.code is Code.NOT_UTF8
    assert (problem.span.line, problem.span.column) == (2, 4)


def test_utf16_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("text".encode("utf-16"))
    problems = Problems()
    read_text(tmp_path, "a.md", problems)

    assert "UTF-16" in next(iter(problems)).help


def test_hidden_characters_are_taken_out_with_one_warning_at_the_first(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("ok\n\tab\x1b[31m\u202e\u200b\x9b", encoding="utf-8")
    problems = Problems()

    assert read_text(tmp_path, "a.md", problems) == "ok\n\tab[31m"
    (problem,) = problems
    assert problem.code is Code.CONTROL_CHARACTER
    assert (problem.span.line, problem.span.column) == (2, 4)
    assert "U+001B" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\x07",
        "\x7f",
        "\x85",
        "\x9b",
        "\u200b",
        "\u200e",
        "\u200f",
        "\u2060",
        "\ufeff",
        "\u061c",
        "\u2028",
        *map(chr, range(0x202A, 0x202F)),
        *map(chr, range(0x2066, 0x206A)),
    ],
)
def test_every_hidden_character_is_taken_out(text: str) -> None:
    assert clean(f"a{text}b") == "ab"


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d💻",
        "👩🏽\u200d🚀",
        "❤\ufe0f\u200d🔥",
        "می\u200cخواهم",
        "ක්\u200dෂ",
        "अ\u200dॅरे आणि अ\u200dॅल्गोरिदम",
        "र्\u200dय",
        "क्\u200c ष",
        "ന്\u200d.",
        "PDF\u200cها",
        "۱۰\u200cها",
        "ه\u200d. ش",
        "\u200dه",
        "🙂\u200d\u2194\ufe0f",
        "🏴\u200d☠\ufe0f",
        "tab\tand\nline",
        "e\u0301",
    ],
)
def test_joiners_that_join_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a\u200db",
        "Auf\u200clage",
        "\u200da",
        "a\u200c",
        "1\u200c2",
        "👩\u200d",
        "\u200d",
        "中\u200d文",
        "א\u200cב",
        "a\u200d\u0301",
        "a\u200d\u0945",
    ],
)
def test_joiners_that_only_hide_go(text: str) -> None:
    assert clean(text) == text.replace("\u200c", "").replace("\u200d", "")


def test_of_several_joiners_the_first_stays() -> None:
    assert clean("می\u200c\u200d\u200cخ") == "می\u200cخ"


def test_joiners_that_join_are_no_problem(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# गणित\n\nअ\u200dॅरे می\u200cخواهم 👩\u200d💻\n", encoding="utf-8"
    )
    problems = Problems()

    assert "\u200d" in (read_text(tmp_path, "a.md", problems) or "")
    assert not len(problems)
