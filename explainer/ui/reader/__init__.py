"""Reading a deck: title, text, outline, evidence, search and lists.

- `TitleScreen`: the first screen of a deck; `ReaderScreen`: the text, with outline and evidence.
- `PassageScreen`: a passage shown from a quiz or the desk.
- `SectionPane` shows and scrolls the text; `TargetFocus` is the claim, link or figure in focus.
- `Finding` opens the search, the lists and the palette, and follows a `Trail` of results.
- `reader_commands.py`: commands of the reader, in the order of its help.

A feature: it imports `overlays`, `panes`, `base` and what is below, but no other feature. Figures
and quizzes are opened by requests to the app. Begin with `reader_screen.py`.
"""
