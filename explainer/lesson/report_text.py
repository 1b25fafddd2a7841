"""Writes the report of a lesson: for a terminal or Markdown, as JSON, and as rows for a table."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import msgspec

from explainer.lesson.clock import duration_words
from explainer.lesson.report import LessonReport, VoteReport
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
    if report.votes:
        lines += ["", "## Votes"]
    for number, vote in enumerate(report.votes, 1):
        lines += ["", f"### {number}. {_plain(vote.prompt)}", "", *_vote_lines(vote)]
    return "\n".join(lines) + "\n"


def _when(report: LessonReport) -> str:
    began = datetime.fromtimestamp(report.began_at, UTC).astimezone()
    words = f"{began:%d %B %Y, %H:%M}, {duration_words(report.seconds)}"
    screens = f"{report.most_screens} screen{'' if report.most_screens == 1 else 's'}"
    ending = "" if report.has_ended else "; it was cut off, and may go on"
    return f"{words}, {screens} at most{ending}."


def _vote_lines(vote: VoteReport) -> list[str]:
    if not vote.rounds:
        return ["No hands were counted."]
    titles = [f"Round {number}" for number in range(1, len(vote.rounds) + 1)]
    lines = [f"|  | Choice | {' | '.join(titles)} |", f"| :-- | :-- |{' --: |' * len(titles)}"]
    for place, words in enumerate(vote.choices):
        cells = [
            f"{hands[place]} ({hands[place] / max(1, sum(hands)):.0%})" for hands in vote.rounds
        ]
        mark = "✓" if place in vote.keys else ""
        lines.append(f"| {mark} | {_plain(words)} | {' | '.join(cells)} |")
    counts = ", then ".join(str(sum(hands)) for hands in vote.rounds)
    facts = [f"Hands: {counts}."]
    shares = [f"{share:.0%}" for share in vote.shares if share is not None]
    if shares:
        facts.append(f"Right: {', then '.join(shares)}.")
    if vote.gain is not None:
        facts.append(f"Gain: {vote.gain:.2f}.")
    return [*lines, "", " ".join(facts)]


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
