"""Files to be imported are read completely, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.text_file import MAX_BYTES
from explainer.importers.imported_text import read_source
from explainer.importers.item import ImportRefused
from explainer.importers.question_import import read_items


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.gift"
    path.write_bytes("问 é? {T}\r\n".encode(encoding))

    assert read_items(read_source(path)).questions[0].prompt == "问 é?"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a {T}\r\n\r\nfa\xe7ade {T}", "Byte 0xE7 on line 3"),
        (b"\xff\xfea", "is not UTF-8"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.gift"
    path.write_bytes(data)

    with pytest.raises(ImportRefused, match=said):
        read_source(path)


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.gift", tmp_path):
        with pytest.raises(ImportRefused, match="cannot be read"):
            read_source(path)
