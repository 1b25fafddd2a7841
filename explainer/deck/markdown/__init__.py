"""Markdown in, blocks out."""
