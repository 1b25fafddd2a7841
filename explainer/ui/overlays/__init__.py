"""Screens that every feature opens over its own: lines to read, a menu, the palette."""
