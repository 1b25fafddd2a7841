"""Lessons in a terminal, from a folder of TOML and Markdown.

The packages, each of which imports only those after it: `cli` (commands), `serve` (hosting over
SSH), `ui` (screens), `check`, `importers`, `lesson` (teaching), `learner` (records), `quiz`,
`render`, `deck`; then `problems`, `codes` and `crash`. Each package says in its docstring where to
begin reading.
"""

__version__ = "0.1.0"
