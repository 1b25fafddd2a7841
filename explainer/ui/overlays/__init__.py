"""Screens that every feature can open over its own: lines to read, a menu, the palette.

- `LinesScreen` and `CardScreen`: lines to read, on a screen of their own or in a framed box.
- `MenuScreen`: a few entries to choose from by number, arrows or mouse.
- `PaletteScreen`: one of many entries, found by typing part of its name; `PaletteEntry` is one.
- `TypedChoosingScreen`: base of the palette and of the reader's search.
- `LauncherScreen`: the empty screen below a quiz or the desk opened from the command line.

It imports `panes`, `base` and what is below, and nothing of a feature. Begin with
`menu_screen.py`, the shortest complete screen.
"""
