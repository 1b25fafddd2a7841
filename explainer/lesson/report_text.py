"""Writes the report of a lesson: for a terminal or Markdown, as JSON, and as rows for a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from explainer.lesson.clock import duration_words
from explainer.lesson.report import AnswerReport, LessonReport, VoteReport
from explainer.quiz.spreadsheet import guarded

_ROW = ("vote", "question", "round", "choice", "words", "right", "hands")
"""Columns of the rows: one row for each choice of each round of each vote."""


def markdown(report: LessonReport) -> str:
    """Return the report in Markdown, which reads well in a terminal too."""
    lines = [f"# {_plain(report.title)}", "", _when(report), ""]
    lines += ["## What was shown", "", "| Section | Time | Planned |", "| :-- | --: | --: |"]
    for one in report.sections:
        planned = f"{one.planned} min" if one.planned else "–"
        lines.append(f"| {_plain(one.title)} | {duration_words(one.seconds)} | {planned} |")
    lines += _people_lines(report)
    if report.votes:
        lines += ["", "## Votes"]
    for number, vote in enumerate(report.votes, 1):
        lines += ["", f"### {number}. {_plain(vote.prompt)}", "", *_vote_lines(vote)]
    return "\n".join(lines) + "\n"


def _people_lines(report: LessonReport) -> list[str]:
    """Return who took part, where they were lost, and what they asked."""
    lines: list[str] = []
    if report.names:
        lines += ["", "## Participants", ""]
        lines += [f"{number}. {_plain(name)}" for number, name in enumerate(report.names, 1)]
    if report.lost:
        titles = {one.section: one.title for one in report.sections}
        lines += ["", "## How it went for them", ""]
        lines += [
            "| Section | Screen | Lost | Slower | Faster |",
            "| :-- | --: | --: | --: | --: |",
        ]
        for lost in report.lost:
            title = _plain(titles.get(lost.section, lost.section) or "Title page")
            counts = f"{lost.lost} | {lost.slower} | {lost.faster}"
            lines.append(f"| {title} | {lost.screen} | {counts} |")
    if report.asked:
        lines += ["", "## What they asked", "", *(f"- {_plain(text)}" for text in report.asked)]
    return lines


def _when(report: LessonReport) -> str:
    began = datetime.fromtimestamp(report.began_at, UTC).astimezone()
    words = f"{began:%d %B %Y, %H:%M}, {duration_words(report.seconds)}"
    screens = f"{report.most_screens} screen{'' if report.most_screens == 1 else 's'}"
    if report.participants:
        screens += f", {report.participants} participants, {report.most_people} at a time"
    ending = "" if report.has_ended else "; it was cut off, and may go on"
    return f"{words}, {screens} at most{ending}."


def _vote_lines(vote: VoteReport) -> list[str]:
    if not vote.rounds and not vote.answers:
        return ["Nobody voted."]
    titles = [
        f"Round {number}" for number in range(1, max(len(vote.rounds), len(vote.answers)) + 1)
    ]
    lines: list[str] = []
    if vote.rounds:
        lines += [f"|  | Choice | {' | '.join(titles)} |", f"| :-- | :-- |{' --: |' * len(titles)}"]
    for place, words in enumerate(vote.choices if vote.rounds else ()):
        cells = [
            f"{hands[place]} ({hands[place] / max(1, sum(hands)):.0%})" for hands in vote.rounds
        ]
        mark = "✓" if place in vote.keys else ""
        lines.append(f"| {mark} | {_plain(words)} | {' | '.join(cells)} |")
    if not vote.rounds:
        lines += _said_lines(vote.answers[-1])
    counts = [str(sum(hands)) for hands in vote.rounds] or [str(len(one)) for one in vote.answers]
    facts = [f"{'Votes' if vote.answers else 'Hands'}: {', then '.join(counts)}."]
    shares = [f"{share:.0%}" for share in vote.shares if share is not None]
    if shares:
        facts.append(f"Right: {', then '.join(shares)}.")
    if vote.gain is not None:
        facts.append(f"Gain: {vote.gain:.2f}.")
    return [*lines, "", " ".join(facts + _figures(vote)), *_change_lines(vote)]


def _said_lines(answers: Sequence[AnswerReport]) -> list[str]:
    """Return how often each answer was given, the most frequent first."""
    counted = Counter((one.answer, one.is_right) for one in answers)
    lines = ["|  | Answer | Given |", "| :-- | :-- | --: |"]
    for (words, is_right), count in counted.most_common():
        lines.append(f"| {'✓' if is_right else ''} | {_plain(words)} | {count} |")
    return lines


def _figures(vote: VoteReport) -> list[str]:
    """Return the figures of the question, each with how many it is about."""
    if vote.facility is None or vote.facility_interval is None:
        return []
    low, high = vote.facility_interval
    count = len(vote.answers[0]) if vote.answers else 0
    words = [f"Facility: {vote.facility:.2f} (95 %: {low:.2f} to {high:.2f}, n = {count})."]
    if vote.discrimination is not None:
        words.append(f"Discrimination: {vote.discrimination:.0f}.")
    return words


def _change_lines(vote: VoteReport) -> list[str]:
    """Return a table of who went from which choice to which."""
    if not any(map(any, vote.changes)):
        return []
    numbers = [str(place + 1) for place in range(len(vote.changes))]
    lines = ["", f"| From ↓ to → | {' | '.join(numbers)} |", f"| :-- |{' --: |' * len(numbers)}"]
    for number, row in zip(numbers, vote.changes, strict=True):
        lines.append(f"| {number} | {' | '.join(map(str, row))} |")
    return lines


def _plain(text: str) -> str:
    """Return text that Markdown and a table leave as it is."""
    words = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in words)


def as_json(report: LessonReport) -> str:
    """Return the report as JSON, with the shares and gains."""
    data = msgspec.to_builtins(report)
    for vote, one in zip(data["votes"], report.votes, strict=True):
        vote["shares"], vote["gain"] = one.shares, one.gain
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"


def as_csv(report: LessonReport) -> str:
    """Return the hands as rows, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_ROW)
    for number, vote in enumerate(report.votes, 1):
        for turn, hands in enumerate(vote.rounds, 1):
            for place, count in enumerate(hands):
                right = "yes" if place in vote.keys else "no" if vote.keys else ""
                words = (guarded(vote.question), turn, place + 1, guarded(vote.choices[place]))
                writer.writerow([number, *words, right, count])
    return out.getvalue()


