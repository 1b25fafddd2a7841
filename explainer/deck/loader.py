"""Opens a deck: reads its files into records, and each section when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from explainer.deck.block import Section
from explainer.deck.kept_form import FileStamp, KeptDeck, read_kept, stamps, write_kept
from explainer.deck.model import Claim, Deck, SectionEntry, Source, Table, Term, Timeline
from explainer.deck.question import Question
from explainer.deck.question_reader import kept_texts
from explainer.problems import Code, FirstError, Problem, Problems, Span

if TYPE_CHECKING:
    from explainer.deck.section_file import SectionReader

# The readers of TOML and Markdown are imported only when a deck is really parsed: opening a kept
# deck does not need them, and importing them takes half of the start.

_TRANSLATION = re.compile(r"\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_SECTION_NAME = re.compile(r"[a-z0-9]")


class OpenDeck:
    """A deck and its sections; each section is parsed when it is first asked for, completely."""

    def __init__(
        self,
        deck: Deck,
        root: Path,
        only: str | None,
        problems: Problems,
        kept: KeptDeck | None = None,
        read_at: tuple[FileStamp, ...] | None = None,
    ) -> None:
        """`read_at` holds the stamps of the deck's files, taken before they were read."""
        self.deck = deck
        """The records of the deck."""
        self.root = root
        """Folder of the deck."""
        self.only = only
        """Name of the one file that is the whole deck, or None."""
        self._problems = problems
        self._kept = kept
        self._read_at = read_at
        self._sections: dict[str, Section] = {}
        self._reader: SectionReader | None = None
        self._reading = Lock()

    def without_questions(self, left_out: Collection[str]) -> OpenDeck:
        """Return the deck without some questions, given by id; its sections are those of this one.

        Where the text shows such a question, it says that it is asked in class.
        """
        kept = {id: one for id, one in self.deck.questions.items() if id not in left_out}
        deck = msgspec.structs.replace(self.deck, questions=kept)
        shown = OpenDeck(deck, self.root, self.only, self._problems, self._kept, self._read_at)
        shown._sections = {section.id: section for section in self.sections()}
        return shown

    def section(self, identifier: str) -> Section:
        """Return a section by id, complete.

        Raises:
            KeyError: the deck has no such section.
        """
        section = self._sections.get(identifier)
        if section is None:
            section = self._kept.section(identifier) if self._kept else None
            section = section or self._parse(identifier)
            self._sections[identifier] = section
        return section

    def has(self, identifier: str) -> bool:
        """True if a section can be had without parsing its file."""
        return identifier in self._sections or self._kept is not None

    def sections(self) -> list[Section]:
        """Return every section in order; parses those that were not asked for yet."""
        return [self.section(entry.id) for entry in self.deck.outline]

    def problems(self) -> list[Problem]:
        """Return all problems of the deck and of the sections parsed so far."""
        found = list(self._kept.problems()) if self._kept else list(self._problems)
        if self._kept:
            found.extend(p for section in self._sections.values() for p in section.problems)
        return found

    @property
    def path(self) -> Path:
        """The folder or file from which the deck was opened."""
        return self.root / self.only if self.only is not None else self.root

    def is_kept(self) -> bool:
        """True if the deck was opened from its kept form."""
        return self._kept is not None

    def keep(self, folder: Path) -> None:
        """Write the kept form of the whole deck, so that the next start needs no parser."""
        if self._kept is not None:
            return
        try:
            before = self._read_at or stamps(self.root, self.only)
            sections = {section.id: section for section in self.sections()}
            texts = kept_texts(self.deck)
            now = stamps(self.root, self.only)
        except OSError:
            return
        if now != before:
            # A file that changed in the meantime may be read in its old form in some sections.
            return
        in_sections = {id(p) for section in sections.values() for p in section.problems}
        own = tuple(p for p in self._problems if id(p) not in in_sections)
        write_kept(folder, self.root, self.only, now, self.deck, own, sections, texts)

    def _parse(self, identifier: str) -> Section:
        from explainer.deck.folder.folder_deck import folder_section
        from explainer.deck.section_file import SectionReader

        entry = self.deck.entry(identifier)
        if entry is None:
            raise KeyError(identifier)
        if self.only is not None:
            self._read_file_again()
            return self._sections.get(identifier) or Section(
                identifier, entry.title, (), entry.span
            )
        if self.deck.is_plain:
            return folder_section(self.root, entry, self.deck)
        # The screen may ask for a section while the others are parsed in the background.
        with self._reading:
            if self._reader is None:
                self._reader = SectionReader(self.root, self.deck, self._problems)
            return self._reader.read(entry)

    def _read_file_again(self) -> None:
        """Parse the one file of the deck; needed only where its kept form is damaged."""
        from explainer.deck.plain_deck import file_deck

        if self.only is not None:
            self._sections.update(file_deck(self.root, self.only, self._problems)[1])

    def adopt(self, sections: dict[str, Section]) -> None:
        """Take over sections that were parsed with the deck, as those of a single file are."""
        self._sections.update(sections)


