"""A kept deck equals the deck, and a damaged or outdated one is read anew."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.deck import kept_form
from explainer.deck.block import Section
from explainer.deck.loader import OpenDeck, open_deck
from explainer.problems import Problem, ProblemError, Problems

from .fixture import triples
from .markdown_deck import small_deck

BROKEN = """+++
titel = "x"
+++
# First [^zz]

```{table} modles
```

> [!NOTE]
> [85]{claim=c61} and CAC
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small_deck(tmp_path / "deck").root
    (root / "01-first.md").write_text(BROKEN)
    return root


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def opened(root: Path, cache: Path | None) -> OpenDeck:
    return open_deck(root, Problems(), cache)


def keep(root: Path, cache: Path) -> Path:
    """Open a deck, keep it, and return the file that was written."""
    opened(root, cache).keep(cache)
    (path,) = cache.iterdir()
    return path


def content(deck: OpenDeck) -> tuple[object, list[Section], list[str]]:
    """Everything in a deck, with its problems in any order."""
    sections = deck.sections()
    return deck.deck, sections, sorted(map(repr, deck.problems()))


def test_a_kept_deck_equals_one_that_was_read(root: Path, cache: Path) -> None:
    keep(root, cache)

    fresh, kept = opened(root, None), opened(root, cache)

    assert kept.is_kept()
    assert not fresh.is_kept()
    assert content(kept) == content(fresh)
    assert len(kept.problems()) == 3


def test_a_kept_section_is_there_without_its_file(root: Path, cache: Path) -> None:
    keep(root, cache)
    kept = opened(root, cache)
    (root / "02-second.md").unlink()

    assert kept.section("second").blocks


def test_every_fixture_survives_being_kept(root: Path, cache: Path) -> None:
    names = []
    for number, (_, text, _) in enumerate(triples("markdown")):
        names.append(f"s{number}")
        (root / f"s{number}.md").write_text(text)
    manifest = (root / "deck.toml").read_text().replace('"first", "second"', str(names)[1:-1])
    (root / "deck.toml").write_text(manifest)
    keep(root, cache)

    assert content(opened(root, cache)) == content(opened(root, None))


@pytest.mark.parametrize("name", ["notes.md", ""])
def test_plain_markdown_is_kept_too(tmp_path: Path, cache: Path, name: str) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "notes.md").write_text("# A\n\nx[^1]\n\n# B\n\n<b>y</b>\n\n[^1]: z\n")
    path = folder / name
    keep(path, cache)

    kept = opened(path, cache)

    assert kept.is_kept()
    assert content(kept) == content(opened(path, None))


def touch(path: Path) -> None:
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


@pytest.mark.parametrize("file", ["deck.toml", "01-first.md", "data/models.toml", "quiz/q.toml"])
def test_a_touched_file_makes_it_stale(root: Path, cache: Path, file: str) -> None:
    keep(root, cache)
    touch(root / file)

    assert not opened(root, cache).is_kept()


def test_a_new_file_and_a_missing_one_make_it_stale(root: Path, cache: Path) -> None:
    keep(root, cache)
    (root / "images" / "new.png").write_bytes(b"")
    assert not opened(root, cache).is_kept()

    keep(root, cache)
    assert opened(root, cache).is_kept()
    (root / "images" / "new.png").unlink()
    assert not opened(root, cache).is_kept()


def test_what_was_edited_while_it_was_read_is_not_kept(root: Path, cache: Path) -> None:
    deck = opened(root, cache)
    (root / "02-second.md").write_text("# Second\n\nedited meanwhile\n")

    deck.keep(cache)

    assert not opened(root, cache).is_kept()


