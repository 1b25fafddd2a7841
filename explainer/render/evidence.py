"""Lays out evidence: a claim with its verdict, a source, a term, and the evidence of a section."""

from __future__ import annotations

from collections.abc import Container

from explainer.deck.model import Claim, Deck, Source, SourceGrade, Term
from explainer.render.line import NO_TARGET, Line, TextRun, wrap
from explainer.render.page import Page, Target, TargetKind
from explainer.render.value import date_text, verdict_mark


def target_lines(target: Target, deck: Deck, width: int) -> list[Line]:
    """Return the lines shown when a target is opened; none if it opens in another way."""
    lines: list[Line] = []
    if target.kind is TargetKind.CLAIM:
        for claim in target.ids:
            if claim in deck.claims:
                lines.extend([[]] if lines else [])
                lines.extend(claim_lines(deck.claims[claim], deck, width))
    elif target.kind is TargetKind.TERM and target.ids[0] in deck.terms:
        lines = term_lines(deck.terms[target.ids[0]], deck, width)
    elif target.kind is TargetKind.SOURCE:
        for source in target.ids:
            if source in deck.sources:
                lines.extend([[]] if lines else [])
                lines.extend(source_lines(deck.sources[source], width))
    elif target.kind is TargetKind.LINK:
        lines = wrap([TextRun("Link", "title")], width)
        lines.extend(wrap([TextRun(target.ids[0], "link", target.ids[0])], width))
    return lines


def claim_lines(claim: Claim, deck: Deck, width: int) -> list[Line]:
    """Return a claim: its assertion, speakers, verdict, correction and earlier verdicts."""
    lines = wrap([TextRun(verdict_mark(claim.verdict), f"{claim.verdict.value} strong")], width)
    lines.extend(wrap([TextRun(claim.text)], width))
    said = [deck.sources[source].title for source in claim.said_by if source in deck.sources]
    if said:
        words = f"Said by {', '.join(_named(deck, claim.said_by))}"
        if claim.said_on:
            words += f", {date_text(claim.said_on)}"
        lines.extend(wrap([TextRun(words, "muted")], width))
    if claim.correction:
        lines.append([])
        lines.extend(wrap([TextRun("The record  ", "strong"), TextRun(claim.correction)], width))
    for earlier in claim.earlier:
        lines.append([])
        until = f"Until {date_text(earlier.until)}: {verdict_mark(earlier.verdict)}  "
        lines.extend(wrap([TextRun(until, "strong"), TextRun(earlier.why)], width))
    if claim.note:
        lines.append([])
        lines.extend(wrap([TextRun(claim.note, "muted")], width))
    known = [deck.sources[source] for source in claim.sources if source in deck.sources]
    if known:
        from explainer.render.origin import count_words

        lines.append([])
        count = count_words(known)
        heading = [TextRun("Sources", "muted strong")]
        if count:
            heading.append(TextRun(f" · {count}", "muted"))
        lines.extend(wrap(heading, width))
        for source in known:
            lines.extend(_linked_line(source, width))
    if claim.as_of:
        lines.append([])
        lines.extend(wrap([TextRun(f"As of {date_text(claim.as_of)}", "faint")], width))
    return lines


def source_lines(source: Source, width: int) -> list[Line]:
    """Return a source: title, publisher, date, grade, the original that it repeats, address."""
    lines = wrap([TextRun(source.title, "strong")], width)
    facts = [source.publisher, date_text(source.date) if source.date else ""]
    words = " · ".join(fact for fact in facts if fact)
    runs = [TextRun(words, "muted")]
    if source.grade:
        runs.append(TextRun(" · " if words else "", "muted"))
        runs.append(grade_run(source.grade, "grade "))
    lines.extend(wrap(runs, width))
    if source.restates:
        lines.extend(wrap([TextRun(f"Restates: {source.restates}", "muted")], width))
    if source.note:
        lines.extend(wrap([TextRun(source.note, "muted")], width))
    if source.url:
        lines.extend(wrap([TextRun(source.url, "link", source.url)], width))
    return lines


