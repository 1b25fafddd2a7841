"""The host's log."""

from __future__ import annotations

import json

from explainer.serve.log import Log, json_line, text_line


def test_a_line_for_people_quotes_what_has_blanks() -> None:
    lines: list[str] = []
    Log(lines.append, text_line).event(
        "session", size="80x24", end="left", words='a "b"\nc', ok=True
    )

    at, rest = lines[0].split(" ", 1)
    assert at.endswith("Z")
    assert rest == r'session size=80x24 end=left words="a \"b\"\nc" ok=yes'


def test_a_json_line_is_one_object() -> None:
    lines: list[str] = []
    Log(lines.append, json_line).event("session", seconds=1.5, end="idle")

    found = json.loads(lines[0])
    assert found.pop("at").endswith("Z")
    assert found == {"event": "session", "seconds": 1.5, "end": "idle"}
