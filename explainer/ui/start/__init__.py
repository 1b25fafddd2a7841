"""Entry points of the command line: the reader, a quiz or a lesson on this process's terminal.

- `read_on_terminal`: the reader.
- `quiz_on_terminal`, `review_on_terminal`, `desk_on_terminal`: one feature without the text.
- `present_on_terminal`, `follow_on_terminal`: presenter's console and class's screen.
- `rehearse`: checks everything that a lesson needs.

The highest layer of `explainer.ui`: it may import all others; `explainer.cli` imports it, and only
when a command needs it. Begin with `reader_start.py`, which opens the session and runs the app.
"""