def open_deck(path: Path, problems: Problems | None = None, cache: Path | None = None) -> OpenDeck:
    """Open a deck's folder or file.

    Args:
        path: A folder, or one Markdown file.
        problems: Collects everything that is wrong; without it the first error is raised.
        cache: Folder of kept forms; None reads every file.

    Raises:
        ProblemError: no collector was given and something is wrong.
    """
    collector = FirstError() if problems is None else problems
    root, only = (path.parent, path.name) if path.is_file() else (path, None)
    before: tuple[FileStamp, ...] | None = None
    if cache is not None:
        with suppress(OSError):
            before = stamps(root, only)
        kept = None if before is None else read_kept(cache, root, only, before)
        if kept is not None:
            return OpenDeck(kept.deck, root, only, collector, kept)
    if only is not None:
        from explainer.deck.plain_deck import file_deck

        deck, sections = file_deck(root, only, collector)
        opened = OpenDeck(deck, root, only, collector, read_at=before)
        opened.adopt(sections)
        return opened
    if not (root / "deck.toml").is_file():
        from explainer.deck.folder.folder_deck import folder_deck

        return OpenDeck(folder_deck(root, collector), root, None, collector, read_at=before)
    return OpenDeck(_read_deck(root, collector), root, None, collector, read_at=before)


def _read_deck(root: Path, problems: Problems) -> Deck:
    from explainer.deck.evidence_file import read_claims, read_sources, read_terms
    from explainer.deck.manifest_file import read_manifest
    from explainer.deck.reference_check import check_references, without_card_bets

    manifest = read_manifest(root, "deck.toml", problems)
    sources: dict[str, Source] = {}
    claims: dict[str, Claim] = {}
    terms: dict[str, Term] = {}
    if (root / "sources.toml").exists():
        sources = read_sources(root, "sources.toml", problems)
    if (root / "claims.toml").exists():
        claims = read_claims(root, "claims.toml", problems)
    if (root / "glossary.toml").exists():
        terms = read_terms(root, "glossary.toml", problems)
    tables, timelines = _read_data(root, problems)
    outline = _outline(root, manifest.sections, problems)
    questions = _read_quizzes(root, problems)
    deck = Deck(
        manifest.id or root.resolve().name,
        manifest.title or root.resolve().name,
        without_card_bets(outline, questions, problems),
        Span("deck.toml"),
        summary=manifest.summary,
        language=manifest.language,
        authors=manifest.authors,
        licence=manifest.licence,
        as_of=manifest.as_of,
        minutes=manifest.minutes,
        theme=manifest.theme,
        colours=manifest.colours,
        routes=manifest.routes,
        sources=sources,
        claims=claims,
        terms=terms,
        tables=tables,
        timelines=timelines,
        questions=questions,
    )
    check_references(deck, problems)
    return deck


def _files(root: Path, folder: str, *endings: str) -> list[str]:
    """Return the files of a folder by name, without translations, which belong to other files."""
    try:
        names = sorted(entry.name for entry in (root / folder).iterdir())
    except OSError:
        return []
    return [
        f"{folder}/{name}" if folder else name
        for name in names
        if name.endswith(endings) and not _TRANSLATION.search(name.rsplit(".", 1)[0])
    ]


def _read_data(root: Path, problems: Problems) -> tuple[dict[str, Table], dict[str, Timeline]]:
    from explainer.deck.data_file import read_data

    tables: dict[str, Table] = {}
    timelines: dict[str, Timeline] = {}
    for file in _files(root, "data", ".toml", ".csv"):
        data = read_data(root, file, problems)
        if data is None:
            continue
        kind: dict[str, Table] | dict[str, Timeline]
        kind = tables if isinstance(data, Table) else timelines
        if data.id in kind:
            problems.add(
                Code.DUPLICATE_ID,
                Span(file),
                f"'{file}' has the same id '{data.id}' as '{kind[data.id].span.file}'.",
                "Rename one of them.",
            )
        elif isinstance(data, Table):
            tables[data.id] = data
        else:
            timelines[data.id] = data
    return tables, timelines


def _read_quizzes(root: Path, problems: Problems) -> dict[str, Question]:
    from explainer.deck.fields import keep_all
    from explainer.deck.question_file import read_questions

    questions: dict[str, Question] = {}
    for file in _files(root, "quiz", ".toml"):
        keep_all(questions, read_questions(root, file, problems), "question", problems)
    return questions


def _outline(root: Path, wanted: tuple[str, ...], problems: Problems) -> tuple[SectionEntry, ...]:
    """Return the sections in the order of deck.toml, else by file name."""
    from explainer.deck.section_file import read_entry

    entries: dict[str, SectionEntry] = {}
    for file in _files(root, "", ".md"):
        if not _SECTION_NAME.match(file):
            continue
        entry = read_entry(root, file, problems)
        if entry is None:
            continue
        if entry.id in entries:
            problems.add(
                Code.DUPLICATE_ID,
                entry.span,
                f"'{file}' has the same id '{entry.id}' as '{entries[entry.id].span.file}'.",
                "Rename one, or set 'id' in its front matter.",
            )
            continue
        entries[entry.id] = entry
    if not entries:
        problems.add(
            Code.DECK_EMPTY,
            Span("deck.toml"),
            "The deck has no sections.",
            "Add a Markdown file such as '01-start.md' beside deck.toml.",
        )
    if not wanted:
        return tuple(entries.values())
    outline: dict[str, SectionEntry] = {}
    for index, identifier in enumerate(wanted):
        if identifier in entries:
            outline[identifier] = entries.pop(identifier)
        elif identifier not in outline:
            problems.add(
                Code.UNKNOWN_SECTION,
                Span("deck.toml", keys=("sections", index)),
                f"There is no section '{identifier}'.",
                problems.suggest(identifier, entries) or f"Add a file '{identifier}.md'.",
            )
    return tuple(outline.values())