def test_another_version_reads_it_anew(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(root, cache)
    monkeypatch.setattr(kept_form, "KEPT_FORMAT", "another")

    assert not opened(root, cache).is_kept()


def test_another_deck_at_the_same_place_in_the_cache_is_not_taken(
    tmp_path: Path, root: Path, cache: Path
) -> None:
    path = keep(root, cache)
    other = small_deck(tmp_path / "other").root
    path.rename(kept_form.kept_path(cache, other, None))

    assert not opened(other, cache).is_kept()


def test_every_truncation_is_passed_over(root: Path, cache: Path) -> None:
    path = keep(root, cache)
    data = path.read_bytes()

    for length in [*range(64), *range(64, len(data), 37), len(data) - 1]:
        path.write_bytes(data[:length])
        assert not opened(root, cache).is_kept()


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(flips=st.lists(st.tuples(st.integers(0), st.integers(1, 255)), min_size=1, max_size=4))
def test_damaged_bytes_never_change_what_is_shown(
    tmp_path_factory: pytest.TempPathFactory, flips: list[tuple[int, int]]
) -> None:
    base = tmp_path_factory.getbasetemp() / "flips"
    root, cache = base / "deck", base / "cache"
    if not base.exists():
        small_deck(root)
        keep(root, cache)
        (base / "good").write_bytes(next(cache.iterdir()).read_bytes())
    data = bytearray((base / "good").read_bytes())
    for place, change in flips:
        data[place % len(data)] ^= change
    next(cache.iterdir()).write_bytes(data)

    assert content(opened(root, cache)) == content(opened(root, None))


@given(data=st.binary(max_size=200))
@settings(max_examples=50, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_bytes_are_passed_over(root: Path, cache: Path, data: bytes) -> None:
    cache.mkdir(exist_ok=True)
    kept_form.kept_path(cache, root, None).write_bytes(data)

    assert not opened(root, cache).is_kept()


def test_sections_of_another_shape_are_parsed_anew(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(root, cache)
    kept = opened(root, cache)
    monkeypatch.setattr(kept_form, "Section", int)

    assert kept.is_kept()
    assert kept.sections() == opened(root, None).sections()


def test_a_folder_that_cannot_be_written_costs_nothing(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    opened(root, file).keep(file)
    opened(root, file / "below").keep(file / "below")

    assert file.read_text() == ""


def test_a_name_that_is_no_text_is_read_every_time(tmp_path: Path, cache: Path) -> None:
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/de\xffck"))
    small_deck(root)

    opened(root, cache).keep(cache)

    assert not opened(root, cache).is_kept()
    assert len(opened(root, cache).sections()) == 2


def test_a_kept_deck_is_not_kept_again(root: Path, cache: Path) -> None:
    path = keep(root, cache)
    before = path.stat().st_ino

    opened(root, cache).keep(cache)

    assert path.stat().st_ino == before
    assert len(opened(root, cache).problems()) == 1


def test_no_draft_is_left_behind(root: Path, cache: Path) -> None:
    keep(root, cache)
    keep(root, cache)

    assert [path.suffix for path in cache.iterdir()] == [".deck"]
    assert cache.stat().st_mode & 0o077 == 0


def test_a_deck_that_vanished_opens_as_what_is_wrong(root: Path, cache: Path) -> None:
    keep(root, cache)
    for path in sorted(root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    root.rmdir()

    deck = opened(root, cache)

    assert not deck.is_kept()
    assert codes(deck.problems()) == {"file-unreadable", "deck-empty"}


def codes(problems: Iterable[Problem]) -> set[str]:
    return {problem.code.value for problem in problems}


def test_without_a_collector_the_first_error_is_raised(root: Path) -> None:
    with pytest.raises(ProblemError) as error:
        open_deck(root)
    assert error.value.problem.code == "unknown-key"

    (root / "01-first.md").write_text("# First\n\n[^zz]\n")
    deck = open_deck(root)
    assert deck.section("second").title == "Second"
    with pytest.raises(ProblemError):
        deck.section("first")


def test_a_section_nobody_knows_is_a_key_error(root: Path) -> None:
    with pytest.raises(KeyError):
        opened(root, None).section("nothing")


def test_each_section_knows_its_own_problems(root: Path) -> None:
    deck = opened(root, None)

    assert codes(deck.problems()) == {"unknown-key"}
    assert codes(deck.section("first").problems) == {"unknown-citation", "unknown-table"}
    assert deck.section("second").problems == ()
    assert len(deck.problems()) == 3


def test_what_is_kept_is_data(root: Path, cache: Path) -> None:
    path = keep(root, cache)

    decoded = msgspec.msgpack.decode(path.read_bytes()[4:])

    assert decoded[0] == kept_form.KEPT_FORMAT