_LONG = ("vote", "question", "round", "participant", "answer", "right", "confidence")
"""Columns of the long table: one row for each answer."""


def as_long_csv(report: LessonReport) -> str:
    """Return every answer as a row, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_LONG)
    for number, vote in enumerate(report.votes, 1):
        for turn, answers in enumerate(vote.answers, 1):
            for one in answers:
                right = "" if one.is_right is None else "yes" if one.is_right else "no"
                who = _who(report, one.participant)
                row = (guarded(vote.question), turn, who, guarded(one.answer), right)
                writer.writerow([number, *row, one.confidence])
    return out.getvalue()


def as_wide_csv(report: LessonReport) -> str:
    """Return a row for each participant: for every vote 1 for a right last answer, 0 for another.

    A bet, and an answer where nothing is right, is written in words; no answer is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = [f"{n} {guarded(vote.question)}" for n, vote in enumerate(report.votes, 1)]
    writer.writerow(["participant", *heads])
    last: list[dict[int, AnswerReport]] = []
    for vote in report.votes:
        last.append({one.participant: one for answers in vote.answers for one in answers})
    for number in range(1, report.participants + 1):
        cells = [_cell(answers.get(number)) for answers in last]
        writer.writerow([_who(report, number), *cells])
    return out.getvalue()


def _cell(answer: AnswerReport | None) -> str:
    if answer is None:
        return ""
    return guarded(answer.answer) if answer.is_right is None else str(int(answer.is_right))


def _who(report: LessonReport, number: int) -> str:
    """Return a participant's name where the report has names, else their number."""
    return guarded(report.names[number - 1]) if report.names else str(number)
