"""The base of all features: screens, widgets, commands, themes and the session.

- `PaintedApp`, `PaintedScreen`, `PaintedWidget`: app, screens and panes that paint lines
  themselves.
- `Command` is one thing that a person can do, `Keymap` finds the command of a key;
  `common_commands.py` has the commands that several screens share.
- `requests.py`: messages by which a screen asks the app for another feature.
- `Session` and `Setup`: what one person has read and answered, and what is configured for them.
- `InputQueue` delivers keys one at a time; `LastLine` shows the place and the hints.
- `theme.py`: our palettes, and the colours of each role; `published_palettes.py` has others,
  `theme_choice.py` finds one by its name.
- `settings.py` reads a person's settings.

It imports `terminal` and the packages below `explainer.ui`, and nothing of `panes`, `overlays` or
a feature. Begin with `painted_screen.py`, which every screen is based on, then `command.py`.
"""
