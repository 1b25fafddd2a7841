"""Records of visitors' progress on a host."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from explainer.learner.place import Place, RecordUnusable
from explainer.serve.hosted_app import VisitorKeeper
from explainer.serve.limits import Limits
from explainer.serve.visitor_records import VisitorRecords, new_code

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def records(tmp_path: Path) -> VisitorRecords:
    return VisitorRecords(tmp_path / "visitors", Limits())


def _records(folder: Path) -> list[str]:
    """Return the names of the files of records."""
    return sorted(one.name for one in (folder / "visitors").iterdir() if ".sqlite" in one.name)


def test_nothing_is_written_before_somebody_asks(records: VisitorRecords, tmp_path: Path) -> None:
    VisitorKeeper(records, KEY, lambda code: None)
    records.record(KEY)

    assert not (tmp_path / "visitors").exists()


def test_a_key_keeps_and_another_key_sees_nothing(records: VisitorRecords) -> None:
    record = VisitorKeeper(records, KEY, lambda code: None).keep().record
    record.keep_place("apple-alibaba", Place("huawei", "", 3))

    assert records.record(KEY).place("apple-alibaba") == Place("huawei", "", 3)
    assert records.has(KEY)
    assert not records.has(OTHER)


def test_a_code_brings_what_was_done_to_a_key_once(records: VisitorRecords) -> None:
    codes: list[str] = []
    record = VisitorKeeper(records, "", codes.append).keep().record
    record.mark_read("apple-alibaba", "huawei")
    (code,) = codes

    records.claim(code, KEY)
    records.claim(code, OTHER)

    assert records.record(KEY).read_sections("apple-alibaba") == {"huawei"}
    assert not records.has(OTHER)


def test_whoever_keeps_is_told_how_long_and_whoever_forgets_has_no_code(
    records: VisitorRecords,
) -> None:
    codes: list[str] = []
    keyed = VisitorKeeper(records, KEY, codes.append)
    without = VisitorKeeper(records, "", codes.append)

    assert keyed.keep().words == "Kept under your key from now on."
    kept = without.keep()
    assert "an hour" in kept.words
    assert records.is_claimable(codes[0])
    assert "Nothing is kept" in without.forget(kept.record)
    assert codes[1:] == [""]


def test_a_code_joins_what_a_key_has(records: VisitorRecords) -> None:
    kept = records.record(KEY)
    kept.mark_read("apple-alibaba", "models")
    codes: list[str] = []
    record = VisitorKeeper(records, "", codes.append).keep().record
    record.mark_read("apple-alibaba", "huawei")

    records.claim(codes[0], KEY)

    assert records.record(KEY).read_sections("apple-alibaba") == {"huawei", "models"}


@pytest.mark.parametrize("code", ["", "../../x", "a" * 10, "aaaaaaaaa\n", "é" * 10, "x" * 9])
def test_a_code_that_was_not_given_out_brings_nothing(records: VisitorRecords, code: str) -> None:
    records.claim(code, KEY)

    assert not records.has(KEY)


def test_a_code_holds_for_an_hour(records: VisitorRecords, tmp_path: Path) -> None:
    codes: list[str] = []
    record = VisitorKeeper(records, "", codes.append).keep().record
    record.mark_read("apple-alibaba", "huawei")
    for file in (tmp_path / "visitors").iterdir():
        about = file.stat()
        os.utime(file, (about.st_atime - 4000, about.st_mtime - 4000))

    records.claim(codes[0], KEY)

    assert not records.has(KEY)


def test_codes_that_nobody_used_are_deleted(records: VisitorRecords, tmp_path: Path) -> None:
    record = VisitorKeeper(records, "", lambda code: None).keep().record
    record.mark_read("apple-alibaba", "huawei")
    for file in (tmp_path / "visitors").iterdir():
        os.utime(file, (0, 0))

    VisitorKeeper(records, KEY, lambda code: None).keep()

    assert _records(tmp_path) == [f"{KEY}.sqlite"]


def test_forgetting_deletes_every_file(records: VisitorRecords, tmp_path: Path) -> None:
    keeper = VisitorKeeper(records, KEY, lambda code: None)
    record = keeper.keep().record
    record.mark_read("apple-alibaba", "huawei")

    keeper.forget(record)

    assert _records(tmp_path) == []


def test_there_are_no_more_records_than_the_host_allows(tmp_path: Path) -> None:
    limits = msgspec.structs.replace(Limits(), kept_records=2)
    records = VisitorRecords(tmp_path / "visitors", limits)
    for name in ("1", "2"):
        records.record(name * 64).mark_read("d", "s")

    with pytest.raises(RecordUnusable, match="no more records"):
        VisitorKeeper(records, KEY, lambda code: None).keep()


def test_records_that_begin_at_once_are_no_more_than_the_host_allows(tmp_path: Path) -> None:
    limits = msgspec.structs.replace(Limits(), kept_records=5)
    vaults = [VisitorRecords(tmp_path / "visitors", limits) for _ in range(2)]

    def keep(number: int) -> bool:
        keeper = VisitorKeeper(vaults[number % 2], f"{number:064}", lambda code: None)
        try:
            keeper.keep()
        except RecordUnusable:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(keep, range(24)))

    assert sum(kept) == 5
    assert len(_records(tmp_path)) == 5


def test_what_codes_bring_makes_no_record_larger_than_the_limit(tmp_path: Path) -> None:
    limits = msgspec.structs.replace(Limits(), kept_bytes=200_000)
    records = VisitorRecords(tmp_path / "visitors", limits)
    refused = 0
    for number in range(6):
        code = new_code()
        pending = records.pending(code)
        for section in range(20):
            pending.mark_read("d" * 1000, f"{number}-{section}")
        try:
            records.claim(code, KEY)
        except RecordUnusable as error:
            refused += error.reason == "your record is full" and records.is_claimable(code)

    assert 2 <= refused < 6
    assert (tmp_path / "visitors" / f"{KEY}.sqlite").stat().st_size <= 200_000
    assert len(records.record(KEY).read_sections("d" * 1000)) == 20 * (6 - refused)


def test_a_record_has_an_end(tmp_path: Path) -> None:
    limits = msgspec.structs.replace(Limits(), kept_bytes=100_000)
    records = VisitorRecords(tmp_path / "visitors", limits)
    record = records.record(KEY)

    def fill() -> None:
        for number in range(100_000):
            record.mark_read("d" * 1000, f"{number}")

    with pytest.raises(RecordUnusable, match="full"):
        fill()

    assert (tmp_path / "visitors" / f"{KEY}.sqlite").stat().st_size <= 110_000


def test_files_do_not_tell_codes_and_folders_are_ones_own(
    records: VisitorRecords, tmp_path: Path
) -> None:
    codes: list[str] = []
    record = VisitorKeeper(records, "", codes.append).keep().record
    record.mark_read("apple-alibaba", "huawei")

    assert not any(codes[0] in file.name for file in (tmp_path / "visitors").iterdir())
    assert (tmp_path / "visitors").stat().st_mode & 0o077 == 0


def test_codes_differ() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000
