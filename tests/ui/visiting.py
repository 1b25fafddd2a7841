"""Helpers: visitors of a host, for tests that press keys."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.loader import OpenDeck, open_deck
from explainer.learner.place import Place, RecordUnusable
from explainer.learner.record import Record
from explainer.problems import Problems
from explainer.ui.app import ReaderApp
from explainer.ui.base.keeper import Kept
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings

KEPT = "It is kept from now on."
FORGOTTEN = "Everything is forgotten."


class FolderKeeper:
    """Keeps all visitors in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble = ""

    def keep(self) -> Kept:
        if self.trouble:
            raise RecordUnusable(self.path, self.trouble)
        return Kept(Record(self.path), KEPT)

    def forget(self, record: Record) -> str:
        if self.trouble:
            raise RecordUnusable(self.path, self.trouble)
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        return FORGOTTEN


def opened_deck(path: Path) -> OpenDeck:
    return open_deck(path, Problems())


def visitor(
    opened: OpenDeck, keeper: FolderKeeper | None = None, *, record: Path | None = None
) -> Session:
    """Return the session of a stranger."""
    setup = Setup(Settings(), keeper=keeper, kiosk=True)
    return Session(opened, setup, Record(record) if record else None)


def visiting_app(session: Session, section: str = "", block: str = "") -> ReaderApp:
    """Return a reader of one deck, on its title or at a place."""
    return ReaderApp(session, start=Place(section, block) if section else None)


def write_deck(folder: Path, sections: dict[str, str], *, title: str, name: str = "deck") -> Path:
    """Write a deck of sections by id, each with a title and a text."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()
    order = ", ".join(f'"{section}"' for section in sections)
    manifest = f'format = 1\nid = "{name}"\ntitle = {title!r}\nsections = [{order}]\n'
    (folder / "deck.toml").write_text(manifest, encoding="utf-8")
    for section, text in sections.items():
        (folder / f"{section}.md").write_text(text, encoding="utf-8")
    return folder
