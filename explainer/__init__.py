"""Lessons in a terminal, from a folder of TOML and Markdown."""

__version__ = "0.1.0"
