"""Renderers of the block tree: terminal lines, plain text, problems."""
