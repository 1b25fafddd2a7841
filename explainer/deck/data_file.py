"""Reads a file in `data/`: a table or a timeline."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.csv_file import read_csv
from explainer.deck.fields import read_fields
from explainer.deck.model import Table, Timeline
from explainer.deck.table_file import table_from
from explainer.deck.timeline_file import timeline_from
from explainer.problems import Problems


def read_data(root: Path, relative: str, problems: Problems) -> Table | Timeline | None:
    """Read a timeline if the file has events, else a table; report why if it is neither."""
    if relative.endswith(".csv"):
        return read_csv(root, relative, problems)
    fields = read_fields(root, relative, problems)
    if fields is None:
        return None
    return timeline_from(fields) if fields.has("event") else table_from(fields)
