"""The reader: a Textual app that shows a deck on a terminal.

It is cut by features above a shared base; each folder's docstring says where to begin.

- `start`: entry points of the command line, such as `read_on_terminal` and `present_on_terminal`.
- `app`: `ReaderApp`, which answers the requests of screens by opening other features.
- `practice_menu`, `progress_keeping`, `decks`, `every_command`: used by the app across features.
- `reader`, `figures`, `quiz`, `review`, `desk`, `library`, `teach`: the features. They do not
  import each other: a screen posts a message of `base/requests.py` to the app.
- `overlays`, `panes`: screens and panes that several features use.
- `base`: screens, widgets, commands, keymaps, themes and the session.
- `terminal`: drivers, escape sequences, and every private name of Textual.

Imports go down this list only (`pyproject.toml`, checked by `lint-imports`). Only this package and
`serve` import Textual. To follow one key from terminal to screen, read `base/input_queue.py`, then
`base/painted_screen.py`.
"""
