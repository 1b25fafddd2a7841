"""Input from and output to the terminal: drivers, escape sequences, private names of Textual.

- `TerminalDriver`: driver for this process's own terminal, which `start` gives to the app.
- `TerminalInput` decodes keys and mouse; `StyleShortener` and `in_columns` shorten the output. The
  server's driver uses them too.
- `PaintingPause`: stops painting while a terminal reads too slowly.
- `BackgroundQuestion` asks the terminal if its background is dark.
- `textual_private.py`: every private name of Textual, each with a test that fails if it changes.

The lowest layer of `explainer.ui`: it imports none of the others. Begin with `terminal_driver.py`.
"""