def term_lines(term: Term, deck: Deck, width: int) -> list[Line]:
    """Return a term and its definition."""
    lines = wrap([TextRun(term.term, "title")], width)
    lines.extend(wrap([TextRun(term.definition)], width))
    if term.aliases:
        lines.extend(wrap([TextRun(f"Also: {', '.join(term.aliases)}", "muted")], width))
    for source in term.sources:
        if source in deck.sources:
            lines.extend(source_line(deck.sources[source], width))
    return lines


def page_lines(
    page: Page, in_sight: range, deck: Deck, width: int, without_verdict: Container[str] = ()
) -> list[Line]:
    """Return the evidence of the lines in sight: their claims, and their sources by number.

    Claims in `without_verdict` are listed without their verdict, which would answer a bet, unless
    these lines have its mark themselves.
    """
    lines: list[Line] = []
    roles = _roles_of_targets(page, in_sight)
    targets = {number: page.targets[number] for number in roles}
    marks: dict[str, bool] = {}
    for number, target in targets.items():
        for name in target.ids if target.kind is TargetKind.CLAIM else ():
            if name in deck.claims:
                is_marked = deck.claims[name].verdict.value in roles[number]
                marks[name] = marks.get(name, False) or is_marked or name not in without_verdict
    if marks:
        later = "" if all(marks.values()) else " · more verdicts once this section is read"
        heading = [TextRun("Claims here", "muted strong"), TextRun(later, "faint")]
        lines.extend(wrap(heading if later else heading[:1], width))
        for name, has_mark in marks.items():
            claim = deck.claims[name]
            lines.append([])
            if has_mark:
                mark = TextRun(verdict_mark(claim.verdict), claim.verdict.value)
                lines.extend(wrap([mark], width))
            lines.extend(wrap([TextRun(claim.text)], width))
    cited = {id for one in targets.values() if one.kind is TargetKind.SOURCE for id in one.ids}
    known = [(number, id) for number, id in enumerate(page.sources, 1) if id in cited]
    if known:
        lines.extend([[], []] if lines else [])
        lines.extend(wrap([TextRun("Sources", "muted strong")], width))
        for number, identifier in known:
            source = deck.sources[identifier]
            inner = source_line(source, max(1, width - 4))
            for index, line in enumerate(inner):
                lines.append([TextRun("    " if index else f"{number:>2}  ", "faint"), *line])
    return lines


def _roles_of_targets(page: Page, in_sight: range) -> dict[int, set[str]]:
    """Return the targets on some lines in reading order, by number, and the roles of their runs."""
    found: dict[int, set[str]] = {}
    for line in page.lines[in_sight.start : in_sight.stop]:
        for run in line:
            if run.target != NO_TARGET:
                found.setdefault(run.target, set()).update(run.role.split())
    return found


def _linked_line(source: Source, width: int) -> list[Line]:
    """Return a source in brief, with its name as a link."""
    return [
        [
            TextRun(run.text, "link", source.url) if source.url and not run.role else run
            for run in line
        ]
        for line in source_line(source, width)
    ]


def source_line(source: Source, width: int) -> list[Line]:
    """Return a source in brief: its publisher, date and grade."""
    runs = [TextRun(source.publisher or source.title)]
    date = date_text(source.date) if source.date else ""
    if source.grade:
        runs.append(TextRun(f" ({date}, " if date else " (", "muted"))
        runs.extend([grade_run(source.grade), TextRun(")", "muted")])
    elif date:
        runs.append(TextRun(f" ({date})", "muted"))
    return wrap(runs, width)


def grade_run(grade: SourceGrade, label: str = "") -> TextRun:
    """Return the letter of a grade after a label, in the grade's role."""
    return TextRun(f"{label}{grade.value}", f"grade-{grade.value.lower()}")


def _named(deck: Deck, sources: tuple[str, ...]) -> list[str]:
    return [deck.sources[source].title if source in deck.sources else source for source in sources]
